package dev.jrr.kernel;

import java.util.Arrays;

/** What an argument points to, from bytes, by the name of its structure. */
final class PointedText {
    /** As many elements of an array as fit a line with the call's other arguments. */
    private static final int MOST_ELEMENTS = 16;

    private PointedText() {}

    /**
     * One structure or an array.
     *
     * @param bytes what is known of it, from its start; not empty
     * @param length how many bytes it has
     */
    static String of(Shape shape, byte[] bytes, long length, MemoryReader memory) {
        return switch (shape.name()) {
            case "buf" -> Quoted.buffer(bytes, length);
            case "bytes" -> Quoted.buffer(bytes, length);
            case "comm", "fs_name" -> Quoted.text(bytes, 0, Quoted.indexOfZero(bytes, 0));
            case "sockaddr" -> SocketAddressText.of(cut(bytes, length));
            case "optval" -> length == 4 ? "[" + Bytes.i32(bytes, 0) + "]" : Quoted.buffer(bytes, length);
            case "msgbuf" ->
                "{mtype=" + Bytes.i64(bytes, 0) + ", mtext="
                        + Quoted.buffer(bytes.length <= 8 ? new byte[0] : tail(bytes, 8), length - 8) + "}";
            case "dirents" -> directory(bytes, length);
            case "cpumask" -> bits(bytes, (int) length, 0);
            case "fdset", "nodemask" -> bits(bytes, (int) length, 0);
            case "sigset" -> Signals.set(Bytes.unsigned(bytes, 0, 8));
            case "waitstatus" -> "[" + ValueText.waitStatus(Bytes.i32(bytes, 0)) + "]";
            case "siginfo" -> siginfo(bytes);
            case "iovec" -> MessageText.vector(bytes, length / IoVector.ELEMENT, memory, Long.MAX_VALUE);
            case "fd32", "socklen" -> numbers("i32", 4, bytes, length);
            case "sem_values" -> numbers("u16", 2, bytes, length);
            case "mount_id" -> numbers("i32", 4, bytes, 4);
            case "sigevent" -> StructText.of("sigevent", bytes);
            default ->
                StructText.isScalar(shape.name())
                        ? numbers(shape.name(), shape.bytes(), bytes, length)
                        : structures(shape, bytes, length);
        };
    }

    private static String structures(Shape shape, byte[] bytes, long length) {
        if (!shape.isArray() || shape.bytes() == 1) {
            return StructText.of(shape.name(), cut(bytes, length));
        }
        StringBuilder text = new StringBuilder("[");
        long count = length / shape.bytes();
        for (int i = 0; i < count; i++) {
            int at = i * shape.bytes();
            text.append(i == 0 ? "" : ", ");
            if (i == MOST_ELEMENTS || at + shape.bytes() > bytes.length) {
                text.append("...");
                break;
            }
            text.append(StructText.of(shape.name(), Arrays.copyOfRange(bytes, at, at + shape.bytes())));
        }
        return text.append(']').toString();
    }

    /** Also single numbers are in brackets: they stand in memory. */
    private static String numbers(String type, int size, byte[] bytes, long length) {
        String field = type.equals("fd32") || type.equals("socklen") ? "i32" : type;
        StringBuilder text = new StringBuilder("[");
        long count = length / size;
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ");
            if (i == MOST_ELEMENTS || (i + 1) * size > bytes.length) {
                text.append("...");
                break;
            }
            text.append(StructText.value(field, bytes, i * size));
        }
        return text.append(']').toString();
    }

    /** The numbers of the bits that are set: {@code [0 3]}. */
    private static String bits(byte[] bytes, int length, int first) {
        StringBuilder text = new StringBuilder("[");
        int shown = 0;
        int bits = Math.min(bytes.length, Math.max(0, length)) * 8;
        for (int bit = first; bit < bits; bit++) {
            if ((bytes[bit / 8] >> bit % 8 & 1) != 0) {
                text.append(shown == 0 ? "" : " ");
                if (++shown > 64) {
                    return text.append("...]").toString();
                }
                text.append(bit);
            }
        }
        return text.append(']').toString();
    }

    /** Names of the entries of getdents64(2): a record's length at 16, its name from 19 on. */
    private static String directory(byte[] bytes, long length) {
        StringBuilder text = new StringBuilder("[");
        int shown = 0;
        int at = 0;
        for (; at + 19 < bytes.length && shown < MOST_ELEMENTS / 2; shown++) {
            int size = Bytes.u16(bytes, at + 16);
            if (size < 20 || at + size > bytes.length) {
                break;
            }
            int end = Math.min(at + size, Quoted.indexOfZero(bytes, at + 19));
            text.append(shown == 0 ? "" : ", ").append(Quoted.text(bytes, at + 19, end));
            at += size;
        }
        if (at < length) {
            text.append(shown == 0 ? "..." : ", ...");
        }
        return text.append(']').toString();
    }

    private static String siginfo(byte[] bytes) {
        if (Bytes.i32(bytes, 0) == 0) {
            return "{}";
        }
        return "{si_signo=" + Signals.name(Bytes.i32(bytes, 0)) + ", "
                + Siginfo.of(bytes).describe().substring(1);
    }

    private static byte[] cut(byte[] bytes, long length) {
        return length < bytes.length ? Arrays.copyOf(bytes, (int) Math.max(0, length)) : bytes;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
    }
}
