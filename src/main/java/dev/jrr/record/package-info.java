/**
 * Runs a program and writes down what chance contributed to it.
 *
 * <p>Read first: {@link dev.jrr.record.Recorder}. {@code RecordSession} is the loop: one task runs at a time, until it stops; the
 * stop is handled by the class for its kind ({@code SyscallRecorder}, {@code SignalRecorder},
 * {@code TaskLife}, {@code ExecRecorder}), which appends frames. Knows nothing of replay: what a
 * frame means is written at {@link dev.jrr.model.Event}.
 */
package dev.jrr.record;
