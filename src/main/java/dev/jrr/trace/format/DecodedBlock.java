package dev.jrr.trace.format;

import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a block. Those of buffered calls are made of their records when they are asked for:
 * a replay needs few of them. Safe for use by several threads.
 */
public final class DecodedBlock {
    /** The number of its first frame. */
    private final long first;

    /**
     * Null where a frame was not yet made. Two threads may make the same one; it is immutable, and
     * either may be seen.
     */
    private final TraceFrame[] frames;

    private final List<Run> runs;

    /**
     * A run in the block.
     *
     * @param place the place of its first call in the block
     */
    private record Run(int place, RunPiece piece) {}

    private DecodedBlock(long first, TraceFrame[] frames, List<Run> runs) {
        this.first = first;
        this.frames = frames;
        this.runs = List.copyOf(runs);
    }

    /** How many frames there are. */
    public int count() {
        return frames.length;
    }

    /** A frame by its place in the block, from 0. */
    public TraceFrame frame(int place) {
        TraceFrame frame = frames[place];
        if (frame == null) {
            Run run = runs.get(runOf(place));
            frame = run.piece.frame(place - run.place, first + place);
            frames[place] = frame;
        }
        return frame;
    }

    /** The run that has a frame, by its place in the block; null if it is no buffered call. */
    public RunPiece run(int place) {
        int run = runOf(place);
        return run < 0 ? null : runs.get(run).piece;
    }

    /** The place of the first frame of the run that has a frame; the frame's own if none has. */
    public int startOfRun(int place) {
        int run = runOf(place);
        return run < 0 ? place : runs.get(run).place;
    }

    private int runOf(int place) {
        int low = 0;
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Run run = runs.get(middle);
            if (place < run.place) {
                high = middle;
            } else if (place >= run.place + run.piece.count()) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** Takes the frames of a block in their order. */
    static final class Builder {
        private final long first;
        private final TraceFrame[] frames;
        private final List<Run> runs = new ArrayList<>();
        private int count;

        Builder(long first, int count) {
            this.first = first;
            this.frames = new TraceFrame[count];
        }

        /** The number of the frame to come. */
        long next() {
            return first + count;
        }

        /** How many frames are to come. */
        int missing() {
            return frames.length - count;
        }

        void add(TraceFrame frame) {
            frames[count++] = frame;
        }

        void add(RunPiece piece) {
            runs.add(new Run(count, piece));
            count += piece.count();
        }

        DecodedBlock build() {
            return new DecodedBlock(first, frames, runs);
        }
    }
}
