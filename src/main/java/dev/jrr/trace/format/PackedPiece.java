package dev.jrr.trace.format;

import dev.jrr.model.Event.FdName;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.PackedRun;
import dev.jrr.model.Registers;
import java.util.List;

/**
 * Some records of one run, one after the other, as they go into a block.
 *
 * @param from the first record of the piece, counted from the run's first
 * @param to the record after its last one
 * @param startNanos when the piece's time begins, in nanoseconds since the recording began
 * @param nanos how long the piece took; its calls are taken to have come evenly
 */
record PackedPiece(PackedRun run, int from, int to, long startNanos, long nanos) {
    /** How many calls it has. */
    int count() {
        return run.calls()[to] - run.calls()[from];
    }

    int records() {
        return to - from;
    }

    /** What the descriptors of its records stood for. */
    List<List<FdName>> fdNames() {
        return run.fdNames().subList(from, to);
    }

    /** The number of the system call of a record of the run. */
    int number(int record) {
        return PackedCalls.number(run.bytes(), run.starts()[record]);
    }

    /** When its last call returned. */
    long lastNanos() {
        return startNanos + nanos;
    }

    /** When its first call returned. */
    long firstNanos() {
        return startNanos + RunPiece.share(nanos, 1, count());
    }

    /** The registers before its first call. */
    Registers firstRegisters() {
        return run.mark(from);
    }

    /** The registers after its last call. */
    Registers lastRegisters() {
        return run.mark(to);
    }
}
