package dev.jrr.kernel;

/** Bytes as a string in quotes, on one line. */
final class Quoted {
    /** As many bytes of a buffer as fit a line with its other arguments. */
    static final int BUFFER = 32;

    private Quoted() {}

    /**
     * A buffer.
     *
     * @param length how many bytes it has, of which {@code bytes} may be the first
     */
    static String buffer(byte[] bytes, long length) {
        int shown = (int) Math.min(Math.min(bytes.length, Math.max(0, length)), BUFFER);
        return text(bytes, 0, shown) + (length > shown ? "..." : "");
    }

    /** A string up to its zero; what has none was cut. */
    static String string(byte[] bytes) {
        int end = indexOfZero(bytes, 0);
        return text(bytes, 0, end) + (end == bytes.length ? "..." : "");
    }

    static int indexOfZero(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return end;
    }

    static String text(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from + 8).append('"');
        for (int i = from; i < to; ) {
            int length = sequence(bytes, i, to);
            if (length > 1) {
                text.appendCodePoint(codePoint(bytes, i, length));
                i += length;
            } else {
                boolean isDigitNext = i + 1 < to && bytes[i + 1] >= '0' && bytes[i + 1] <= '9';
                escape(text, bytes[i] & 0xff, isDigitNext);
                i++;
            }
        }
        return text.append('"').toString();
    }

    /** Anything that comes from a program's names, without what would break the line. */
    static String oneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnprintable(text.charAt(i))) {
                StringBuilder clean = new StringBuilder(text.length() + 16);
                for (int j = 0; j < text.length(); j++) {
                    char c = text.charAt(j);
                    if (isUnprintable(c)) {
                        clean.append(String.format("\\u%04x", (int) c));
                    } else {
                        clean.append(c);
                    }
                }
                return clean.toString();
            }
        }
        return text;
    }

    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            // Format characters include those that reverse the direction of what follows.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static void escape(StringBuilder text, int b, boolean isDigitNext) {
        switch (b) {
            case '"', '\\' -> text.append('\\').append((char) b);
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '\r' -> text.append("\\r");
            case 0x0b -> text.append("\\v");
            case '\f' -> text.append("\\f");
            default -> {
                if (b >= ' ' && b < 0x7f) {
                    text.append((char) b);
                } else {
                    // A digit after a short octal escape would become part of it.
                    String octal = Integer.toOctalString(b);
                    text.append('\\')
                            .append(isDigitNext ? "000".substring(octal.length()) : "")
                            .append(octal);
                }
            }
        }
    }

    /** The length of a well-formed UTF-8 sequence of a printable character above ASCII, else 1. */
    private static int sequence(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first < 0xf0 ? 1 : 4;
        if (length == 1 || first > 0xf4 || at + length > to) {
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 1;
            }
        }
        int point = codePoint(bytes, at, length);
        boolean isShortest = length == 2 || (length == 3 ? point >= 0x800 : point >= 0x10000);
        boolean isCharacter = Character.isValidCodePoint(point) && (point < 0xd800 || point > 0xdfff);
        return isShortest && isCharacter && !isUnprintable(point) ? length : 1;
    }

    private static int codePoint(byte[] bytes, int at, int length) {
        int point = bytes[at] & (0xff >> length + 1);
        for (int i = 1; i < length; i++) {
            point = point << 6 | bytes[at + i] & 0x3f;
        }
        return point;
    }
}
