package dev.jrr.replay;

import dev.jrr.base.Hex;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;

/**
 * Finds a point between two instructions again. The point is named by its state: execution from
 * the last frame is a function of state, so the first moment at which everything is equal is the
 * right one, or one that nothing can tell from it.
 *
 * <p>The first visits to its instruction by the plain form: a breakpoint, and a comparison whenever
 * it is hit. It goes on by {@link PointSearch} if that is possible there.
 */
final class StatePoint {
    private static final int SIGTRAP = 5;
    private static final byte INT3 = (byte) 0xcc;

    /** Preparing the fast form costs as much as a few visits, which also show what differs. */
    private static final int PLAIN_VISITS = 6;

    private final TaskRun runs;
    private final ReplayTask task;
    private final Tracee tracee;
    private final Registers target;
    private final PointState state;
    private final boolean counts;
    private long hits;

    /** @param counts whether {@link #visits} is asked for, which makes the way a little longer */
    StatePoint(TaskRun runs, ReplayTask task, PointState state, boolean counts) {
        this.runs = runs;
        this.task = task;
        this.tracee = task.tracee();
        this.target = state.target();
        this.state = state;
        this.counts = counts;
    }

    /** How often the task has come to the point's instruction; where it stood did not count. */
    long visits() {
        return hits;
    }

    /**
     * Runs the task to the point.
     *
     * @return null if the task is there; otherwise what it did instead
     */
    String reach() throws TraceeGoneException {
        if (state.isAt(task.registers())) {
            return null;
        }
        Registers from = task.toResume();
        byte[] original = task.space().memory().read(target.ip(), 2);
        if (original.length == 0) {
            return "nothing mapped at " + Hex.of(target.ip());
        }
        if (from.ip() == target.ip()) {
            if (state.isAt(from)) {
                return null;
            }
            String instead = step(from, original);
            if (instead != null) {
                return instead;
            }
            from = tracee.registers();
        }
        return search(from, original);
    }

    private String search(Registers start, byte[] original) throws TraceeGoneException {
        Registers from = start;
        byte[] first = {original[0]};
        task.space().memory().write(target.ip(), new byte[] {INT3});
        try {
            while (true) {
                WaitResult stop = runs.run(task, from.with(Register.ORIG_RAX, -1));
                if (stop == null) {
                    return "a run of far more time than recorded, after " + hits + " visits";
                }
                Registers live = tracee.registers();
                boolean isHit = stop.kind() == Kind.SIGNAL && stop.signal() == SIGTRAP && live.ip() == target.ip() + 1;
                if (!isHit) {
                    return Differences.text(stop, live, task) + ", after " + hits + " visits";
                }
                hits++;
                live = live.with(Register.RIP, target.ip());
                tracee.setRegisters(live);
                task.space().memory().write(target.ip(), first);
                if (state.isAt(live)) {
                    return null;
                }
                PointSearch fast = hits == PLAIN_VISITS ? PointSearch.prepare(runs, task, state, counts) : null;
                if (fast != null) {
                    String instead = fast.run();
                    hits += fast.visits();
                    return instead;
                }
                String instead = step(live, original);
                if (instead != null) {
                    return instead;
                }
                from = tracee.registers();
                task.space().memory().write(target.ip(), new byte[] {INT3});
            }
        } finally {
            task.space().memory().write(target.ip(), first);
        }
    }

    /** One instruction; a step would make a system call, which the search must not pass anyway. */
    private String step(Registers from, byte[] instruction) throws TraceeGoneException {
        if (instruction.length == 2 && instruction[0] == 0x0f && instruction[1] == 0x05) {
            return "another state before the system call there";
        }
        WaitResult stop = runs.step(task, from.with(Register.ORIG_RAX, -1));
        if (stop == null || stop.kind() != Kind.SIGNAL || stop.signal() != SIGTRAP) {
            return stop == null ? "a step without end" : Differences.text(stop, tracee.registers(), task);
        }
        return null;
    }
}
