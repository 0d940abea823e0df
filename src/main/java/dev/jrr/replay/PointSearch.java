package dev.jrr.replay;

import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Registers;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;

/**
 * The fast form of the search for a {@link StatePoint}: a breakpoint with a condition that the
 * program's own task checks, at a nanosecond or so a visit. It stops the task only when all it knows
 * of the point's state is equal; then everything is compared. A stop that was in vain tells it what
 * else to look at.
 */
final class PointSearch {
    private final TaskRun runs;
    private final ReplayTask task;
    private final Tracee tracee;
    private final PointState state;
    private final PointPatch patch;
    private final boolean counts;
    private long stops;
    private long visits;

    private PointSearch(TaskRun runs, ReplayTask task, PointState state, PointPatch patch, boolean counts) {
        this.runs = runs;
        this.task = task;
        this.tracee = task.tracee();
        this.state = state;
        this.patch = patch;
        this.counts = counts;
    }

    /**
     * Prepares the search for a task that stands at the point's instruction in another state.
     *
     * @param counts whether {@link #visits} is asked for
     * @return null if this form of search cannot be used here
     */
    static PointSearch prepare(TaskRun runs, ReplayTask task, PointState state, boolean counts)
            throws TraceeGoneException {
        PointPatch patch = PointPatch.prepare(runs, task, state.target().ip(), maker(state, counts));
        return patch == null ? null : new PointSearch(runs, task, state, patch, counts);
    }

    private static PointPatch.Maker maker(PointState state, boolean counts) {
        return (site, entry, pages) -> PointStub.comparing(site, entry, pages, state.keys(), counts);
    }

    /**
     * Runs the task, which stands at the point's instruction, to the point.
     *
     * @return null if it is there; otherwise what it did instead
     */
    String run() throws TraceeGoneException {
        try {
            return search();
        } catch (StopReached stop) {
            patch.leave();
            throw stop;
        } finally {
            visits = counts ? Long.MAX_VALUE - patch.data(PointStub.COUNT_AT) : 0;
            patch.takeAway();
        }
    }

    /** How often the task has come to the instruction since. */
    long visits() {
        return visits;
    }

    private String search() throws TraceeGoneException {
        patch.putIn();
        patch.putData(PointStub.COUNT_AT, Long.MAX_VALUE);
        Registers from = patch.beyond(tracee.registers());
        while (true) {
            WaitResult stop = runs.run(task, from);
            if (stop == null) {
                return "a run of far more time than recorded, after " + stops + " stops";
            }
            Registers live = tracee.registers();
            boolean isSignal = stop.kind() == Kind.SIGNAL;
            if (isSignal && patch.isHit(stop.signal(), live)) {
                stops++;
                live = patch.atInstruction(live);
                patch.takeOut();
                if (state.isAt(live)) {
                    tracee.setRegisters(live);
                    return null;
                }
                if (state.hasNewKeys()) {
                    patch.code(maker(state, counts));
                }
                patch.putIn();
                from = patch.beyond(live);
                continue;
            }
            from = isSignal ? patch.pastTrap(stop.signal(), live) : null;
            if (from == null) {
                return Differences.text(stop, patch.asSeen(live), task) + ", after " + stops + " stops";
            }
        }
    }
}
