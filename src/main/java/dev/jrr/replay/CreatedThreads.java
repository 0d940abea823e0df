package dev.jrr.replay;

import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import dev.jrr.trace.FrameSearch;
import dev.jrr.trace.TraceReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** How the threads of a run were made, as clone(2) tells it. */
final class CreatedThreads {
    private static final int CLONE = 56;
    private static final int CLONE3 = 435;
    private static final long CLONE_CHILD_CLEARTID = 0x200000;

    /** struct clone_args: flags, pidfd, child_tid. */
    private static final int CHILD_TID = 16;

    private final TraceReader trace;

    CreatedThreads(TraceReader trace) {
        this.trace = trace;
    }

    /** The word that the kernel sets to 0 when a thread ends, and on which it wakes a waiter; 0 if it has none. */
    long clearedAtExit(TaskUid child) {
        FramePredicate made = FramePredicate.of(
                block -> block.mayHaveSyscall(CLONE) || block.mayHaveSyscall(CLONE3),
                frame -> frame.event() instanceof Event.Syscall call
                        && call.created().isPresent()
                        && call.created().get().child().equals(child));
        OptionalLong found = new FrameSearch(trace).next(0, made);
        if (found.isEmpty()) {
            return 0;
        }
        TraceFrame frame = trace.frame(found.getAsLong());
        Event.Syscall call = (Event.Syscall) frame.event();
        Registers entry = frame.entryRegisters();
        if (call.number() == CLONE) {
            return (entry.argument(0) & CLONE_CHILD_CLEARTID) != 0 ? entry.argument(3) : 0;
        }
        for (Capture input : call.inputs()) {
            if (input.argument() == 0 && input.bytes().length >= CHILD_TID + Long.BYTES) {
                ByteBuffer arguments = ByteBuffer.wrap(input.bytes()).order(ByteOrder.LITTLE_ENDIAN);
                return (arguments.getLong(0) & CLONE_CHILD_CLEARTID) != 0 ? arguments.getLong(CHILD_TID) : 0;
            }
        }
        return 0;
    }
}
