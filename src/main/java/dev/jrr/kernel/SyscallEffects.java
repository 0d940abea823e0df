package dev.jrr.kernel;

import dev.jrr.model.Capture;
import dev.jrr.model.Registers;
import java.util.List;

/** What a system call of the table reads and writes in the memory of the task that makes it. */
public final class SyscallEffects {
    private SyscallEffects() {}

    /**
     * What the call may write, known at its entry: upper bounds.
     *
     * @param entry the registers at entry
     */
    public static List<Region> mayWrite(SyscallInfo call, Registers entry, MemoryReader memory) {
        throw new UnsupportedOperationException();
    }

    /**
     * What the call has written, known at its exit.
     *
     * @param entry the registers at entry
     * @param memory the memory as it is after the call
     */
    public static List<Region> written(SyscallInfo call, Registers entry, long result, MemoryReader memory) {
        throw new UnsupportedOperationException();
    }

    /**
     * What the call's arguments point to, for people to read and for replay to compare: whole
     * paths and other strings, the small structures it reads, and the first {@code bufferLimit}
     * bytes of buffers that it reads.
     */
    public static List<Capture> inputs(SyscallInfo call, Registers entry, MemoryReader memory, int bufferLimit) {
        throw new UnsupportedOperationException();
    }
}
