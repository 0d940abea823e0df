package dev.jrr.trace;

import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.function.Predicate;

/**
 * A condition on frames that can say of a whole block that none of its frames meets it. Has to be
 * without side effects, as it is asked of few frames and in any order.
 */
@FunctionalInterface
public interface FramePredicate {
    /** Whether a frame meets the condition. */
    boolean test(TraceFrame frame);

    /** False only if no frame of the block can meet the condition; the block is then not read. */
    default boolean mayHold(BlockSummary block) {
        return true;
    }

    /**
     * False only if no system call of that number that the task has made can meet the condition;
     * what else is known of the call is then not looked at.
     */
    default boolean mayHold(TaskUid task, int syscall) {
        return true;
    }

    /** Frames of one kind. */
    static FramePredicate kind(FrameKind kind) {
        return of(block -> block.has(kind), frame -> FrameKind.of(frame.event()) == kind);
    }

    /** Frames of one task. */
    static FramePredicate task(TaskUid task) {
        return new HintedPredicate(
                block -> block.hasTask(task.serial()),
                (caller, syscall) -> caller.equals(task),
                frame -> frame.task().equals(task));
    }

    /** All parts of one system call; exec included. */
    static FramePredicate syscall(int number) {
        return new HintedPredicate(
                block -> block.mayHaveSyscall(number),
                (caller, syscall) -> syscall == number,
                frame -> frame.event() instanceof Event.Syscall call && call.number() == number
                        || frame.event() instanceof Event.Exec exec && exec.number() == number);
    }

    /** A condition on frames with its hint. */
    static FramePredicate of(Predicate<BlockSummary> hint, Predicate<TraceFrame> test) {
        return new HintedPredicate(hint, (caller, syscall) -> true, test);
    }

    /** Both. */
    default FramePredicate and(FramePredicate other) {
        return new HintedPredicate(
                block -> mayHold(block) && other.mayHold(block),
                (caller, syscall) -> mayHold(caller, syscall) && other.mayHold(caller, syscall),
                frame -> test(frame) && other.test(frame));
    }

    /** Either, or both. */
    default FramePredicate or(FramePredicate other) {
        return new HintedPredicate(
                block -> mayHold(block) || other.mayHold(block),
                (caller, syscall) -> mayHold(caller, syscall) || other.mayHold(caller, syscall),
                frame -> test(frame) || other.test(frame));
    }

    /** The opposite. A hint says nothing of it, so every block is read. */
    default FramePredicate negate() {
        return frame -> !test(frame);
    }
}
