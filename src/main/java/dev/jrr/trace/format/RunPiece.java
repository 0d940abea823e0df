package dev.jrr.trace.format;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.BufferedRun;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.Optional;

/**
 * Some buffered calls of one run, one after the other, as frames of a block. The array is not
 * copied; nobody changes it.
 *
 * @param offsets of all calls of the run: {@link BufferedRun#offsets}
 * @param from the first call of the piece, counted from the run's first
 * @param to the call after its last one
 * @param startNanos when the piece's time begins, in nanoseconds since the recording began
 * @param nanos how long the piece took; its calls are taken to have come evenly
 */
public record RunPiece(BufferedRun run, int[] offsets, int from, int to, long startNanos, long nanos) {
    /** All of a run. */
    static RunPiece whole(BufferedRun run, int[] offsets, long startNanos, long nanos) {
        return new RunPiece(run, offsets, 0, run.count(), startNanos, nanos);
    }

    /** How many calls it has. */
    public int count() {
        return to - from;
    }

    /** When a call of the run returned, which has to be one of the piece. */
    long timeNanos(int call) {
        return startNanos + share(nanos, call - from + 1, count());
    }

    /** The time that some of all calls took which came evenly in that time. */
    static long share(long nanos, int calls, int all) {
        // In two parts, as the product of all nanoseconds may not fit.
        return nanos / all * calls + nanos % all * calls / all;
    }

    /** The number of the system call that is so many behind the piece's first. */
    public int number(int behind) {
        return BufferedCall.number(run.records(), offsets[from + behind]);
    }

    /** When its last call returned. */
    public long lastNanos() {
        return startNanos + nanos;
    }

    /** The frame of a call of the run. */
    TraceFrame frame(int call, long number) {
        BufferedCall there = run.call(offsets[call]);
        return new TraceFrame(
                number,
                run.task(),
                timeNanos(call),
                there.event(run.fdNames().get(call)),
                there.registers(run.base()),
                there.writes(),
                Optional.empty());
    }

    /** The registers after its last call. */
    long[] lastRegisters() {
        return run.call(offsets[to - 1]).registers(run.base()).toArray();
    }

    /** What the descriptors of its calls stood for. */
    List<List<FdName>> fdNames() {
        return run.fdNames().subList(from, to);
    }
}
