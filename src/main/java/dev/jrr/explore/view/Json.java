package dev.jrr.explore.view;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Writes one JSON value, members in the order of the calls. Strings come out as valid Unicode
 * whatever they hold: half a surrogate pair is written as an escape.
 */
public final class Json {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    /** Begins an object, as a value or an element of an array. */
    public Json object() {
        return open('{');
    }

    /** Begins an object as a member. */
    public Json object(String name) {
        return name(name).open('{');
    }

    /** Begins an array as a member. */
    public Json array(String name) {
        return name(name).open('[');
    }

    /** Begins an array, as a value or an element of another. */
    public Json array() {
        return open('[');
    }

    public Json endObject() {
        return close('}');
    }

    public Json endArray() {
        return close(']');
    }

    public Json member(String name, String value) {
        return name(name).value(value);
    }

    public Json member(String name, long value) {
        name(name).raw(Long.toString(value));
        return this;
    }

    public Json member(String name, boolean value) {
        name(name).raw(Boolean.toString(value));
        return this;
    }

    /** A number with {@code decimals} digits behind the point. */
    public Json member(String name, double value, int decimals) {
        // BigDecimal never writes an exponent or a comma; JSON has no NaN.
        String number = Double.isFinite(value)
                ? new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString()
                : "null";
        name(name).raw(number);
        return this;
    }

    /** An element of an array. */
    public Json value(String value) {
        separate();
        quote(value);
        return this;
    }

    /** An element of an array. */
    public Json value(long value) {
        return raw(Long.toString(value));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private Json name(String name) {
        separate();
        quote(name);
        text.append(':');
        first = true;
        return this;
    }

    private Json raw(String value) {
        separate();
        text.append(value);
        return this;
    }

    private Json open(char bracket) {
        separate();
        text.append(bracket);
        first = true;
        return this;
    }

    private Json close(char bracket) {
        text.append(bracket);
        first = false;
        return this;
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                text.append(c).append(value.charAt(++i));
                continue;
            }
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                        text.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            text.append(DIGITS[(c >> shift) & 15]);
                        }
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
