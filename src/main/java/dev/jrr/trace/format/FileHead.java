package dev.jrr.trace.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The first bytes of every file of a trace; little endian.
 *
 * <pre>
 * at  bytes
 *  0   4     magic: J R R 0x1a
 *  4   8     the file's name, filled up with zeros
 * 12   4     {@link #VERSION} of the format
 * 16   8     trace id: random, the same in all files of one trace
 * 24   4     CRC32C of bytes 0 to 23
 * </pre>
 *
 * <p>The version is judged before the checksum, so that a later version may lay out the rest anew.
 */
public final class FileHead {
    /** The version that is written. */
    public static final int VERSION = 4;

    /**
     * The oldest version that is read: without {@link EventTag#RUN}. Version 2 has no {@link EventTag#RANDOM},
     * and buffered calls that are repeated have all their words alike.
     */
    static final int OLDEST = 1;

    /** How many bytes a head has. */
    public static final int SIZE = 28;

    private static final byte[] MAGIC = {'J', 'R', 'R', 0x1a};
    private static final int NAME_SIZE = 8;
    private static final int AT_VERSION = 12;
    private static final int AT_ID = 16;
    private static final int AT_SUM = 24;

    private FileHead() {}

    /** The head of the file {@code name} (at most 8 ASCII characters) of the trace {@code traceId}. */
    public static byte[] encode(String name, long traceId) {
        return encode(name, traceId, VERSION);
    }

    static byte[] encode(String name, long traceId, int version) {
        ByteBuffer head = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        head.put(MAGIC).put(nameBytes(name)).putInt(version).putLong(traceId);
        head.putInt(sum(head.array()));
        return head.array();
    }

    /**
     * The trace id in the head of a file.
     *
     * @param bytes the first {@link #SIZE} bytes
     * @throws Malformed if it is no head of a file of that name
     */
    public static long decode(String name, byte[] bytes) {
        if (bytes.length < SIZE) {
            throw Malformed.corrupt("at byte 0: ends within the file's head");
        }
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw Malformed.corrupt("at byte 0: no file of a trace");
        }
        ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = head.getInt(AT_VERSION);
        if (version > VERSION) {
            throw new Malformed(
                    Malformed.Kind.TOO_NEW, "format version " + version + ", and this program reads up to " + VERSION);
        }
        if (version < OLDEST) {
            throw new Malformed(
                    Malformed.Kind.TOO_OLD, "format version " + version + ", and this program reads from " + OLDEST);
        }
        if (head.getInt(AT_SUM) != sum(bytes)) {
            throw Malformed.corrupt("at byte 0: wrong checksum of the file's head");
        }
        int end = MAGIC.length + NAME_SIZE;
        if (!Arrays.equals(bytes, MAGIC.length, end, nameBytes(name), 0, NAME_SIZE)) {
            throw Malformed.corrupt("at byte 4: another file of a trace under this name");
        }
        return head.getLong(AT_ID);
    }

    private static byte[] nameBytes(String name) {
        return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), NAME_SIZE);
    }

    private static int sum(byte[] head) {
        CRC32C sum = new CRC32C();
        sum.update(head, 0, AT_SUM);
        return (int) sum.getValue();
    }
}
