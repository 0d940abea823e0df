package dev.jrr.kernel;

/**
 * A stretch of a task's memory that a system call writes, or may write.
 *
 * @param argument the argument (0 to 5) that points to it, directly or through a structure
 * @param direct whether the argument's value itself is {@code address}, so that the call can be
 *     made with another buffer by changing that register alone
 * @param alsoRead whether the call reads the bytes before it writes them
 */
public record Region(int argument, boolean direct, boolean alsoRead, long address, long length) {}
