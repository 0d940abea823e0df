package dev.jrr.trace.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.jrr.base.JrrException;
import java.nio.ByteBuffer;

/** Makes blocks of bytes, and bytes of blocks. One thread uses an instance. */
public final class BlockPacker implements AutoCloseable {
    /** Level 1 keeps up with a recorder on one core; level 3 saves 6 % and takes half as long again. */
    private static final int LEVEL = 1;

    private final int salt;
    private ZstdCompressCtx zstd;
    private byte[] target = new byte[BlockHead.SIZE];

    public BlockPacker(long traceId) {
        this.salt = (int) traceId;
    }

    /**
     * The block, head included.
     *
     * @param compress false for small ones that should be readable without loading zstd
     * @param length how many bytes of {@code raw} to take, from its start
     * @return a buffer that is valid until the next call
     */
    public ByteBuffer pack(
            BlockKind kind, boolean compress, long sequence, long first, int count, byte[] raw, int length) {
        if (length > kind.maxRawLength()) {
            throw new JrrException("a " + kind + " block of " + length + " bytes is more than a trace can hold");
        }
        int bound = BlockHead.SIZE + bound(length);
        if (target.length < bound) {
            target = new byte[bound];
        }
        int stored = compress ? compress(raw, length) : copy(raw, length);
        int sum = BlockHead.sum(target, BlockHead.SIZE, stored);
        new BlockHead(kind, compress, salt, sequence, first, count, length, stored, sum).encode(target);
        return ByteBuffer.wrap(target, 0, BlockHead.SIZE + stored);
    }

    private int compress(byte[] raw, int length) {
        if (zstd == null) {
            zstd = new ZstdCompressCtx().setLevel(LEVEL);
        }
        return zstd.compressByteArray(target, BlockHead.SIZE, target.length - BlockHead.SIZE, raw, 0, length);
    }

    private int copy(byte[] raw, int length) {
        System.arraycopy(raw, 0, target, BlockHead.SIZE, length);
        return length;
    }

    /** The most bytes that zstd makes of so many (zstd.h, ZSTD_COMPRESSBOUND), without loading it. */
    static int bound(int length) {
        return length + (length >> 8) + 128;
    }

    /**
     * The bytes of a block before compression.
     *
     * @param stored the bytes that follow the head, {@link BlockHead#storedLength} of them
     * @throws Malformed if they are damaged
     */
    public static byte[] unpack(BlockHead head, byte[] stored) {
        if (BlockHead.sum(stored, 0, stored.length) != head.storedSum()) {
            throw Malformed.corrupt("wrong checksum of a block");
        }
        if (!head.compressed()) {
            return stored;
        }
        byte[] raw = new byte[head.rawLength()];
        long length;
        try {
            length = Zstd.decompressByteArray(raw, 0, raw.length, stored, 0, stored.length);
        } catch (ZstdException broken) {
            throw new Malformed("a block cannot be decompressed: " + broken.getMessage(), broken);
        }
        if (Zstd.isError(length) || length != raw.length) {
            throw Malformed.corrupt("a block decompresses to another length");
        }
        return raw;
    }

    @Override
    public void close() {
        if (zstd != null) {
            zstd.close();
            zstd = null;
        }
    }
}
