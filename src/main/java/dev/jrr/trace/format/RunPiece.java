package dev.jrr.trace.format;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.CallRecords;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.Optional;

/**
 * Some buffered calls of one run, one after the other, as frames of a block.
 *
 * @param task whose calls they are
 * @param base where the registers that no record holds are taken from: the segments
 * @param fdNames for each record what its descriptors stood for
 * @param startNanos when the piece's time begins, in nanoseconds since the recording began
 * @param nanos how long the piece took; its calls are taken to have come evenly
 */
public record RunPiece(
        TaskUid task, Registers base, CallRecords records, List<List<FdName>> fdNames, long startNanos, long nanos) {
    /** How many calls it has. */
    public int count() {
        return records.count();
    }

    /** When one of its calls returned. */
    long timeNanos(int call) {
        return startNanos + share(nanos, call + 1, count());
    }

    /** The time that some of all calls took which came evenly in that time. */
    static long share(long nanos, int calls, int all) {
        // In two parts, as the product of all nanoseconds may not fit.
        return nanos / all * calls + nanos % all * calls / all;
    }

    /** When its last call returned. */
    public long lastNanos() {
        return startNanos + nanos;
    }

    /** The frame of one of its calls. */
    TraceFrame frame(int call, long number) {
        BufferedCall there = records.call(call);
        return new TraceFrame(
                number,
                task,
                timeNanos(call),
                there.event(fdNames.get(records.recordOf(call))),
                there.registers(base),
                there.writes(),
                Optional.empty());
    }

    /** The registers after its last call. */
    long[] lastRegisters() {
        return records.call(count() - 1).registers(base).toArray();
    }
}
