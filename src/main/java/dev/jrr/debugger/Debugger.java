package dev.jrr.debugger;

import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.trace.TraceReader;
import java.util.List;

/**
 * A replay that can be moved to any frame and looked at there.
 *
 * <p>Assumes that one caller at a time uses it; any thread may be the caller, calls wait for the
 * tracer's own thread. Divergence surfaces as {@code dev.jrr.replay.DivergenceException}, a
 * {@link dev.jrr.base.JrrException}; the debugger can still go to frames before it.
 */
public final class Debugger implements AutoCloseable {
    private Debugger() {}

    /** Opens a replay at frame 0. */
    public static Debugger open(TraceReader trace) {
        throw new UnsupportedOperationException();
    }

    public TraceReader trace() {
        throw new UnsupportedOperationException();
    }

    /** The frame that the replay stands at: all that it records has happened, nothing later has. */
    public long position() {
        throw new UnsupportedOperationException();
    }

    /**
     * Goes to a frame, forward or backward. Reports progress about every 50 ms.
     *
     * @param frame 0 to {@code trace().frameCount() - 1}
     * @return the position reached: {@code frame}, unless cancelled
     */
    public long seek(long frame, Progress progress) {
        throw new UnsupportedOperationException();
    }

    /** The tasks alive at the position, in the order of their creation. */
    public List<TaskView> tasks() {
        throw new UnsupportedOperationException();
    }

    /** The registers of a live task. */
    public Registers registers(TaskUid task) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads memory as the task would see it (read_bytes): never fails for an address, says of each
     * stretch whether it can be read. The stretches are in order, adjoin, and cover the request.
     *
     * @param length 0 to 1 GiB
     */
    public List<MemoryStretch> read(TaskUid task, long address, int length) {
        throw new UnsupportedOperationException();
    }

    /** The mappings of a live task, in order of address. */
    public List<MapEntry> maps(TaskUid task) {
        throw new UnsupportedOperationException();
    }

    /** A checksum over all writable memory of a live task. */
    public long checksum(TaskUid task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
