package dev.jrr.trace;

import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.DataSink;
import java.util.Arrays;
import java.util.function.Consumer;

/** Collects the bytes of long writes into blocks. One thread at a time uses it. */
final class DataBuffer implements DataSink {
    private static final int CAPACITY = BlockKind.DATA.maxRawLength();

    private final Consumer<BlockQueue.Block> full;
    private byte[] bytes = new byte[64 << 10];
    private int length;
    private long first;

    /** @param full gets each full block */
    DataBuffer(Consumer<BlockQueue.Block> full) {
        this.full = full;
    }

    @Override
    public long append(byte[] source, int from, int count) {
        long offset = first + length;
        int done = 0;
        while (done < count) {
            int piece = Math.min(count - done, CAPACITY - length);
            if (length + piece > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(CAPACITY, Math.max(bytes.length * 2, length + piece)));
            }
            System.arraycopy(source, from + done, bytes, length, piece);
            length += piece;
            done += piece;
            if (length == CAPACITY) {
                seal();
            }
        }
        return offset;
    }

    /** Gives away what there is, if anything. */
    void seal() {
        if (length == 0) {
            return;
        }
        byte[] raw = Arrays.copyOf(bytes, length);
        full.accept(new BlockQueue.Block(BlockKind.DATA, first, length, raw, length, null));
        first += length;
        length = 0;
    }
}
