package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.BufferedRun;
import dev.jrr.model.TraceFrame;

/** Collects the frames of one block after the other. One thread at a time uses it. */
public final class FrameBlockEncoder {
    /** A block is full when it has this many bytes before compression. */
    static final int FULL_BYTES = 64 << 10;

    private final Output out = new Output(FULL_BYTES * 2, -1);
    private final FrameCodec codec = new FrameCodec();
    private final BlockFacts.Collector facts = new BlockFacts.Collector();
    private final DataSink data;
    private int count;

    /**
     * A block of frames before compression.
     *
     * @param count how many frames
     */
    public record Block(int count, byte[] raw, BlockFacts facts) {}

    /** @param data where long writes go, always before the block that has their frames is taken */
    public FrameBlockEncoder(DataSink data) {
        this.data = data;
    }

    /** Adds a frame; if this throws, the block is as before. */
    public void add(TraceFrame frame) {
        int start = out.position();
        boolean added = false;
        try {
            codec.write(out, frame, data);
            added = true;
        } finally {
            if (!added) {
                out.setPosition(start);
            }
        }
        facts.add(frame.task(), frame.timeNanos(), frame.event());
        count++;
    }

    /**
     * Adds calls of a run, at least one and as many as the block has room for; if this throws, the
     * block is as before.
     *
     * @param from the first call to add, counted from the run's first
     * @param startNanos when the run's time begins
     * @param nanos how long it took
     * @return the first call that is not added
     */
    public int add(BufferedRun run, int[] offsets, int from, long startNanos, long nanos) {
        int to = endOfPiece(offsets, from, run.count());
        long before = RunPiece.share(nanos, from, run.count());
        long after = RunPiece.share(nanos, to, run.count());
        RunPiece piece = new RunPiece(run, offsets, from, to, startNanos + before, after - before);
        int start = out.position();
        boolean added = false;
        try {
            codec.write(out, piece);
            added = true;
        } finally {
            if (!added) {
                out.setPosition(start);
            }
        }
        facts.add(piece);
        count += piece.count();
        return piece.to();
    }

    private int endOfPiece(int[] offsets, int from, int end) {
        int most = Math.min(end, from + BlockKind.FRAMES.maxCount() - count);
        int room = Math.max(0, FULL_BYTES - out.position());
        int to = from + 1;
        while (to < most && offsets[to + 1] - offsets[from] <= room) {
            to++;
        }
        return to;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** How many frames were added since the last block was taken. */
    public int count() {
        return count;
    }

    public boolean isFull() {
        return out.position() >= FULL_BYTES || count >= BlockKind.FRAMES.maxCount();
    }

    /** The block of what was added since the last call. */
    public Block take() {
        Block block = new Block(count, out.toBytes(), facts.take());
        out.reset();
        codec.reset();
        count = 0;
        return block;
    }
}
