package dev.jrr.kernel;

import dev.jrr.model.Capture;
import dev.jrr.model.MemoryWrite;
import java.util.Arrays;
import java.util.List;

/** The memory that a frame keeps: what a call's arguments pointed to, or what the kernel wrote. */
final class KnownMemory implements MemoryReader {
    private static final byte[] NOTHING = new byte[0];

    private final List<Capture> captures;
    private final List<MemoryWrite> writes;

    private KnownMemory(List<Capture> captures, List<MemoryWrite> writes) {
        this.captures = captures;
        this.writes = writes;
    }

    static KnownMemory before(List<Capture> captures) {
        return new KnownMemory(captures, List.of());
    }

    static KnownMemory after(List<MemoryWrite> writes) {
        return new KnownMemory(List.of(), writes);
    }

    /** Where a byte is in both, what was written is found. */
    static KnownMemory afterOrBefore(List<Capture> captures, List<MemoryWrite> writes) {
        return new KnownMemory(captures, writes);
    }

    @Override
    public byte[] read(long address, int length) {
        if (address == 0 || length <= 0) {
            return NOTHING;
        }
        for (MemoryWrite write : writes) {
            byte[] bytes = part(write.address(), write.head(), address, length);
            if (bytes.length > 0) {
                return bytes;
            }
        }
        for (Capture capture : captures) {
            byte[] bytes = part(capture.address(), capture.bytes(), address, length);
            if (bytes.length > 0) {
                return bytes;
            }
        }
        return NOTHING;
    }

    private static byte[] part(long start, byte[] bytes, long address, int length) {
        long offset = address - start;
        if (offset < 0 || offset >= bytes.length) {
            return NOTHING;
        }
        return Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + length));
    }
}
