package dev.jrr.symbols;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the code of an ELF file is and where its functions start, as the file tells those who unwind its
 * stack (.eh_frame_hdr and .eh_frame, of which only the forms are read that linkers write). Every file has
 * that, also one without symbols. Offsets are in the file.
 */
public final class Functions implements AutoCloseable {
    private static final int HEADER_SIZE = 64;
    private static final int SEGMENT_SIZE = 56;
    private static final int MOST_SEGMENTS = 256;
    private static final int LOAD = 1;
    private static final int UNWIND_TABLE = 0x6474e550;
    private static final int EXECUTABLE = 1;
    private static final int TABLE_HEAD = 12;
    private static final int ENTRY_SIZE = 8;

    /** Version 1; the frames' address relative to itself, a plain count, entries relative to the table. */
    private static final int ENCODINGS = 0x3b031b01;

    /** A part of the file that is loaded. */
    private record Segment(long offset, long address, long length, boolean isCode) {}

    /**
     * A stretch of the file, in bytes.
     *
     * @param end behind its last byte
     */
    public record Stretch(long start, long end) {}

    private final RandomAccessFile elf;
    private final List<Segment> segments = new ArrayList<>();
    private long table;
    private int entries;

    private Functions(RandomAccessFile elf) {
        this.elf = elf;
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read, or is no 64-bit ELF file
     */
    public static Functions open(Path path) throws IOException {
        Functions functions = new Functions(new RandomAccessFile(path.toFile(), "r"));
        try {
            functions.readSegments();
            return functions;
        } catch (IOException e) {
            functions.close();
            throw e;
        }
    }

    private void readSegments() throws IOException {
        ByteBuffer header = read(0, HEADER_SIZE);
        int count = Short.toUnsignedInt(header.getShort(56));
        if (header.getInt(0) != 0x464c457f || header.get(4) != 2 || header.get(5) != 1 || count > MOST_SEGMENTS) {
            throw new IOException("no 64-bit ELF file");
        }
        ByteBuffer all = read(header.getLong(32), count * SEGMENT_SIZE);
        for (int at = 0; at < count * SEGMENT_SIZE; at += SEGMENT_SIZE) {
            long address = all.getLong(at + 16);
            if (all.getInt(at) == LOAD) {
                boolean isCode = (all.getInt(at + 4) & EXECUTABLE) != 0;
                segments.add(new Segment(all.getLong(at + 8), address, all.getLong(at + 32), isCode));
            } else if (all.getInt(at) == UNWIND_TABLE) {
                ByteBuffer head = read(all.getLong(at + 8), TABLE_HEAD);
                table = address;
                entries = head.getInt(0) == ENCODINGS ? head.getInt(8) : 0;
            }
        }
    }

    /** Its executable parts. */
    public List<Stretch> code() {
        return segments.stream()
                .filter(Segment::isCode)
                .map(segment -> new Stretch(segment.offset, segment.offset + segment.length))
                .toList();
    }

    /**
     * The function that has the byte at an offset; null if the file does not tell.
     *
     * @throws IOException if the file is damaged
     */
    public Stretch at(long offset) throws IOException {
        for (Segment segment : segments) {
            if (segment.isCode && offset >= segment.offset && offset < segment.offset + segment.length) {
                long difference = segment.address - segment.offset;
                Stretch addresses = containing(offset + difference);
                return addresses == null ? null : new Stretch(addresses.start - difference, addresses.end - difference);
            }
        }
        return null;
    }

    private Stretch containing(long address) throws IOException {
        int low = 0;
        int high = entries;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (table + inMemory(entry(middle), 4).getInt(0) <= address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return null;
        }
        ByteBuffer entry = inMemory(entry(low - 1), ENTRY_SIZE);
        long start = table + entry.getInt(0);
        long frame = table + entry.getInt(4);
        ByteBuffer bytes = inMemory(frame, 16);
        long end = start + Integer.toUnsignedLong(bytes.getInt(12));
        // The start is there once more, relative to its own place: if it is not, the form is another.
        return frame + 8 + bytes.getInt(8) == start && address < end ? new Stretch(start, end) : null;
    }

    private long entry(int index) {
        return table + TABLE_HEAD + (long) index * ENTRY_SIZE;
    }

    private ByteBuffer inMemory(long address, int length) throws IOException {
        for (Segment segment : segments) {
            if (address >= segment.address && address + length <= segment.address + segment.length) {
                return read(address - segment.address + segment.offset, length);
            }
        }
        throw new IOException("an address that is not in the file");
    }

    /**
     * Bytes of the file.
     *
     * @throws IOException if it ends before
     */
    public byte[] bytes(long offset, int length) throws IOException {
        return read(offset, length).array();
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset > elf.length() - length) {
            throw new IOException("the file ends before");
        }
        byte[] bytes = new byte[length];
        elf.seek(offset);
        elf.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        elf.close();
    }
}
