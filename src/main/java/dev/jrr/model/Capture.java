package dev.jrr.model;

import java.util.Arrays;

/**
 * Bytes that a system call's argument pointed to when the call was made (a path, the start of a
 * buffer that is written out). Kept so that the trace alone can be read by people, and compared in
 * replay.
 *
 * @param argument the index of the argument, 0 to 5
 * @param address where the bytes stood
 * @param bytes the bytes; a string comes with its terminating zero if that was reached
 */
public record Capture(int argument, long address, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Capture capture
                && argument == capture.argument
                && address == capture.address
                && Arrays.equals(bytes, capture.bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address) * 31 + argument;
    }
}
