package dev.jrr.model;

/**
 * One mapping as it was made in the recording.
 *
 * @param start first address, a multiple of the page size
 * @param length bytes, a multiple of the page size
 * @param prot PROT_* bits (mmap(2))
 * @param flags MAP_* bits (mmap(2))
 * @param offset where in the file it starts, in bytes
 * @param path the file's name as /proc/PID/maps shows it, "[stack]", "[heap]", or empty
 * @param backing where replay takes the contents from
 * @param key the trace's file for {@link Backing#FILE}; for {@link Backing#SHARED} the name of the
 *     shared object, equal for all mappings of one object; else empty
 */
public record Mapping(
        long start, long length, int prot, int flags, long offset, String path, Backing backing, String key) {
    /** Where the contents of a mapping come from in replay. */
    public enum Backing {
        /** Zeros. */
        ANONYMOUS,
        /** A private mapping of a file that the trace keeps. */
        FILE,
        /** Memory shared between address spaces; its first contents are in the frame's writes. */
        SHARED,
        /** Zeros, and then the frame's writes hold the contents. */
        DATA
    }

    public long end() {
        return start + length;
    }
}
