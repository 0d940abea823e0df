package dev.jrr.replay;

import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Registers;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;

/** Counts how often a task comes to an instruction, at a nanosecond or two each. */
final class ArrivalCount {
    private final TaskRun runs;
    private final ReplayTask task;
    private final Tracee tracee;
    private final PointPatch patch;
    private long counted;

    private ArrivalCount(TaskRun runs, ReplayTask task, PointPatch patch) {
        this.runs = runs;
        this.task = task;
        this.tracee = task.tracee();
        this.patch = patch;
    }

    /** Prepares it; null if that instruction cannot be watched so. */
    static ArrivalCount prepare(TaskRun runs, ReplayTask task, long address) throws TraceeGoneException {
        PointPatch patch = PointPatch.prepare(runs, task, address, PointStub::counting);
        return patch == null ? null : new ArrivalCount(runs, task, patch);
    }

    /**
     * Runs the task on until it has come to the instruction so often, counted from here: where it
     * stands now does not count.
     *
     * @return how often it came there: {@code times}, unless it came to something else before, where
     *     it then stands; -1 if that took far too long, and it runs on
     * @throws StopReached if that is a stop; {@link #before} then has the count
     */
    long run(long times) throws TraceeGoneException {
        try {
            return count(times);
        } catch (StopReached stop) {
            patch.leave();
            throw stop;
        } finally {
            counted = times - left();
            patch.takeAway();
        }
    }

    /** How often it came there before it came to the stop that was thrown. */
    long before() {
        return counted;
    }

    private long left() {
        return patch.data(PointStub.COUNT_AT);
    }

    private long count(long times) throws TraceeGoneException {
        patch.putIn();
        patch.putData(PointStub.COUNT_AT, times);
        Registers now = task.toResume();
        Registers from = patch.isAtInstruction(now) ? patch.beyond(now) : now;
        while (true) {
            WaitResult stop = runs.run(task, from);
            if (stop == null) {
                return -1;
            }
            Registers live = tracee.registers();
            boolean isSignal = stop.kind() == Kind.SIGNAL;
            if (isSignal && patch.isHit(stop.signal(), live)) {
                tracee.setRegisters(patch.atInstruction(live));
                return times;
            }
            from = isSignal ? patch.pastTrap(stop.signal(), live) : null;
            if (from == null) {
                return times - left();
            }
        }
    }
}
