package dev.jrr.explore.tui;

import dev.jrr.explore.filter.Filter;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.regex.Pattern;

/**
 * What a motion looks for.
 *
 * @param words for a message, such as "signal"
 */
record Goal(String words, Test test) {
    /** Whether a frame is what is looked for. */
    @FunctionalInterface
    interface Test {
        boolean met(Run run, TraceFrame frame);
    }

    private static final int FUTEX = 202;
    private static final int FUTEX_WAITV = 449;

    static final Goal SYSCALL = new Goal("system call", (run, frame) -> startsCall(frame.event()));
    static final Goal SIGNAL = new Goal("signal", (run, frame) -> frame.event() instanceof Event.Signal);
    static final Goal EXIT = new Goal("exit", (run, frame) -> frame.event() instanceof Event.Exit);
    static final Goal FAILED =
            new Goal("failed call", (run, frame) -> frame.event() instanceof Event.Syscall call && call.isFailed());
    static final Goal FUTEX_CALL = new Goal(
            "futex call",
            (run, frame) -> frame.event() instanceof Event.Syscall call
                    && (call.number() == FUTEX || call.number() == FUTEX_WAITV));
    static final Goal SWITCH = new Goal(
            "task switch",
            (run, frame) ->
                    frame.number() > 0 && !run.frame(frame.number() - 1).task().equals(frame.task()));

    static Goal task(TaskUid task) {
        return new Goal("frame of task " + task, (run, frame) -> frame.task().equals(task));
    }

    /** By the filter language that all commands share. */
    static Goal filter(Filter filter) {
        return new Goal("match for " + filter, (run, frame) -> filter.test(frame));
    }

    static Goal text(Pattern pattern) {
        return new Goal(
                "match for /" + pattern.pattern() + "/",
                (run, frame) -> pattern.matcher(run.describe(frame)).find());
    }

    /** A call that was left after another task's event counts once, at its entry. */
    private static boolean startsCall(Event event) {
        return event instanceof Event.Exec || (event instanceof Event.Syscall call && call.phase() != Event.Phase.LEFT);
    }
}
