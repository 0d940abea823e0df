package dev.jrr.model;

import java.util.Arrays;

/**
 * What one page of memory held, as a hash a line of 64 bytes. Replay compares a few of the lines by
 * code of its own inside the program, hence a hash that can be made without touching the flags.
 *
 * @param page its address
 * @param hashes one a line; a line of zeros has 0
 */
public record PageLines(long page, int[] hashes) {
    public static final int PAGE_BYTES = 4096;
    public static final int LINE_BYTES = 64;
    public static final int LINES = PAGE_BYTES / LINE_BYTES;

    /** The lines of a page whose bytes are {@code content}. */
    public static PageLines of(long page, byte[] content) {
        int[] hashes = new int[LINES];
        for (int line = 0; line < LINES; line++) {
            hashes[line] = hash(content, line * LINE_BYTES);
        }
        return new PageLines(page, hashes);
    }

    /**
     * The hash of the line at an offset: for each word {@code h = bswap(9 h + word)}, at the end
     * 9 times the low half plus the swapped high half. Two lines that differ in one half word never
     * have the same.
     */
    public static int hash(byte[] content, int offset) {
        long hash = 0;
        for (int i = 0; i < LINE_BYTES; i += Long.BYTES) {
            hash = Long.reverseBytes(hash * 9 + word(content, offset + i));
        }
        return (int) hash * 9 + (int) Long.reverseBytes(hash);
    }

    private static long word(byte[] content, int offset) {
        long word = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            word = word << 8 | (content[offset + i] & 0xff);
        }
        return word;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageLines lines && page == lines.page && Arrays.equals(hashes, lines.hashes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(page) * 31 + Arrays.hashCode(hashes);
    }
}
