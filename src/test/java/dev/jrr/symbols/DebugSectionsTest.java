package dev.jrr.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugSectionsTest {
    private static final int HEADER = 64;

    @TempDir
    Path folder;

    /** An ELF file of a header, one section's entry, that of the names, and the names. */
    private static byte[] elf(String section) {
        byte[] names = ("\0" + section + "\0.shstrtab\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(3 * HEADER + names.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        file.putLong(40, HEADER).putShort(60, (short) 2).putShort(62, (short) 1);
        file.putInt(HEADER, 1).putInt(2 * HEADER, section.length() + 2);
        file.putLong(2 * HEADER + 24, 3 * HEADER).putLong(2 * HEADER + 32, names.length);
        file.position(3 * HEADER).put(names);
        return file.array();
    }

    private boolean hasLines(byte[] content) throws Exception {
        return DebugSections.hasLines(Files.write(folder.resolve("file"), content));
    }

    @Test
    void linesAreToldByTheNameOfTheirSection() throws Exception {
        assertThat(hasLines(elf(".debug_line"))).isTrue();
        assertThat(hasLines(elf(".zdebug_line"))).isTrue();
        assertThat(hasLines(elf(".debug_line_str"))).isFalse();
    }

    @Test
    void whatIsNoSuchFileHasNone() throws Exception {
        assertThat(hasLines(new byte[0])).isFalse();
        assertThat(hasLines("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(DebugSections.hasLines(folder.resolve("missing"))).isFalse();
    }

    @Test
    void damageIsNoFailure() throws Exception {
        byte[] whole = elf(".debug_line");
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0x00, 0x7f, 0x80, 0xff}) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                hasLines(changed);
            }
            hasLines(java.util.Arrays.copyOf(whole, at));
        }
    }
}
