package dev.jrr.explore.view;

import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FrameKind;
import dev.jrr.trace.FramePredicate;
import dev.jrr.trace.TraceStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of a run up to a frame, taken from the trace alone. A call counts at the frame where it
 * was made, a failure where it returned. Only of calls that another task's frames came in between is
 * it known how long they took.
 */
public final class RunFigures implements FrameHistory.State<RunFigures> {
    /**
     * The calls of a task.
     *
     * @param calls how many it has made
     * @param failed how many of them returned an error
     * @param waitedNanos how long it has waited in all in those that were left again
     */
    public record TaskCalls(TaskUid task, long calls, long failed, long waitedNanos) {
        private TaskCalls plus(int made, int errors, long nanos) {
            return new TaskCalls(task, calls + made, failed + errors, waitedNanos + nanos);
        }
    }

    /**
     * A call that waited.
     *
     * @param frame where it was entered
     * @param left where it was left; -1 if it has not been up to here
     * @param nanos how long it took, or has taken up to here
     */
    public record Wait(long frame, long left, TaskUid task, int syscall, long nanos) {}

    /**
     * What there is to be shown.
     *
     * @param frame up to which, itself included
     * @param tasks the busiest first
     * @param errors how many calls failed, by error number, the most frequent first
     * @param waits the longest, the longest first; those that still go on are among them
     * @param whole the system calls of the whole run
     */
    public record Shown(
            long frame, List<TaskCalls> tasks, List<ErrorCount> errors, List<Wait> waits, TraceStatistics whole) {
        public Shown {
            tasks = List.copyOf(tasks);
            errors = List.copyOf(errors);
            waits = List.copyOf(waits);
        }
    }

    /** @param error a number of errno(3) */
    public record ErrorCount(int error, long count) {}

    /** How many waits are kept. */
    static final int LONGEST = 20;

    private static final FramePredicate CALLS = FramePredicate.kind(FrameKind.SYSCALL)
            .or(FramePredicate.kind(FrameKind.EXEC))
            .or(FramePredicate.kind(FrameKind.EXIT));

    private static final Comparator<Wait> LONGER =
            Comparator.comparingLong(Wait::nanos).reversed().thenComparingLong(Wait::frame);

    private record Entered(long frame, long nanos, int syscall) {}

    private final TraceStatistics whole;
    private final Map<TaskUid, TaskCalls> tasks = new HashMap<>();
    private final Map<Integer, Long> errors = new TreeMap<>();
    private final Map<TaskUid, Entered> entered = new HashMap<>();
    /** Sorted; replaced and never changed. */
    private List<Wait> longest = List.of();

    private RunFigures(TraceStatistics whole) {
        this.whole = whole;
    }

    /** Counts the calls of a recording. */
    public static FrameHistory<RunFigures> history(Frames frames) {
        return FrameHistory.of(frames, CALLS, new RunFigures(frames.statistics()));
    }

    @Override
    public int accept(TraceFrame frame) {
        if (frame.event() instanceof Event.Syscall call) {
            syscall(frame, call);
        } else if (frame.event() instanceof Event.Exec exec) {
            // An exec that was entered before has been counted there.
            Entered begun = entered.remove(frame.task());
            add(frame.task(), begun != null && begun.syscall == exec.number() ? 0 : 1, 0, 0);
        } else if (frame.event() instanceof Event.Exit) {
            entered.remove(frame.task());
        }
        return 1;
    }

    private void syscall(TraceFrame frame, Event.Syscall call) {
        Entered begun = entered.remove(frame.task());
        if (call.phase() == Event.Phase.ENTERED) {
            entered.put(frame.task(), new Entered(frame.number(), frame.timeNanos(), call.number()));
            add(frame.task(), 1, 0, 0);
            return;
        }
        boolean hasBegun = call.phase() == Event.Phase.LEFT && begun != null && begun.syscall == call.number();
        long nanos = hasBegun ? frame.timeNanos() - begun.nanos : 0;
        if (hasBegun) {
            keep(new Wait(begun.frame, frame.number(), frame.task(), call.number(), nanos));
        }
        if (call.isFailed()) {
            errors.merge((int) -call.result(), 1L, Long::sum);
        }
        add(frame.task(), hasBegun ? 0 : 1, call.isFailed() ? 1 : 0, nanos);
    }

    private void add(TaskUid task, int made, int failed, long nanos) {
        tasks.put(task, tasks.getOrDefault(task, new TaskCalls(task, 0, 0, 0)).plus(made, failed, nanos));
    }

    private void keep(Wait wait) {
        if (longest.size() < LONGEST || LONGER.compare(wait, longest.get(LONGEST - 1)) < 0) {
            longest = longest(longest, List.of(wait));
        }
    }

    private static List<Wait> longest(List<Wait> some, List<Wait> others) {
        List<Wait> all = new ArrayList<>(some);
        all.addAll(others);
        all.sort(LONGER);
        return List.copyOf(all.subList(0, Math.min(LONGEST, all.size())));
    }

    @Override
    public RunFigures copy() {
        RunFigures copy = new RunFigures(whole);
        copy.tasks.putAll(tasks);
        copy.errors.putAll(errors);
        copy.entered.putAll(entered);
        copy.longest = longest;
        return copy;
    }

    @Override
    public long weight() {
        return 2000 + 120L * tasks.size() + 60L * errors.size() + 80L * entered.size();
    }

    /**
     * The figures as they are at a frame.
     *
     * @param nanos the time there, in nanoseconds since the recording began
     */
    public Shown shown(long position, long nanos) {
        List<TaskCalls> busiest = new ArrayList<>(tasks.values());
        busiest.sort(Comparator.comparingLong(TaskCalls::calls).reversed().thenComparing(TaskCalls::task));
        List<ErrorCount> frequent = new ArrayList<>();
        errors.forEach((error, count) -> frequent.add(new ErrorCount(error, count)));
        frequent.sort(Comparator.comparingLong(ErrorCount::count).reversed().thenComparingInt(ErrorCount::error));
        List<Wait> going = new ArrayList<>();
        entered.forEach((task, begun) ->
                going.add(new Wait(begun.frame, -1, task, begun.syscall, Math.max(0, nanos - begun.nanos))));
        return new Shown(position, busiest, frequent, longest(longest, going), whole);
    }
}
