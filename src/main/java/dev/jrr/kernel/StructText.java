package dev.jrr.kernel;

import dev.jrr.base.Hex;
import java.util.Arrays;

/** The structures of structs.tbl as a person reads them: {@code {tv_sec=1, tv_nsec=0}}. */
final class StructText {
    private StructText() {}

    /** A structure, from the bytes that are known of it. */
    static String of(String struct, byte[] bytes) {
        StringBuilder text = new StringBuilder("{");
        String separator = "";
        for (Structs.Field field : Structs.fields(struct)) {
            text.append(separator);
            separator = ", ";
            if (field.isElided()) {
                text.append("...");
            } else if (field.offset() >= bytes.length) {
                // An older, shorter version of a structure whose size the caller gives.
                return text.append("...}").toString();
            } else {
                text.append(field.name()).append('=').append(value(field.type(), bytes, field.offset()));
            }
        }
        return text.append('}').toString();
    }

    /** A number, an address, a string, a constant or a structure that stands at an offset. */
    static String value(String type, byte[] bytes, int offset) {
        int slash = type.indexOf('/');
        if (slash > 0) {
            int size = Integer.parseInt(type.substring(slash + 1)) / 8;
            return constant(type.substring(0, slash), bytes, offset, size);
        }
        if (!isScalar(type)) {
            byte[] part = offset < bytes.length ? Arrays.copyOfRange(bytes, offset, bytes.length) : new byte[0];
            return of(type, part);
        }
        int size = Integer.parseInt(type.substring(1));
        if (type.charAt(0) == 's') {
            int end = Math.min(Quoted.indexOfZero(bytes, offset), offset + size);
            return Quoted.text(bytes, offset, end);
        }
        return number(type.charAt(0), bytes, offset, size / 8);
    }

    /** Whether a type is a letter and a size. */
    static boolean isScalar(String type) {
        return "iuxops".indexOf(type.charAt(0)) >= 0
                && type.length() > 1
                && type.length() <= 3
                && Character.isDigit(type.charAt(1));
    }

    private static String number(char letter, byte[] bytes, int offset, int size) {
        long value = Bytes.unsigned(bytes, offset, size);
        return switch (letter) {
            case 'i' -> Long.toString(Bytes.signed(bytes, offset, size));
            case 'x' -> value == 0 ? "0" : Hex.of(value);
            case 'o' -> "0" + (value == 0 ? "" : Long.toOctalString(value));
            case 'p' -> ValueText.pointer(value);
            default -> Long.toUnsignedString(value);
        };
    }

    private static String constant(String set, byte[] bytes, int offset, int size) {
        long value = Bytes.unsigned(bytes, offset, size);
        return switch (set) {
            case "filemode" -> ValueText.fileMode(value);
            case "signal" -> Signals.name((int) value);
            case "sigmask" -> Signals.set(value);
            case "sighandler" -> Constants.enumerated(set, value, Hex.of(value));
            case "capversion", "fsmagic" -> Constants.enumerated(set, value, Hex.of(value));
            case "rlim" -> Constants.enumerated(set, value, Long.toUnsignedString(value));
            default -> Constants.text(set, value);
        };
    }
}
