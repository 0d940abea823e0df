package dev.jrr.trace;

import dev.jrr.model.Event;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes a trace. One thread calls it; blocks are compressed and written by a thread of its own
 * behind a bounded queue. What it has written is on disk within {@link #FLUSH_MILLIS}.
 */
public final class TraceWriter implements AutoCloseable {
    /** How old unwritten frames may become, in milliseconds. */
    public static final int FLUSH_MILLIS = 250;

    private TraceWriter() {}

    /** Makes the directory, which must not exist or be empty, and writes the header. */
    public static TraceWriter create(Path directory, TraceHeader header) {
        throw new UnsupportedOperationException();
    }

    /**
     * Appends one frame and returns its number.
     *
     * @param writes whole ones; long ones go to the data of the trace
     */
    public long append(
            TaskUid task,
            Event event,
            Registers registers,
            List<MemoryWrite> writes,
            Optional<MemoryChecksum> checksum) {
        throw new UnsupportedOperationException();
    }

    /** The number that the next frame will have. */
    public long nextFrame() {
        throw new UnsupportedOperationException();
    }

    /**
     * Keeps a copy of a file, once for each content.
     *
     * @param source a path that can be opened now, such as /proc/PID/fd/3
     * @return the key for {@link TraceReader#file}
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public String keep(Path source) {
        throw new UnsupportedOperationException();
    }

    /** Writes what is left, the index and the summary: the trace is complete. */
    public TraceSummary finish(long stops) {
        throw new UnsupportedOperationException();
    }

    /** Closes the files; without {@link #finish} before, the trace stays incomplete but readable. */
    @Override
    public void close() {}
}
