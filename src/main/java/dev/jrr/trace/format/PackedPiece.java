package dev.jrr.trace.format;

import dev.jrr.model.PackedRun;

/**
 * Some records of one run, one after the other, as they go into a block.
 *
 * @param from the mark of the run where the piece begins
 * @param to the mark where it ends
 * @param startNanos when the piece's time begins, in nanoseconds since the recording began
 * @param nanos how long the piece took; its calls are taken to have come evenly
 */
record PackedPiece(PackedRun run, int from, int to, long startNanos, long nanos) {
    PackedRun.Mark first() {
        return run.marks().get(from);
    }

    PackedRun.Mark last() {
        return run.marks().get(to);
    }

    /** How many calls it has. */
    int count() {
        return last().calls() - first().calls();
    }

    int records() {
        return last().record() - first().record();
    }

    /** When its last call returned. */
    long lastNanos() {
        return startNanos + nanos;
    }

    /** When its first call returned. */
    long firstNanos() {
        return startNanos + RunPiece.share(nanos, 1, count());
    }
}
