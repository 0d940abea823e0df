package dev.jrr.symbols;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Whether an ELF file has debug information. Reads no more of it than its table of sections (elf(5)). */
public final class DebugSections {
    private static final Set<String> LINES = Set.of(".debug_line", ".zdebug_line");
    private static final int HEADER_SIZE = 64;
    private static final int ENTRY_SIZE = 64;
    private static final int MOST_SECTIONS = 1 << 16;
    private static final int MOST_NAMES_BYTES = 1 << 20;

    private DebugSections() {}

    /** Whether it names source lines itself; no file of another kind does. */
    public static boolean hasLines(Path file) {
        try (RandomAccessFile elf = new RandomAccessFile(file.toFile(), "r")) {
            return hasLines(elf);
        } catch (IOException damaged) {
            return false;
        }
    }

    private static boolean hasLines(RandomAccessFile elf) throws IOException {
        ByteBuffer header = read(elf, 0, HEADER_SIZE);
        // 64 bits, little endian.
        if (header.getInt(0) != 0x464c457f || header.get(4) != 2 || header.get(5) != 1) {
            return false;
        }
        long offset = header.getLong(40);
        int count = Short.toUnsignedInt(header.getShort(60));
        int names = Short.toUnsignedInt(header.getShort(62));
        if (count == 0 || names >= count || count > MOST_SECTIONS) {
            return false;
        }
        ByteBuffer sections = read(elf, offset, count * ENTRY_SIZE);
        long size = sections.getLong(names * ENTRY_SIZE + 32);
        if (size <= 0 || size > MOST_NAMES_BYTES) {
            return false;
        }
        byte[] text =
                read(elf, sections.getLong(names * ENTRY_SIZE + 24), (int) size).array();
        for (int i = 0; i < count; i++) {
            if (LINES.contains(name(text, sections.getInt(i * ENTRY_SIZE)))) {
                return true;
            }
        }
        return false;
    }

    private static String name(byte[] text, int start) {
        int end = Math.max(0, start);
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return start < 0 || start >= text.length
                ? ""
                : new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer read(RandomAccessFile elf, long offset, int length) throws IOException {
        if (offset < 0 || offset > elf.length() - length) {
            throw new IOException("the file ends before");
        }
        byte[] bytes = new byte[length];
        elf.seek(offset);
        elf.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
