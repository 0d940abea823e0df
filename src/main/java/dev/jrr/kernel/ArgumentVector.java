package dev.jrr.kernel;

import java.io.ByteArrayOutputStream;

/** execve(2)'s argv: an array of pointers to strings that ends with a null pointer. */
final class ArgumentVector implements Irregular {
    /** Compilers are called with some kilobytes; what is longer nobody reads to its end. */
    private static final int MOST_BYTES = 16384;

    private static final int POINTERS_AT_ONCE = 32;

    @Override
    public void outputs(Call call, int argument, Shape shape) {}

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        long array = call.argument(argument);
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        for (int index = 0; array != 0 && strings.size() < MOST_BYTES; index += POINTERS_AT_ONCE) {
            byte[] pointers = call.memory().read(array + 8L * index, 8 * POINTERS_AT_ONCE);
            for (int at = 0; at + 8 <= pointers.length && strings.size() < MOST_BYTES; at += 8) {
                long string = Bytes.i64(pointers, at);
                if (string == 0) {
                    captures.add(argument, array, strings.toByteArray());
                    return;
                }
                byte[] bytes = captures.string(string, MOST_BYTES - strings.size());
                strings.writeBytes(bytes);
                if (bytes.length == 0 || bytes[bytes.length - 1] != 0) {
                    strings.write(0);
                }
            }
            if (pointers.length < 8 * POINTERS_AT_ONCE) {
                break;
            }
        }
        captures.add(argument, array, strings.toByteArray());
    }
}
