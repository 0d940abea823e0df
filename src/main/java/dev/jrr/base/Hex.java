package dev.jrr.base;

/** Hexadecimal text. */
public final class Hex {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private Hex() {}

    /** An address or a word: {@code 0x} and the shortest lower-case hexadecimal form. */
    public static String of(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** Bytes, two digits each, no separator. */
    public static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 2);
        for (byte b : bytes) {
            text.append(DIGITS[(b >> 4) & 15]).append(DIGITS[b & 15]);
        }
        return text.toString();
    }
}
