package dev.jrr.model;

import java.util.List;
import java.util.Optional;

/**
 * One recorded event. Being "at" a frame means the moment when all that it records has happened.
 *
 * @param number its position in the trace, from 0; the unit of FrameTime
 * @param task whom it happened to
 * @param timeNanos when, in nanoseconds since the recording began
 * @param registers the task's registers at the end of the frame
 * @param writes what the kernel wrote into the task's memory
 * @param checksum of the memory at the end of the frame, where one was taken
 */
public record TraceFrame(
        long number,
        TaskUid task,
        long timeNanos,
        Event event,
        Registers registers,
        List<MemoryWrite> writes,
        Optional<MemoryChecksum> checksum) {
    private static final long ENOSYS = 38;

    public TraceFrame {
        writes = List.copyOf(writes);
    }

    /**
     * The registers at the entry of the system call, with rax and orig_rax as the kernel shows them
     * at an entry stop (-ENOSYS, the number).
     *
     * @throws IllegalStateException if the event is not a system call
     */
    public Registers entryRegisters() {
        if (event instanceof Event.Exec exec) {
            return exec.entry();
        }
        if (event instanceof Event.Syscall call) {
            return call.entry()
                    .orElseGet(() -> registers.with(Register.RAX, -ENOSYS).with(Register.ORIG_RAX, call.number()));
        }
        throw new IllegalStateException("not a system call: " + event);
    }
}
