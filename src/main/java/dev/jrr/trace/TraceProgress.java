package dev.jrr.trace;

/**
 * How far a recording has come.
 *
 * @param frames how many there are; buffered calls count once the recorder has them
 * @param tasks how many there have been
 * @param nanos since the recording began
 */
public record TraceProgress(long frames, int tasks, long nanos) {}
