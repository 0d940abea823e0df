package dev.jrr.trace.format;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import dev.jrr.model.TraceFrame;

/** Reads a block of frames. */
public final class FrameBlockDecoder {
    private FrameBlockDecoder() {}

    /**
     * All frames of a block.
     *
     * @param first the number of its first frame
     * @throws Malformed if the bytes are no such block
     */
    public static TraceFrame[] decode(byte[] raw, long first, int count) {
        TraceFrame[] frames = new TraceFrame[count];
        Input in = new Input(raw);
        FrameCodec codec = new FrameCodec();
        int i = 0;
        try {
            for (; i < count; i++) {
                frames[i] = codec.read(in, first + i);
            }
        } catch (KryoException end) {
            throw new Malformed("frame " + (first + i) + ": ends within a field", end);
        } catch (Malformed malformed) {
            throw new Malformed("frame " + (first + i) + ": " + malformed.getMessage(), malformed);
        }
        if (Fields.remaining(in) != 0) {
            throw Malformed.corrupt(Fields.remaining(in) + " bytes too many after frame " + (first + count - 1));
        }
        return frames;
    }
}
