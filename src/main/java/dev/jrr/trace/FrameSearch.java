package dev.jrr.trace;

import dev.jrr.trace.format.DecodedBlock;
import dev.jrr.trace.format.RunPiece;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds frames, passing over the blocks that cannot have them. Safe for use by several threads.
 * A thread that is interrupted stops searching: see {@link #next}.
 */
public final class FrameSearch {
    private final TraceReader trace;
    private final List<BlockSummary> blocks;

    public FrameSearch(TraceReader trace) {
        this.trace = trace;
        this.blocks = trace.blocks();
    }

    /**
     * The first frame at or after {@code from} that meets a condition. Empty if there is none, or if
     * the thread was interrupted before it was found; the interrupt stays set.
     *
     * @param from may be outside the trace
     * @throws TraceFormatException if a block on the way is damaged
     */
    public OptionalLong next(long from, FramePredicate predicate) {
        for (int i = trace.blockOf(Math.max(from, 0)); i < blocks.size(); i++) {
            BlockSummary block = blocks.get(i);
            if (!predicate.mayHold(block)) {
                continue;
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            DecodedBlock frames = trace.block(i);
            int count = (int) (block.endFrame() - block.firstFrame());
            for (int k = (int) Math.max(0, from - block.firstFrame()); k < count; k++) {
                if (holds(frames, k, predicate)) {
                    return OptionalLong.of(block.firstFrame() + k);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The last frame at or before {@code from} that meets a condition; otherwise as {@link #next}. */
    public OptionalLong previous(long from, FramePredicate predicate) {
        long last = Math.min(from, trace.frameCount() - 1);
        for (int i = last < 0 ? -1 : trace.blockOf(last); i >= 0; i--) {
            BlockSummary block = blocks.get(i);
            if (!predicate.mayHold(block)) {
                continue;
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            DecodedBlock frames = trace.block(i);
            for (int k = (int) (Math.min(last, block.endFrame() - 1) - block.firstFrame()); k >= 0; k--) {
                if (holds(frames, k, predicate)) {
                    return OptionalLong.of(block.firstFrame() + k);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Asks of a buffered call's frame only if its record leaves it open: most need not be made. */
    private static boolean holds(DecodedBlock frames, int place, FramePredicate predicate) {
        RunPiece run = frames.run(place);
        if (run != null) {
            int number = run.records().number(place - frames.startOfRun(place));
            if (!predicate.mayHold(run.task(), number)) {
                return false;
            }
        }
        return predicate.test(frames.frame(place));
    }
}
