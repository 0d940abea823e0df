package dev.jrr.trace.format;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;

/** Reads a block of frames. */
public final class FrameBlockDecoder {
    private FrameBlockDecoder() {}

    /**
     * All frames of a block.
     *
     * @param first the number of its first frame
     * @throws Malformed if the bytes are no such block
     */
    public static DecodedBlock decode(byte[] raw, long first, int count) {
        DecodedBlock.Builder block = new DecodedBlock.Builder(first, count);
        Input in = new Input(raw);
        FrameCodec codec = new FrameCodec();
        try {
            while (block.missing() > 0) {
                codec.read(in, block);
            }
        } catch (KryoException end) {
            throw new Malformed("frame " + block.next() + ": ends within a field", end);
        } catch (Malformed malformed) {
            throw new Malformed("frame " + block.next() + ": " + malformed.getMessage(), malformed);
        }
        if (Fields.remaining(in) != 0) {
            throw Malformed.corrupt(Fields.remaining(in) + " bytes too many after frame " + (first + count - 1));
        }
        return block.build();
    }
}
