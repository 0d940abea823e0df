package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.kernel.FutexOperation;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.BlockSummary;
import dev.jrr.trace.FrameKind;
import dev.jrr.trace.FramePredicate;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a motion looks for.
 *
 * @param words for a message, such as "signal"
 */
record Goal(String words, Step step) {
    /** Finds the next one. */
    @FunctionalInterface
    interface Step {
        /**
         * @param position where from; that frame itself is not meant
         * @param direction 1 or -1
         */
        OptionalLong from(Frames frames, long position, int direction);
    }

    private static final int FUTEX = 202;
    private static final int FUTEX_WAITV = 449;

    static final Goal SYSCALL = new Goal(
            "system call",
            FramePredicate.of(
                    block -> block.has(FrameKind.SYSCALL) || block.has(FrameKind.EXEC),
                    frame -> startsCall(frame.event())));
    static final Goal SIGNAL = new Goal("signal", FramePredicate.kind(FrameKind.SIGNAL));
    static final Goal FAILED = new Goal(
            "failed call",
            FramePredicate.of(
                    block -> block.has(FrameKind.SYSCALL),
                    frame -> frame.event() instanceof Event.Syscall call && call.isFailed()));
    static final Goal FUTEX_CALL =
            new Goal("futex call", FramePredicate.syscall(FUTEX).or(FramePredicate.syscall(FUTEX_WAITV)));
    static final Goal SWITCH = new Goal("task switch", Goal::otherTask);

    private Goal(String words, FramePredicate wanted) {
        this(
                words,
                (frames, position, direction) ->
                        direction > 0 ? frames.next(position + 1, wanted) : frames.previous(position - 1, wanted));
    }

    static Goal task(TaskUid task) {
        return new Goal("frame of task " + task, FramePredicate.task(task));
    }

    /** Calls that name a futex word, whichever process it is of. */
    static Goal futexWord(long address) {
        FramePredicate calls = FramePredicate.syscall(FUTEX);
        return new Goal(
                "call on this futex word",
                calls.and(FramePredicate.of(block -> true, frame -> isFutexCall(frame) && names(frame, address))));
    }

    /** Whether a frame is a futex call, or the beginning of one. */
    static boolean isFutexCall(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call && call.number() == FUTEX && startsCall(call);
    }

    private static boolean names(TraceFrame frame, long address) {
        Registers entry = frame.entryRegisters();
        boolean isSecond = FutexOperation.of(entry.argument(1)).hasSecond() && entry.argument(4) == address;
        return entry.argument(0) == address || isSecond;
    }

    static Goal text(Run run, Pattern pattern) {
        return new Goal("match for /" + pattern.pattern() + "/", (FramePredicate)
                frame -> pattern.matcher(run.describe(frame)).find());
    }

    /** The first frame of a stretch of one task, other than the very first of the run. */
    private static OptionalLong otherTask(Frames frames, long position, int direction) {
        long from = direction > 0 ? position : position - 1;
        if (from < 0) {
            return OptionalLong.empty();
        }
        TaskUid here = frames.frame(from).task();
        FramePredicate other = FramePredicate.of(
                block -> hasOther(block, here), frame -> !frame.task().equals(here));
        if (direction > 0) {
            return frames.next(from + 1, other);
        }
        OptionalLong before = frames.previous(from - 1, other);
        return before.isEmpty() ? before : OptionalLong.of(before.getAsLong() + 1);
    }

    private static boolean hasOther(BlockSummary block, TaskUid here) {
        return block.tasks().anyMatch(serial -> serial != here.serial());
    }

    /** A call that was left after another task's event counts once, at its entry. */
    private static boolean startsCall(Event event) {
        return event instanceof Event.Exec || (event instanceof Event.Syscall call && call.phase() != Event.Phase.LEFT);
    }
}
