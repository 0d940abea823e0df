package dev.jrr.explore.tui;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes as the values that they may be: integers, floating point, text. */
final class MemoryValues {
    private static final int LONGEST_TEXT = 60;

    private MemoryValues() {}

    /**
     * What begins at the first byte, a kind a text.
     *
     * @param bytes as many as can be read there, at most some hundred
     */
    static List<String> of(byte[] bytes) {
        List<String> values = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length >= Byte.BYTES) {
            values.add("u8 " + (buffer.get(0) & 0xff));
        }
        if (bytes.length >= Short.BYTES) {
            values.add("i16 " + buffer.getShort(0));
        }
        if (bytes.length >= Integer.BYTES) {
            int word = buffer.getInt(0);
            values.add("i32 " + word);
            values.add("f32 " + number(buffer.getFloat(0)));
        }
        if (bytes.length >= Long.BYTES) {
            long word = buffer.getLong(0);
            values.add("i64 " + word);
            values.add("f64 " + number(buffer.getDouble(0)));
            values.add("0x" + Long.toHexString(word));
        }
        String text = text(bytes);
        if (!text.isEmpty()) {
            values.add("\"" + text + "\"");
        }
        return values;
    }

    /** The text that begins there, up to its end; empty if that is none that a person would read. */
    static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        boolean isCut = end == bytes.length;
        String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
        if (isCut) {
            // The last character may have lost its end.
            text = text.replaceAll("\ufffd+$", "");
        }
        boolean isReadable = !text.isEmpty() && text.codePoints().allMatch(MemoryValues::isReadable);
        if (!isReadable) {
            return "";
        }
        String plain = text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r");
        boolean isLong = isCut || plain.length() > LONGEST_TEXT;
        return plain.substring(0, Math.min(plain.length(), LONGEST_TEXT)) + (isLong ? "…" : "");
    }

    private static boolean isReadable(int c) {
        return c == '\n' || c == '\t' || c == '\r' || c >= ' ' && c != 0x7f && c != 0xfffd && Character.isDefined(c);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        boolean isPlain = value == 0 || size >= 1e-4 && size < 1e7;
        return isPlain ? String.format(Locale.ROOT, "%.6g", value) : String.format(Locale.ROOT, "%.4e", value);
    }

    /** What an edit means in the digits of {@code write}: two digits a byte, or a text in quotes; null if neither. */
    static String digits(String typed) {
        String text = typed.strip();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            StringBuilder hex = new StringBuilder();
            for (byte each : text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8)) {
                hex.append(String.format(Locale.ROOT, "%02x", each & 0xff));
            }
            return hex.length() == 0 ? null : hex.toString();
        }
        String digits = text.replaceAll("\\s+", "");
        return digits.matches("([0-9a-fA-F]{2})+") ? digits : null;
    }
}
