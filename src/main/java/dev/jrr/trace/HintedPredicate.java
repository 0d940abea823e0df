package dev.jrr.trace;

import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.function.Predicate;

/** A condition with what it says of blocks and of system calls that are not looked at. */
record HintedPredicate(Predicate<BlockSummary> blocks, CallHint calls, Predicate<TraceFrame> frames)
        implements FramePredicate {
    /** {@link FramePredicate#mayHold(TaskUid, int)}. */
    @FunctionalInterface
    interface CallHint {
        boolean mayHold(TaskUid task, int syscall);
    }

    @Override
    public boolean test(TraceFrame frame) {
        return frames.test(frame);
    }

    @Override
    public boolean mayHold(BlockSummary block) {
        return blocks.test(block);
    }

    @Override
    public boolean mayHold(TaskUid task, int syscall) {
        return calls.mayHold(task, syscall);
    }
}
