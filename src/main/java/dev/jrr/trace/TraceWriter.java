package dev.jrr.trace;

import dev.jrr.base.Check;
import dev.jrr.base.JrrException;
import dev.jrr.model.Event;
import dev.jrr.model.KeptSource;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.PackedRun;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.FrameBlockEncoder;
import dev.jrr.trace.format.HeaderCodec;
import dev.jrr.trace.format.IndexCodec;
import dev.jrr.trace.format.SourcesCodec;
import dev.jrr.trace.format.TraceIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Writes a trace. One thread calls it; blocks are compressed and written by a thread of its own
 * behind a bounded queue. What it has written is on disk within {@link #FLUSH_MILLIS}.
 */
public final class TraceWriter implements AutoCloseable {
    /** How old unwritten frames may become, in milliseconds. */
    public static final int FLUSH_MILLIS = 250;

    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
    private static final long NEVER = Long.MAX_VALUE;

    private final Path directory;
    private final long traceId;
    private final LongSupplier clock;
    private final long startNanos;
    private final TaskLedger tasks;
    private final FileKeeper keeper;
    private final List<KeptSource> sources = new ArrayList<>();
    private final BlockQueue queue;

    /** Guards the unfinished blocks, which the queue's thread takes when they are old. */
    private final ReentrantLock lock = new ReentrantLock();

    private final DataBuffer data;
    private final FrameBlockEncoder frames;

    /** When the oldest unwritten frame came, on the clock of the recording. */
    private volatile long oldestNanos = NEVER;

    /** When the last frame came, on the clock of the recording. */
    private long lastNanos;

    private long nextFrame;
    private boolean closed;

    private TraceWriter(Path directory, long traceId, TraceHeader header, Optional<FileStore> store, LongSupplier clock)
            throws IOException {
        this.directory = directory;
        this.traceId = traceId;
        this.clock = clock;
        this.tasks = new TaskLedger(header.argv().isEmpty() ? "" : header.argv().get(0));
        this.keeper = new FileKeeper(directory, traceId, store);
        this.startNanos = clock.getAsLong();
        this.queue = new BlockQueue(
                directory,
                traceId,
                BlockQueue.create(directory, TraceFile.FRAMES, traceId),
                BlockQueue.create(directory, TraceFile.DATA, traceId),
                new Unfinished());
        this.data = new DataBuffer(queue::put);
        this.frames = new FrameBlockEncoder(data);
        queue.start();
    }

    /** Makes the directory, which must not exist or be empty, and writes the header. */
    public static TraceWriter create(Path directory, TraceHeader header) {
        return create(directory, header, Optional.empty());
    }

    /**
     * Makes the directory, which must not exist or be empty, and writes the header.
     *
     * @param store where files kept by several traces are shared ({@code TraceDirectory.store}); it
     *     is made if it does not exist
     * @throws JrrException if that is not possible
     */
    public static TraceWriter create(Path directory, TraceHeader header, Optional<Path> store) {
        return create(directory, header, store, System::nanoTime);
    }

    static TraceWriter create(Path directory, TraceHeader header, Optional<Path> store, LongSupplier clock) {
        long traceId = new SecureRandom().nextLong();
        TraceWriter writer = null;
        try {
            WholeFile.createEmptyDirectory(directory);
            writer = new TraceWriter(directory, traceId, header, store.map(FileStore::new), clock);
            // The header comes last: a directory without one is no trace yet.
            WholeFile.write(directory, TraceFile.HEADER, traceId, BlockKind.HEADER, false, HeaderCodec.encode(header));
            TraceWriter made = writer;
            writer = null;
            return made;
        } catch (IOException failure) {
            throw new JrrException("the trace in " + directory + " cannot be made: " + reason(failure), failure);
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
    }

    /**
     * Appends one frame and returns its number. May wait for the disk if it is far behind.
     *
     * @param writes whole ones; long ones go to the data of the trace, and ones of more than 16 MiB
     *     become several
     * @throws JrrException if an earlier frame could not be written, such as on a full disk
     */
    public long append(
            TaskUid task,
            Event event,
            Registers registers,
            List<MemoryWrite> writes,
            Optional<MemoryChecksum> checksum) {
        lock.lock();
        try {
            requireOpen();
            queue.requireSound();
            long now = clock.getAsLong() - startNanos;
            long number = nextFrame;
            frames.add(new TraceFrame(number, task, now, event, registers, writes, checksum));
            tasks.add(number, task, event);
            nextFrame = number + 1;
            lastNanos = now;
            sealIfDue(now);
            return number;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends buffered calls, each of which becomes a frame, and returns the number of the first.
     * Their times are spread evenly between the frame before and now.
     *
     * @throws JrrException if an earlier frame could not be written, such as on a full disk
     */
    public long append(PackedRun run) {
        lock.lock();
        try {
            requireOpen();
            queue.requireSound();
            long start = lastNanos;
            long now = clock.getAsLong() - startNanos;
            long first = nextFrame;
            int done = 0;
            while (done < run.marks().size() - 1) {
                done = frames.add(run, done, start, now - start);
                nextFrame = first + run.marks().get(done).calls();
                sealIfDue(now);
            }
            tasks.add(first, run.task());
            lastNanos = now;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void sealIfDue(long now) {
        long oldest = oldestNanos;
        if (oldest == NEVER) {
            oldestNanos = now;
        }
        if (frames.isFull() || oldest != NEVER && now - oldest >= FLUSH_NANOS) {
            seal();
        }
    }

    /** How far the recording is. Any thread may ask. */
    public TraceProgress progress() {
        lock.lock();
        try {
            return new TraceProgress(nextFrame, tasks.count(), clock.getAsLong() - startNanos);
        } finally {
            lock.unlock();
        }
    }

    /** The number that the next frame will have. */
    public long nextFrame() {
        return nextFrame;
    }

    /**
     * Keeps a copy of a file, once for each content.
     *
     * @param source a path that can be opened now, such as /proc/PID/fd/3
     * @return the key for {@link TraceReader#file}
     * @throws UncheckedIOException if it cannot be read
     * @throws JrrException if the copy cannot be written
     */
    public String keep(Path source) {
        requireOpen();
        return keeper.keep(source);
    }

    /** Where the copy of a file is that was kept. */
    public Path kept(String key) {
        return keeper.path(key);
    }

    /**
     * Keeps a source file under its path, for {@link TraceReader#source}.
     *
     * @param path as debug information has it
     * @param isNewer whether it was changed after the program was built
     * @throws UncheckedIOException if it cannot be read
     * @throws JrrException if the copy cannot be written
     */
    public void keepSource(String path, boolean isNewer) {
        sources.add(new KeptSource(path, keep(Path.of(path)), isNewer));
    }

    /**
     * Writes what is left, the index and the summary: the trace is complete. Closes the writer.
     *
     * @param stops how often a tracee stopped for the recorder
     * @throws JrrException if it, or an earlier frame, could not be written; the trace is then
     *     incomplete but readable
     */
    public TraceSummary finish(long stops) {
        requireOpen();
        long recordNanos = clock.getAsLong() - startNanos;
        // Closed last: until the index is there, this recording is one that goes on.
        try (keeper) {
            end();
            queue.requireSound();
            return writeIndex(stops, recordNanos);
        }
    }

    private TraceSummary writeIndex(long stops, long recordNanos) {
        TraceSummary summary = new TraceSummary(true, nextFrame, recordNanos, stops, tasks.summaries(nextFrame));
        TraceIndex index = new TraceIndex(
                queue.framesLength(),
                queue.dataLength(),
                keeper.listLength(),
                queue.frameBlocks(),
                queue.dataBlocks(),
                summary);
        try {
            if (!sources.isEmpty()) {
                byte[] list = SourcesCodec.encode(sources);
                WholeFile.write(directory, TraceFile.SOURCES, traceId, BlockKind.SOURCES, true, list);
            }
            WholeFile.write(directory, TraceFile.INDEX, traceId, BlockKind.INDEX, true, IndexCodec.encode(index));
        } catch (IOException failure) {
            throw new JrrException("the index of " + directory + " cannot be written: " + reason(failure), failure);
        }
        return summary;
    }

    /** Closes the files; without {@link #finish} before, the trace stays incomplete but readable. */
    @Override
    public void close() {
        if (!closed) {
            try (keeper) {
                end();
            }
        }
    }

    private void end() {
        closed = true;
        lock.lock();
        try {
            seal();
        } finally {
            lock.unlock();
        }
        queue.stop();
    }

    /** Data first: a block of frames on disk never refers to data that are not. */
    private void seal() {
        data.seal();
        if (!frames.isEmpty()) {
            long first = nextFrame - frames.count();
            FrameBlockEncoder.Block block = frames.take(queue.spare());
            queue.put(new BlockQueue.Block(
                    BlockKind.FRAMES, first, block.count(), block.raw(), block.length(), block.facts()));
        }
        oldestNanos = NEVER;
    }

    private void requireOpen() {
        Check.that(!closed, "the trace in %s is closed", directory);
    }

    static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private final class Unfinished implements BlockQueue.Source {
        @Override
        public long nanosUntilDue() {
            long oldest = oldestNanos;
            if (oldest == NEVER) {
                // A frame that comes right after this question is still written in time.
                return FLUSH_NANOS / 2;
            }
            return oldest + FLUSH_NANOS - (clock.getAsLong() - startNanos);
        }

        @Override
        public void putDue() {
            if (!lock.tryLock()) {
                return;
            }
            try {
                if (queue.hasRoom() && nanosUntilDue() <= 0) {
                    seal();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
