package dev.jrr.kernel;

/** Little-endian numbers in bytes. Reading beyond the end gives 0: bytes come from programs and traces. */
final class Bytes {
    private Bytes() {}

    static long i64(byte[] bytes, int offset) {
        return unsigned(bytes, offset, 8);
    }

    static long u32(byte[] bytes, int offset) {
        return unsigned(bytes, offset, 4);
    }

    static int i32(byte[] bytes, int offset) {
        return (int) unsigned(bytes, offset, 4);
    }

    static int u16(byte[] bytes, int offset) {
        return (int) unsigned(bytes, offset, 2);
    }

    /** A number of 1 to 8 bytes. */
    static long unsigned(byte[] bytes, int offset, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            int at = offset + i;
            value = value << 8 | (at >= 0 && at < bytes.length ? bytes[at] & 0xff : 0);
        }
        return value;
    }

    /** A number of 1 to 8 bytes with a sign. */
    static long signed(byte[] bytes, int offset, int size) {
        int unused = 64 - 8 * size;
        return unsigned(bytes, offset, size) << unused >> unused;
    }
}
