package dev.jrr.trace.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What stands before the bytes of each file in a packed trace, and, with an empty name, at its end.
 *
 * <pre>
 * at  bytes
 *  0   8    length in bytes; at the end, of all files together
 *  8        the file's name within the trace, in ASCII, up to the end of the block
 * </pre>
 *
 * @param name such as {@code frames} or {@code files/KEY}; empty at the end
 */
public record PackEntry(String name, long length) {
    /** The name in the {@link FileHead} of a packed trace. */
    public static final String FILE_NAME = "pack";

    public boolean isEnd() {
        return name.isEmpty();
    }

    public byte[] encode() {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + ascii.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(ascii)
                .array();
    }

    /** Reads one. What the name may be is for the caller to judge. */
    public static PackEntry decode(byte[] raw) {
        if (raw.length < Long.BYTES) {
            throw Malformed.corrupt("entry of " + raw.length + " bytes");
        }
        long length = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0) {
            throw Malformed.corrupt("entry of a negative length");
        }
        return new PackEntry(new String(raw, Long.BYTES, raw.length - Long.BYTES, StandardCharsets.US_ASCII), length);
    }
}
