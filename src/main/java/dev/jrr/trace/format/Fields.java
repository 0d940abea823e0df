package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.TaskUid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Fields that several records have. "varint" and "varlong" are Kryo's: 7 bits a byte, the low ones
 * first; "zigzag" ones take few bytes for small negative numbers too.
 *
 * <pre>
 * bytes    varint length, the bytes
 * string   varint length, that many bytes of UTF-8
 * list     varint count, the elements
 * task     varint tid, varint serial
 * </pre>
 *
 * <p>Kryo allocates whatever length it reads, so no length is given to it unchecked.
 */
final class Fields {
    /** More than any list in a frame; mappings and argument vectors are the longest. */
    private static final int MAX_COUNT = 1 << 20;

    private static final byte[] NONE = {};

    private Fields() {}

    static int remaining(Input in) {
        return in.limit() - in.position();
    }

    /** A length that the rest of the block can hold. */
    static int readLength(Input in) {
        int length = in.readVarInt(true);
        if (length < 0 || length > remaining(in)) {
            throw Malformed.corrupt(
                    "length " + Integer.toUnsignedString(length) + " where " + remaining(in) + " bytes are left");
        }
        return length;
    }

    /** A count of elements that have at least {@code leastBytes} each. */
    static int readCount(Input in, int leastBytes) {
        return readCount(in, leastBytes, MAX_COUNT);
    }

    static int readCount(Input in, int leastBytes, int most) {
        int count = in.readVarInt(true);
        if (count < 0 || count > most || (long) count * leastBytes > remaining(in)) {
            throw Malformed.corrupt(
                    "count " + Integer.toUnsignedString(count) + " where " + remaining(in) + " bytes are left");
        }
        return count;
    }

    static <T> List<T> readList(Input in, int leastBytes, Function<Input, T> element) {
        return readList(in, leastBytes, MAX_COUNT, element);
    }

    static <T> List<T> readList(Input in, int leastBytes, int most, Function<Input, T> element) {
        int count = readCount(in, leastBytes, most);
        if (count == 0) {
            return List.of();
        }
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(element.apply(in));
        }
        return list;
    }

    static void writeBytes(Output out, byte[] bytes) {
        out.writeVarInt(bytes.length, true);
        out.writeBytes(bytes, 0, bytes.length);
    }

    static byte[] readBytes(Input in) {
        return readBytes(in, readLength(in));
    }

    static byte[] readBytes(Input in, int length) {
        if (length > remaining(in)) {
            throw Malformed.corrupt("length " + length + " where " + remaining(in) + " bytes are left");
        }
        return length == 0 ? NONE : in.readBytes(length);
    }

    static void writeString(Output out, String text) {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readString(Input in) {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    static void writeStrings(Output out, List<String> texts) {
        out.writeVarInt(texts.size(), true);
        for (String text : texts) {
            writeString(out, text);
        }
    }

    static List<String> readStrings(Input in) {
        return readList(in, 1, Fields::readString);
    }

    static void writeTask(Output out, TaskUid task) {
        out.writeVarInt(task.tid(), true);
        out.writeVarInt(task.serial(), true);
    }

    static TaskUid readTask(Input in) {
        return new TaskUid(in.readVarInt(true), in.readVarInt(true));
    }

    /** The constant that a code stands for; codes are places in {@code constants}. */
    static <E> E constant(E[] constants, int code) {
        if (code < 0 || code >= constants.length) {
            throw Malformed.corrupt("unknown code " + code);
        }
        return constants[code];
    }
}
