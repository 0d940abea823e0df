package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.PackedRun;

/** Where frames are written; takes bytes over from where they are. */
final class FrameOutput extends Output {
    FrameOutput(int capacity) {
        super(capacity, -1);
    }

    /** Writes {@code length} bytes from {@code from} on. */
    void writeBytes(PackedRun.Bytes bytes, int from, int length) {
        require(length);
        bytes.copyTo(buffer, position, from, length);
        position += length;
    }
}
