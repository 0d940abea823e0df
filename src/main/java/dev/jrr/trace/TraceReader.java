package dev.jrr.trace;

import dev.jrr.base.Check;
import dev.jrr.model.CallRecords;
import dev.jrr.model.KeptSource;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.format.BlockHead;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.DecodedBlock;
import dev.jrr.trace.format.FrameBlockDecoder;
import dev.jrr.trace.format.HeaderCodec;
import dev.jrr.trace.format.IndexCodec;
import dev.jrr.trace.format.RunPiece;
import dev.jrr.trace.format.TraceIndex;
import dev.jrr.trace.format.TraceIndex.DataBlock;
import dev.jrr.trace.format.TraceIndex.FrameBlock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An open trace. Safe for use by several threads. */
public final class TraceReader implements AutoCloseable {
    /** What the key of a kept file looks like. */
    static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    private static final long MAX_CACHE =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    /** About what a frame takes in memory beyond its bytes on disk: registers above all. */
    private static final int FRAME_OVERHEAD = 500;

    private final Path directory;
    private final TraceHeader header;
    private final TraceIndex index;
    private final boolean goesOn;
    private final Optional<TraceFile> framesFile;
    private final Optional<TraceFile> dataFile;
    private final KeptFiles kept;
    private final KeptSources sources;
    private final List<BlockSummary> blocks;
    private final BlockCache<DecodedBlock> frameCache = new BlockCache<>(MAX_CACHE);
    private final BlockCache<byte[]> dataCache = new BlockCache<>(MAX_CACHE / 2);

    private final BlocksAhead<Decoded> ahead = new BlocksAhead<>(this::decoded);

    /** The block used last: most frames are asked for in their order. */
    private volatile Current current;

    private record Current(int block, long first, DecodedBlock frames) {
        private boolean has(long number) {
            return number >= first && number < first + frames.count();
        }
    }

    /**
     * Buffered calls that stand together in the trace: a run of the recording, or a piece of one.
     *
     * @param task whose calls they are
     * @param base where the registers that no record holds are taken from: the segments
     * @param first the number of the first call's frame; the others have those that follow
     */
    public record Slice(TaskUid task, Registers base, CallRecords records, long first) {
        /** The number of the frame after the last call's. */
        public long end() {
            return first + records.count();
        }

        /** Which of the calls a frame is, from 0. */
        public int index(long frame) {
            return (int) (frame - first);
        }
    }

    private TraceReader(
            Path directory,
            TraceHeader header,
            TraceIndex index,
            boolean goesOn,
            Optional<TraceFile> framesFile,
            Optional<TraceFile> dataFile,
            KeptFiles kept,
            KeptSources sources) {
        this.directory = directory;
        this.header = header;
        this.index = index;
        this.goesOn = goesOn;
        this.framesFile = framesFile;
        this.dataFile = dataFile;
        this.kept = kept;
        this.sources = sources;
        List<BlockSummary> summaries = new ArrayList<>(index.frames().size());
        for (FrameBlock block : index.frames()) {
            int visible = (int) Math.min(block.count(), frameCount() - block.first());
            summaries.add(new BlockSummary(block, visible));
        }
        this.blocks = List.copyOf(summaries);
    }

    /**
     * Opens a trace: reads the header and the index, or makes the index anew if the recorder was
     * killed before it wrote one, or is still at work. What it records after that is not seen.
     *
     * @throws TraceFormatException if it is no trace, damaged in these parts, too old or too new
     */
    public static TraceReader open(Path directory) {
        return new TraceOpening(directory).open();
    }

    /** The header of a trace alone, which is fast however long the trace is. */
    public static TraceHeader readHeader(Path directory) {
        try (TraceOpening opening = new TraceOpening(directory)) {
            return opening.header();
        }
    }

    /** The id that all files of a trace have in their heads. */
    static long readId(Path directory) {
        try (TraceOpening opening = new TraceOpening(directory)) {
            return opening.headerFile().traceId();
        }
    }

    public Path directory() {
        return directory;
    }

    public TraceHeader header() {
        return header;
    }

    public TraceSummary summary() {
        return index.summary();
    }

    /** Whether the recorder was still at work when the trace was opened. */
    public boolean goesOn() {
        return goesOn;
    }

    public long frameCount() {
        return index.summary().frames();
    }

    /** What is known of all frames without reading them, in order and without gaps. */
    public List<BlockSummary> blocks() {
        return blocks;
    }

    /**
     * One frame.
     *
     * @param number from 0 to {@link #frameCount()} - 1
     * @throws TraceFormatException if its block is damaged
     */
    public TraceFrame frame(long number) {
        Check.that(number >= 0 && number < frameCount(), "frame %d of a trace of %d", number, frameCount());
        Current there = at(number);
        return there.frames.frame((int) (number - there.first));
    }

    /**
     * The buffered calls that stand together with one. A long run of the recording is several such
     * pieces, as none goes beyond its block.
     *
     * @param number from 0 to {@link #frameCount()} - 1
     * @return null if the frame is no buffered call
     * @throws TraceFormatException if its block is damaged
     */
    public Slice bufferedRun(long number) {
        Check.that(number >= 0 && number < frameCount(), "frame %d of a trace of %d", number, frameCount());
        Current there = at(number);
        int place = (int) (number - there.first);
        RunPiece piece = there.frames.run(place);
        return piece == null
                ? null
                : new Slice(piece.task(), piece.base(), piece.records(), there.first + there.frames.startOfRun(place));
    }

    private Current at(long number) {
        Current last = current;
        if (last == null || !last.has(number)) {
            int block = blockOf(number);
            boolean goesOn = last != null && block == last.block + 1;
            last = new Current(block, blocks.get(block).firstFrame(), block(block));
            current = last;
            if (goesOn && block + 1 < blocks.size() && frameCache.get(block + 1) == null) {
                ahead.want(block + 1);
            }
        }
        return last;
    }

    /** The block that has a frame; the number of blocks if the trace ends before it. */
    int blockOf(long number) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).endFrame() <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The frames of a block, and perhaps some behind the end of an incomplete trace. */
    DecodedBlock block(int number) {
        DecodedBlock frames = frameCache.get(number);
        if (frames == null) {
            Decoded decoded = ahead.take(number);
            frames = decoded.frames;
            frameCache.put(number, frames, 2L * decoded.length + (long) FRAME_OVERHEAD * frames.count());
        }
        return frames;
    }

    /** A block, and how many bytes it is made of. */
    private record Decoded(DecodedBlock frames, int length) {}

    private Decoded decoded(int number) {
        FrameBlock block = index.frames().get(number);
        TraceFile file = framesFile.orElseThrow();
        BlockHead head = requireBlock(file, number, block.offset(), block.first(), block.count(), block.length());
        byte[] raw = file.raw(block.offset(), head);
        DecodedBlock frames =
                file.translate(block.offset(), () -> FrameBlockDecoder.decode(raw, block.first(), block.count()));
        return new Decoded(frames, raw.length);
    }

    /** The head of a block, which has to be the one that the index names. */
    private static BlockHead requireBlock(TraceFile file, int number, long offset, long first, int count, int length) {
        BlockHead head = file.head(offset);
        file.requireInOrder(offset, head, number, first);
        file.requireThat(head.count() == count && head.totalLength() == length, offset, "not the block of the index");
        return head;
    }

    /**
     * All bytes of a write that came from a frame of this trace.
     *
     * @return its own array if the frame has them all; do not change it
     * @throws TraceFormatException if they are damaged
     */
    public byte[] bytes(MemoryWrite write) {
        if (write.isWhole()) {
            return write.head();
        }
        long from = write.dataOffset();
        if (from > index.dataSize() - write.length()) {
            throw new TraceFormatException.Corrupt(directory.resolve(TraceFile.DATA) + ": has " + index.dataSize()
                    + " bytes of data, and a frame asks for " + write.length() + " from " + from);
        }
        byte[] bytes = new byte[write.length()];
        int block = dataBlockOf(from);
        for (int done = 0; done < bytes.length; block++) {
            DataBlock there = index.data().get(block);
            int start = (int) (from + done - there.first());
            int count = Math.min(bytes.length - done, there.count() - start);
            System.arraycopy(dataBlock(block), start, bytes, done, count);
            done += count;
        }
        return bytes;
    }

    private int dataBlockOf(long offset) {
        int low = 0;
        int high = index.data().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (index.data().get(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private byte[] dataBlock(int number) {
        byte[] raw = dataCache.get(number);
        if (raw == null) {
            DataBlock block = index.data().get(number);
            TraceFile file = dataFile.orElseThrow();
            BlockHead head = requireBlock(file, number, block.offset(), block.first(), block.count(), block.length());
            file.requireThat(head.rawLength() == head.count(), block.offset(), "block of another length");
            raw = file.raw(block.offset(), head);
            dataCache.put(number, raw, raw.length);
        }
        return raw;
    }

    /**
     * The file that the trace keeps under a key ({@link dev.jrr.model.Mapping#key}). Its content is
     * checked when it is asked for the first time.
     *
     * @throws TraceFormatException if the trace lacks it, or it is damaged
     */
    public Path file(String key) {
        return kept.file(key);
    }

    /**
     * The source file that the trace keeps under a path, as debug information has it.
     *
     * @throws TraceFormatException if the list of them is damaged
     */
    public Optional<KeptSource> source(String path) {
        return sources.find(path);
    }

    /** Closes the files. What is in memory can still be asked for. */
    @Override
    public void close() {
        ahead.close();
        framesFile.ifPresent(TraceFile::close);
        dataFile.ifPresent(TraceFile::close);
    }

    /** The steps of opening. Closing it closes what was opened so far, unless a reader has it. */
    private static final class TraceOpening implements AutoCloseable {
        private final Path directory;
        private final List<TraceFile> open = new ArrayList<>();

        private TraceOpening(Path directory) {
            this.directory = directory;
        }

        private TraceReader open() {
            try (this) {
                TraceFile headerFile = headerFile();
                TraceHeader header = header(headerFile);
                long id = headerFile.traceId();
                boolean goesOn = !exists(TraceFile.INDEX) && RecorderLock.isHeld(directory);
                // Asked after that: the recorder may just have ended.
                boolean complete = !goesOn && exists(TraceFile.INDEX);
                Optional<TraceFile> frames = body(TraceFile.FRAMES, BlockKind.FRAMES, id, complete);
                Optional<TraceFile> data = body(TraceFile.DATA, BlockKind.DATA, id, complete);
                Optional<TraceFile> list = body(TraceFile.KEPT, BlockKind.KEPT, id, complete);
                KeptFiles kept = new KeptFiles(directory, list);
                TraceIndex index = complete ? readIndex(id) : TraceScan.scan(header, frames, data, kept.listLength());
                if (complete) {
                    requireLength(frames, index.framesLength());
                    requireLength(data, index.dataLength());
                    requireLength(list, index.keptLength());
                    requireLength(list, kept.listLength());
                }
                KeptSources sources = new KeptSources(directory, id);
                TraceReader reader = new TraceReader(directory, header, index, goesOn, frames, data, kept, sources);
                frames.ifPresent(open::remove);
                data.ifPresent(open::remove);
                return reader;
            }
        }

        private TraceHeader header() {
            return header(headerFile());
        }

        private TraceFile headerFile() {
            if (!exists(TraceFile.HEADER)) {
                throw new TraceFormatException(directory + " is no trace: it has no file " + TraceFile.HEADER);
            }
            return keepOpen(TraceFile.open(directory, TraceFile.HEADER, BlockKind.HEADER));
        }

        private static TraceHeader header(TraceFile file) {
            byte[] raw = file.onlyBlock();
            return file.translate(0, () -> HeaderCodec.decode(raw));
        }

        private TraceIndex readIndex(long id) {
            TraceFile file = keepOpen(TraceFile.open(directory, TraceFile.INDEX, BlockKind.INDEX, id));
            byte[] raw = file.onlyBlock();
            return file.translate(0, () -> IndexCodec.decode(raw));
        }

        /** A recorder that is killed at its very start leaves no such file, or not all of its head. */
        private Optional<TraceFile> body(String name, BlockKind kind, long id, boolean complete) {
            if (!complete && !TraceFile.hasHead(directory.resolve(name))) {
                return Optional.empty();
            }
            return Optional.of(keepOpen(TraceFile.open(directory, name, kind, id)));
        }

        private static void requireLength(Optional<TraceFile> file, long length) {
            TraceFile there = file.orElseThrow();
            there.requireThat(
                    there.length() == length,
                    Math.min(there.length(), length),
                    "the file has " + there.length() + " bytes, and the index says " + length);
        }

        private boolean exists(String name) {
            return Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
        }

        private TraceFile keepOpen(TraceFile file) {
            open.add(file);
            return file;
        }

        @Override
        public void close() {
            open.forEach(TraceFile::close);
            open.clear();
        }
    }
}
