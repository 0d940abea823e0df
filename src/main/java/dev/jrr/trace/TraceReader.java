package dev.jrr.trace;

import dev.jrr.model.MemoryWrite;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import java.nio.file.Path;

/** An open trace. Safe for use by several threads. */
public final class TraceReader implements AutoCloseable {
    private TraceReader() {}

    /**
     * Opens a trace: reads the header and the index, or makes the index anew if the recorder was
     * killed before it wrote one.
     *
     * @throws TraceFormatException if it is no trace, damaged in these parts, too old or too new
     */
    public static TraceReader open(Path directory) {
        throw new UnsupportedOperationException();
    }

    public Path directory() {
        throw new UnsupportedOperationException();
    }

    public TraceHeader header() {
        throw new UnsupportedOperationException();
    }

    public TraceSummary summary() {
        throw new UnsupportedOperationException();
    }

    public long frameCount() {
        throw new UnsupportedOperationException();
    }

    /**
     * One frame.
     *
     * @param number from 0 to {@link #frameCount()} - 1
     * @throws TraceFormatException if its block is damaged
     */
    public TraceFrame frame(long number) {
        throw new UnsupportedOperationException();
    }

    /** All bytes of a write that came from a frame of this trace. */
    public byte[] bytes(MemoryWrite write) {
        throw new UnsupportedOperationException();
    }

    /**
     * The file that the trace keeps under a key ({@link dev.jrr.model.Mapping#key}).
     *
     * @throws TraceFormatException if the trace lacks it
     */
    public Path file(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
