package dev.jrr.trace.format;

import dev.jrr.model.PackedRun;
import dev.jrr.model.TraceFrame;

/** Collects the frames of one block after the other. One thread at a time uses it. */
public final class FrameBlockEncoder {
    /** A block is full when it has this many bytes before compression. */
    static final int FULL_BYTES = 64 << 10;

    private final FrameOutput out = new FrameOutput(FULL_BYTES * 2);
    private final FrameCodec codec = new FrameCodec();
    private final BlockFacts.Collector facts = new BlockFacts.Collector();
    private final DataSink data;
    private int count;

    /**
     * A block of frames before compression.
     *
     * @param count how many frames
     * @param raw begins with its bytes
     * @param length how many they are
     */
    public record Block(int count, byte[] raw, int length, BlockFacts facts) {}

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
     * Adds records of a run, some and as many as the block has room for; if this throws, the block is
     * as before. There is always room for those up to the next mark.
     *
     * @param from the mark of the run at which they begin, not its last
     * @param startNanos when the run's time begins
     * @param nanos how long it took
     * @return the mark before the records that are not added; the run's last when all are
     */
    public int add(PackedRun run, int from, long startNanos, long nanos) {
        int to = endOfPiece(run, from);
        long first = RunPiece.share(nanos, run.marks().get(from).calls(), run.count());
        long after = RunPiece.share(nanos, run.marks().get(to).calls(), run.count());
        PackedPiece piece = new PackedPiece(run, from, to, startNanos + first, after - first);
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
        return to;
    }

    private int endOfPiece(PackedRun run, int from) {
        PackedRun.Mark first = run.marks().get(from);
        int room = Math.max(0, FULL_BYTES - out.position());
        int left = BlockKind.FRAMES.maxCount() - count;
        int to = from + 1;
        while (to + 1 < run.marks().size()) {
            PackedRun.Mark next = run.marks().get(to + 1);
            if (next.start() - first.start() > room || next.calls() - first.calls() > left) {
                break;
            }
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
        return out.position() >= FULL_BYTES || count > BlockKind.FRAMES.maxCount() - PackedRun.MARK_CALLS;
    }

    /**
     * The block of what was added since the last call.
     *
     * @param next where the next block is collected: the array of one that is needed no more, or null for
     *     a new one, which takes as long to make as to fill
     */
    public Block take(byte[] next) {
        Block block = new Block(count, out.getBuffer(), out.position(), facts.take());
        out.setBuffer(next == null ? new byte[FULL_BYTES * 2] : next, -1);
        codec.reset();
        count = 0;
        return block;
    }
}
