package dev.jrr.debugger;

/**
 * A stretch of what was asked for in a read of memory.
 *
 * @param bytes the contents; of length 0 unless {@code state} is READABLE or GROWS_STACK
 */
public record MemoryStretch(long address, long length, State state, byte[] bytes) {
    /** Whether and why a stretch can be read. */
    public enum State {
        READABLE,
        /** Not mapped; not readable as the program would see it: zeros that an access would make appear below the stack. */
        GROWS_STACK,
        /** Nothing is mapped there. */
        UNMAPPED,
        /** Mapped with PROT_NONE: a guard, or reserved. */
        NO_ACCESS,
        /** In a mapping, but beyond the end of the mapped file: an access raises SIGBUS. */
        BEYOND_FILE
    }
}
