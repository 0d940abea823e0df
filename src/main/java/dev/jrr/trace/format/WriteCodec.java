package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.base.Check;
import dev.jrr.model.MemoryWrite;
import java.util.List;

/**
 * Memory writes. Short ones stand in the frame; of longer ones the frame has the head, and all
 * bytes go to the data.
 *
 * <pre>
 * varlong  address
 * varint   length
 * varlong  offset in the data plus 1; 0 if all bytes stand here
 * bytes    the first {@link #HEAD} bytes, or all ({@code length} of them)
 * </pre>
 */
final class WriteCodec {
    /** The longest write that stands in its frame, in bytes. */
    static final int INLINE = 512;

    /** How much of a longer one stands in the frame, for people to read. */
    static final int HEAD = 64;

    /**
     * The longest single write, in bytes. Longer ones become several, so that a reader need not
     * believe a length that would take all its memory.
     */
    static final int MAX_LENGTH = 16 << 20;

    private static final int LEAST_BYTES = 3;

    private WriteCodec() {}

    static void writeList(Output out, List<MemoryWrite> writes, DataSink data) {
        int count = 0;
        for (MemoryWrite write : writes) {
            Check.that(write.isWhole(), "a write at %x without its bytes was given to the trace", write.address());
            count += pieces(write);
        }
        out.writeVarInt(count, true);
        for (MemoryWrite write : writes) {
            byte[] bytes = write.head();
            if (bytes.length <= MAX_LENGTH) {
                writePiece(out, write.address(), bytes, 0, bytes.length, data);
                continue;
            }
            for (int from = 0; from < bytes.length; from += MAX_LENGTH) {
                int length = Math.min(MAX_LENGTH, bytes.length - from);
                writePiece(out, write.address() + from, bytes, from, length, data);
            }
        }
    }

    private static int pieces(MemoryWrite write) {
        return Math.max(1, (int) (((long) write.head().length + MAX_LENGTH - 1) / MAX_LENGTH));
    }

    private static void writePiece(Output out, long address, byte[] bytes, int from, int length, DataSink data) {
        out.writeVarLong(address, true);
        out.writeVarInt(length, true);
        if (length <= INLINE) {
            out.writeVarLong(0, true);
            out.writeBytes(bytes, from, length);
        } else {
            out.writeVarLong(data.append(bytes, from, length) + 1, true);
            out.writeBytes(bytes, from, HEAD);
        }
    }

    static List<MemoryWrite> readList(Input in) {
        return Fields.readList(in, LEAST_BYTES, WriteCodec::read);
    }

    private static MemoryWrite read(Input in) {
        long address = in.readVarLong(true);
        int length = in.readVarInt(true);
        long offset = in.readVarLong(true) - 1;
        if (length < 0 || length > MAX_LENGTH || offset < -1 || offset >= 0 && length < HEAD) {
            throw Malformed.corrupt("impossible memory write of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] head = Fields.readBytes(in, offset < 0 ? length : HEAD);
        return new MemoryWrite(address, length, head, offset);
    }
}
