package dev.jrr.model;

import java.util.Arrays;

/**
 * Bytes that something other than the program's own instructions put into a task's memory.
 *
 * @param address where, in the address space of the task named by the frame
 * @param length how many bytes
 * @param head the first bytes: all of them if {@link #isWhole()}
 * @param dataOffset where the rest stands in the trace's data, or -1 if {@code head} is all
 */
public record MemoryWrite(long address, int length, byte[] head, long dataOffset) {
    /** A write that holds all of its bytes. */
    public static MemoryWrite of(long address, byte[] bytes) {
        return new MemoryWrite(address, bytes.length, bytes, -1);
    }

    /** Whether {@link #head} holds every byte. */
    public boolean isWhole() {
        return dataOffset < 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemoryWrite write
                && address == write.address
                && length == write.length
                && dataOffset == write.dataOffset
                && Arrays.equals(head, write.head);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address) * 31 + length;
    }
}
