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
    private long stops;

    private PointSearch(TaskRun runs, ReplayTask task, PointState state, PointPatch patch) {
        this.runs = runs;
        this.task = task;
        this.tracee = task.tracee();
        this.state = state;
        this.patch = patch;
    }

    /**
     * Prepares the search for a task that stands at the point's instruction in another state.
     *
     * @return null if this form of search cannot be used here
     */
    static PointSearch prepare(TaskRun runs, ReplayTask task, PointState state) throws TraceeGoneException {
        PointPatch patch = PointPatch.prepare(runs, task, state.target().ip(), maker(state));
        return patch == null ? null : new PointSearch(runs, task, state, patch);
    }

    private static PointPatch.Maker maker(PointState state) {
        return (site, entry, pages) -> PointStub.comparing(site, entry, pages, state.keys());
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
            patch.takeAway();
        }
    }

    private String search() throws TraceeGoneException {
        patch.putIn();
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
                    patch.code(maker(state));
                }
                patch.putIn();
                from = patch.beyond(live);
                continue;
            }
            from = isSignal ? patch.pastTrap(stop.signal(), live) : null;
            if (from == null) {
                return Differences.text(stop, patch.asSeen(live)) + ", after " + stops + " stops";
            }
        }
    }
}
