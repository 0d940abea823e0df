package dev.jrr.kernel;

import dev.jrr.model.Capture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects what the arguments of one call point to. */
final class CaptureList {
    /** PATH_MAX: the kernel takes no longer path. */
    private static final int LONGEST_STRING = 4096;

    /** Most strings are short, and reading is cheap only within a page. */
    private static final int FIRST_READ = 256;

    /** The most that is kept of a structure or an array of structures. */
    private static final int MOST_OF_STRUCTURE = 1024;

    private final MemoryReader memory;
    private final int bufferLimit;
    private final List<Capture> captures = new ArrayList<>(4);

    CaptureList(MemoryReader memory, int bufferLimit) {
        this.memory = memory;
        this.bufferLimit = Math.max(0, bufferLimit);
    }

    /** A string with its terminating zero. */
    void string(int argument, long address) {
        add(argument, address, string(address, LONGEST_STRING));
    }

    byte[] string(long address, int limit) {
        if (address == 0) {
            return new byte[0];
        }
        for (int length = Math.min(FIRST_READ, limit); ; length = limit) {
            byte[] bytes = memory.read(address, length);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == 0) {
                    return Arrays.copyOf(bytes, i + 1);
                }
            }
            if (bytes.length < length || length == limit) {
                return bytes;
            }
        }
    }

    void structure(int argument, long address, long length) {
        read(argument, address, Math.min(length, MOST_OF_STRUCTURE));
    }

    /** The start of a buffer. */
    void buffer(int argument, long address, long length) {
        read(argument, address, Math.min(length, bufferLimit));
    }

    int bufferLimit() {
        return bufferLimit;
    }

    void add(int argument, long address, byte[] bytes) {
        if (bytes.length > 0) {
            captures.add(new Capture(argument, address, bytes));
        }
    }

    private void read(int argument, long address, long length) {
        if (address != 0 && length > 0) {
            add(argument, address, memory.read(address, (int) length));
        }
    }

    List<Capture> captures() {
        return List.copyOf(captures);
    }
}
