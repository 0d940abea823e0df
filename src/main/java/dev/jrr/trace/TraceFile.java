package dev.jrr.trace;

import dev.jrr.trace.format.BlockHead;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.BlockPacker;
import dev.jrr.trace.format.FileHead;
import dev.jrr.trace.format.Malformed;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * One file of a trace, open for reading. Safe for use by several threads.
 *
 * <p>Not a FileChannel: interrupting a thread that reads from one closes it for all of them.
 */
final class TraceFile implements Closeable {
    /** The names of the files of a trace. */
    static final String HEADER = "header";

    static final String FRAMES = "frames";
    static final String DATA = "data";
    static final String KEPT = "kept";
    static final String SOURCES = "sources";
    static final String INDEX = "index";

    private final Path path;
    private final BlockKind kind;
    private final RandomAccessFile file;
    private final long length;
    private final long traceId;

    private TraceFile(Path path, BlockKind kind, RandomAccessFile file) throws IOException {
        this.path = path;
        this.kind = kind;
        this.file = file;
        this.length = file.length();
        byte[] head = new byte[(int) Math.min(FileHead.SIZE, length)];
        file.readFully(head);
        this.traceId = translate(() -> FileHead.decode(path.getFileName().toString(), head));
    }

    /**
     * Opens a file and checks its head.
     *
     * @throws TraceFormatException if it cannot be read, or is no such file
     */
    static TraceFile open(Path directory, String name, BlockKind kind) {
        Path path = directory.resolve(name);
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(path.toFile(), "r");
            TraceFile opened = new TraceFile(path, kind, file);
            file = null;
            return opened;
        } catch (FileNotFoundException missing) {
            throw new TraceFormatException.Corrupt(path + ": cannot be opened: " + missing.getMessage(), missing);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        } finally {
            closeQuietly(file);
        }
    }

    /** Opens a file of the same trace as another one. */
    static TraceFile open(Path directory, String name, BlockKind kind, long traceId) {
        TraceFile file = open(directory, name, kind);
        if (file.traceId != traceId) {
            file.close();
            throw new TraceFormatException.Corrupt(file.path + ": at byte 16: belongs to another trace");
        }
        return file;
    }

    /** Whether a file is there and long enough for a head. */
    static boolean hasHead(Path path) {
        return path.toFile().length() >= FileHead.SIZE;
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    long traceId() {
        return traceId;
    }

    /**
     * The head of the block at an offset.
     *
     * @throws TraceFormatException if there is none, or it does not end within the file
     */
    BlockHead head(long offset) {
        if (offset < FileHead.SIZE || offset > length - BlockHead.SIZE) {
            throw corrupt(offset, "the file ends here, and a block should follow");
        }
        byte[] bytes = read(offset, BlockHead.SIZE);
        BlockHead head = translate(offset, () -> BlockHead.decode(kind, bytes));
        if (head.salt() != (int) traceId) {
            throw corrupt(offset, "block of another trace");
        }
        return head;
    }

    /**
     * Whether there is a block at an offset and the file does not end within it: where a writer was
     * killed, it does.
     */
    boolean hasWholeBlock(long offset) {
        return offset <= length - BlockHead.SIZE && holds(offset, head(offset));
    }

    private boolean holds(long offset, BlockHead head) {
        return head.totalLength() <= length - offset;
    }

    /** Requires that a block is the one that belongs there, and not empty. */
    void requireInOrder(long offset, BlockHead head, long sequence, long first) {
        requireThat(
                head.sequence() == sequence && head.first() == first && head.count() > 0,
                offset,
                "block " + head.sequence() + " from " + head.first() + " where " + sequence + " from " + first
                        + " belongs");
    }

    /** The bytes of the block at an offset before compression. */
    byte[] raw(long offset, BlockHead head) {
        if (!holds(offset, head)) {
            throw corrupt(offset, "the file ends within a block");
        }
        byte[] stored = read(offset + BlockHead.SIZE, head.storedLength());
        return translate(offset, () -> BlockPacker.unpack(head, stored));
    }

    /** The bytes of the only block of the file. */
    byte[] onlyBlock() {
        BlockHead head = head(FileHead.SIZE);
        requireThat(head.sequence() == 0, FileHead.SIZE, "block out of order");
        byte[] raw = raw(FileHead.SIZE, head);
        long end = (long) FileHead.SIZE + head.totalLength();
        requireThat(end == length, end, "bytes too many");
        return raw;
    }

    void requireThat(boolean condition, long offset, String otherwise) {
        if (!condition) {
            throw corrupt(offset, otherwise);
        }
    }

    TraceFormatException.Corrupt corrupt(long offset, String what) {
        return new TraceFormatException.Corrupt(path + ": at byte " + offset + ": " + what);
    }

    private byte[] read(long offset, int count) {
        byte[] bytes = new byte[count];
        try {
            synchronized (file) {
                file.seek(offset);
                file.readFully(bytes);
            }
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
        return bytes;
    }

    /** Names the file and the place in what the format says of bytes. */
    <T> T translate(long offset, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Malformed malformed) {
            throw exception(malformed, path + ": at byte " + offset + ": " + malformed.getMessage());
        }
    }

    private <T> T translate(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Malformed malformed) {
            throw exception(malformed, path + ": " + malformed.getMessage());
        }
    }

    static TraceFormatException exception(Malformed malformed, String message) {
        return switch (malformed.kind()) {
            case CORRUPT -> new TraceFormatException.Corrupt(message, malformed);
            case TOO_OLD -> new TraceFormatException.TooOld(message);
            case TOO_NEW -> new TraceFormatException.TooNew(message);
        };
    }

    private static TraceFormatException unreadable(Path path, IOException failure) {
        return new TraceFormatException(path + ": cannot be read: " + failure.getMessage(), failure);
    }

    private static void closeQuietly(RandomAccessFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException ignored) {
            // It was only read.
        }
    }

    @Override
    public void close() {
        closeQuietly(file);
    }
}
