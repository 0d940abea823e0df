package dev.jrr.trace.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A file that a trace keeps under {@code files/}.
 *
 * <pre>
 * at  bytes
 *  0   32    SHA-256 of its content
 * 32    8    length in bytes
 * 40    4    CRC32C of its content
 * </pre>
 *
 * <p>SHA-256 names the file; the CRC is what a reader checks, as it costs a tenth.
 *
 * @param key SHA-256 of the content, in 64 lower-case hexadecimal digits
 * @param length bytes
 * @param sum CRC32C of the content
 */
public record KeptFile(String key, long length, int sum) {
    private static final int SHA_SIZE = 32;
    private static final int SIZE = SHA_SIZE + Long.BYTES + Integer.BYTES;

    public byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(HexFormat.of().parseHex(key))
                .putLong(length)
                .putInt(sum)
                .array();
    }

    /** Reads one. */
    public static KeptFile decode(byte[] raw) {
        if (raw.length != SIZE) {
            throw Malformed.corrupt("kept file of " + raw.length + " bytes, not " + SIZE);
        }
        ByteBuffer fields = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        byte[] sha = new byte[SHA_SIZE];
        fields.get(sha);
        return new KeptFile(HexFormat.of().formatHex(sha), fields.getLong(), fields.getInt());
    }
}
