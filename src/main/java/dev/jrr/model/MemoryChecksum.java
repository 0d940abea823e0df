package dev.jrr.model;

import java.util.List;

/**
 * Checksums of the writable memory of the frame's task at the end of the frame. Pages of zeros
 * count as nothing, so that it does not matter which pages are present.
 *
 * @param ranges in order of address
 */
public record MemoryChecksum(List<Range> ranges) {
    /**
     * One stretch of writable memory.
     *
     * @param start first address
     * @param length bytes, a multiple of the page size
     * @param sum the sum over its pages
     */
    public record Range(long start, long length, long sum) {}

    public MemoryChecksum {
        ranges = List.copyOf(ranges);
    }
}
