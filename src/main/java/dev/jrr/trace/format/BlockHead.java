package dev.jrr.trace.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What stands before the bytes of a block; little endian.
 *
 * <pre>
 * at  bytes
 *  0   2     magic: J B
 *  2   1     kind: {@link BlockKind}
 *  3   1     method: z if the bytes are compressed by zstd, 0 if they are as they were
 *  4   4     the low half of the trace id: a block of another trace is noticed
 *  8   8     sequence number, from 0 in each file
 * 16   8     first frame, or offset of the first byte of data
 * 24   4     how many frames, or bytes of data
 * 28   4     length of the bytes before compression
 * 32   4     length of the bytes that follow
 * 36   4     CRC32C of the bytes that follow
 * 40   4     CRC32C of bytes 0 to 39
 * </pre>
 *
 * <p>The head has a checksum of its own, so that a file that ends within a block (its writer was
 * killed) can be told from a damaged length.
 */
public record BlockHead(
        BlockKind kind,
        boolean compressed,
        int salt,
        long sequence,
        long first,
        int count,
        int rawLength,
        int storedLength,
        int storedSum) {
    /** How many bytes a head has. */
    public static final int SIZE = 44;

    private static final short MAGIC = 'J' | 'B' << 8;
    private static final int AT_SUM = 40;
    private static final byte ZSTD = 'z';
    private static final byte PLAIN = '0';

    void encode(byte[] target) {
        ByteBuffer head = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort(MAGIC).put(kind.code()).put(compressed ? ZSTD : PLAIN).putInt(salt);
        head.putLong(sequence).putLong(first).putInt(count);
        head.putInt(rawLength).putInt(storedLength).putInt(storedSum);
        head.putInt(sum(target, 0, AT_SUM));
    }

    /**
     * Reads a head.
     *
     * @param bytes {@link #SIZE} bytes
     * @throws Malformed if it is none of that kind, or exceeds the kind's bounds
     */
    public static BlockHead decode(BlockKind kind, byte[] bytes) {
        ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (head.getShort() != MAGIC) {
            throw Malformed.corrupt("no block starts here");
        }
        if (head.getInt(AT_SUM) != sum(bytes, 0, AT_SUM)) {
            throw Malformed.corrupt("wrong checksum of a block's head");
        }
        byte code = head.get();
        byte method = head.get();
        BlockHead result = new BlockHead(
                kind,
                method == ZSTD,
                head.getInt(),
                head.getLong(),
                head.getLong(),
                head.getInt(),
                head.getInt(),
                head.getInt(),
                head.getInt());
        if (code != kind.code() || method != ZSTD && method != PLAIN) {
            throw Malformed.corrupt("block of another kind");
        }
        if (!result.isWithinBounds()) {
            throw Malformed.corrupt("block of impossible length");
        }
        return result;
    }

    private boolean isWithinBounds() {
        return sequence >= 0
                && first >= 0
                && count >= 0
                && count <= kind.maxCount()
                && rawLength >= 0
                && rawLength <= kind.maxRawLength()
                && storedLength >= 0
                && storedLength <= BlockPacker.bound(rawLength)
                && (compressed || storedLength == rawLength);
    }

    /** How many bytes of the file the block takes, its head included. */
    public int totalLength() {
        return SIZE + storedLength;
    }

    static int sum(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }
}
