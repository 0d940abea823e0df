package dev.jrr.kernel;

import java.util.Arrays;

/** Messages and vectors of buffers, which point on to other memory. */
final class MessageText {
    private static final int HEADER = 56;
    private static final int MOST_BUFFERS = 8;
    private static final int MOST_MESSAGES = 4;

    private MessageText() {}

    /**
     * An array of iovec.
     *
     * @param array its bytes, as far as known
     * @param transferred how many bytes of the buffers the call used
     */
    static String vector(byte[] array, long count, MemoryReader memory, long transferred) {
        StringBuilder text = new StringBuilder("[");
        long left = Math.max(0, transferred);
        for (int i = 0; i < count; i++) {
            int at = i * IoVector.ELEMENT;
            text.append(i == 0 ? "" : ", ");
            if (i == MOST_BUFFERS || at + IoVector.ELEMENT > array.length) {
                text.append("...");
                break;
            }
            long base = Bytes.i64(array, at);
            long length = Bytes.i64(array, at + 8);
            long used = Math.min(left, length < 0 ? Count.MOST : length);
            byte[] data = memory.read(base, Quoted.BUFFER);
            text.append("{iov_base=")
                    .append(data.length == 0 || used == 0 ? ValueText.pointer(base) : Quoted.buffer(data, used))
                    .append(", iov_len=")
                    .append(Long.toUnsignedString(length))
                    .append('}');
            left -= used;
        }
        return text.append(']').toString();
    }

    /** A msghdr, whose bytes are known in whole. */
    static String header(byte[] header, MemoryReader memory, long transferred) {
        long name = Bytes.i64(header, 0);
        long nameLength = Bytes.u32(header, 8);
        byte[] nameBytes = memory.read(name, (int) Math.min(128, nameLength));
        long vector = Bytes.i64(header, 16);
        long count = Math.max(0, Bytes.i64(header, 24));
        byte[] array = memory.read(vector, (int) Math.min(count, MOST_BUFFERS + 1) * IoVector.ELEMENT);
        StringBuilder text = new StringBuilder("{msg_name=")
                .append(nameBytes.length == 0 ? ValueText.pointer(name) : SocketAddressText.of(nameBytes))
                .append(", msg_namelen=")
                .append((int) nameLength)
                .append(", msg_iov=")
                .append(array.length == 0 ? ValueText.pointer(vector) : vector(array, count, memory, transferred))
                .append(", msg_iovlen=")
                .append(Long.toUnsignedString(Bytes.i64(header, 24)));
        long control = Bytes.i64(header, 40);
        if (control != 0) {
            byte[] bytes = memory.read(Bytes.i64(header, 32), (int) Math.max(0, Math.min(256, control)));
            text.append(", msg_control=")
                    .append(bytes.length == 0 ? ValueText.pointer(Bytes.i64(header, 32)) : control(bytes));
        }
        return text.append(", msg_controllen=")
                .append(Long.toUnsignedString(control))
                .append(", msg_flags=")
                .append(Constants.text("msg", Bytes.u32(header, 48)))
                .append('}')
                .toString();
    }

    /** An array of mmsghdr: each with the length of its message after the header. */
    static String headers(byte[] array, long count, MemoryReader memory) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            int at = i * (HEADER + 8);
            text.append(i == 0 ? "" : ", ");
            if (i == MOST_MESSAGES || at + HEADER > array.length) {
                text.append("...");
                break;
            }
            long length = Bytes.u32(array, at + HEADER);
            text.append("{msg_hdr=")
                    .append(header(
                            Arrays.copyOfRange(array, at, at + HEADER), memory, length == 0 ? Long.MAX_VALUE : length))
                    .append(", msg_len=")
                    .append(length)
                    .append('}');
        }
        return text.append(']').toString();
    }

    /** Ancillary data (cmsg(3)): length, level and type at 0, 8 and 12, then data; aligned to 8. */
    private static String control(byte[] bytes) {
        StringBuilder text = new StringBuilder("[");
        for (int at = 0; at + 16 <= bytes.length; ) {
            long length = Bytes.i64(bytes, at);
            if (length < 16 || length > bytes.length - at) {
                break;
            }
            int level = Bytes.i32(bytes, at + 8);
            int type = Bytes.i32(bytes, at + 12);
            byte[] data = Arrays.copyOfRange(bytes, at + 16, at + (int) length);
            text.append(at == 0 ? "" : ", ").append(control(level, type, data));
            at += (int) Math.min(bytes.length - at, length + 7 & ~7L);
        }
        return text.append(']').toString();
    }

    private static String control(int level, int type, byte[] data) {
        if (level == 1 && type == 1) {
            StringBuilder files = new StringBuilder("{SCM_RIGHTS, [");
            for (int at = 0; at + 4 <= data.length; at += 4) {
                files.append(at == 0 ? "" : ", ").append(Bytes.i32(data, at));
            }
            return files.append("]}").toString();
        }
        if (level == 1 && type == 2) {
            return "{SCM_CREDENTIALS, {pid=" + Bytes.i32(data, 0) + ", uid=" + Bytes.u32(data, 4) + ", gid="
                    + Bytes.u32(data, 8) + "}}";
        }
        return "{" + Constants.text("sockoptlevel", level) + ", " + type + ", " + Quoted.buffer(data, data.length)
                + "}";
    }
}
