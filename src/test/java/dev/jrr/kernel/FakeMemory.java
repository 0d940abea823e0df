package dev.jrr.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One mapping of 64 KiB at {@link #BASE} that tests fill. */
final class FakeMemory implements MemoryReader {
    static final long BASE = 0x10000;

    private final byte[] bytes = new byte[1 << 16];

    FakeMemory put(long address, byte... values) {
        System.arraycopy(values, 0, bytes, (int) (address - BASE), values.length);
        return this;
    }

    FakeMemory text(long address, String text) {
        return put(address, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    FakeMemory u32(long address, int... values) {
        for (int i = 0; i < values.length; i++) {
            number(address + 4L * i, values[i], 4);
        }
        return this;
    }

    FakeMemory u64(long address, long... values) {
        for (int i = 0; i < values.length; i++) {
            number(address + 8L * i, values[i], 8);
        }
        return this;
    }

    private void number(long address, long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes[(int) (address - BASE) + i] = (byte) (value >>> 8 * i);
        }
    }

    @Override
    public byte[] read(long address, int length) {
        long start = address - BASE;
        if (start < 0 || start >= bytes.length || length <= 0) {
            return new byte[0];
        }
        return Arrays.copyOfRange(bytes, (int) start, (int) Math.min(bytes.length, start + length));
    }
}
