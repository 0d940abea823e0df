package dev.jrr.kernel;

/** Reads the memory of a stopped tracee, or something that stands for it. */
@FunctionalInterface
public interface MemoryReader {
    /**
     * Reads up to {@code length} bytes from {@code address} on.
     *
     * @return as many as could be read from the start: shorter than {@code length} where memory
     *     ends, empty where nothing is mapped. Never null
     */
    byte[] read(long address, int length);
}
