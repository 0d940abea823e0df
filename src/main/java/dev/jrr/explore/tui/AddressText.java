package dev.jrr.explore.tui;

import dev.jrr.base.UsageException;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people write them: numbers, names of registers, and sums of those. */
final class AddressText {
    private static final Pattern TERM =
            Pattern.compile("\\s*([+-]?)\\s*(0[xX][0-9a-fA-F]{1,16}|[0-9]+|[a-zA-Z_0-9]+)\\s*");

    private AddressText() {}

    /**
     * The address that {@code text}, such as {@code rsp+0x20}, means.
     *
     * @throws UsageException if it means none; says which part is wrong
     */
    static long evaluate(String text, Registers registers) {
        Matcher term = TERM.matcher(text);
        long sum = 0;
        int at = 0;
        while (at < text.length()) {
            if (!term.find(at) || term.start() != at || (at > 0 && term.group(1).isEmpty())) {
                throw new UsageException("not an address: '" + text.substring(at) + "' in '" + text + "'");
            }
            long value = value(term.group(2), registers);
            sum += term.group(1).equals("-") ? -value : value;
            at = term.end();
        }
        if (at == 0) {
            throw new UsageException("an address is a number, a register, or a sum, such as rsp+0x20");
        }
        return sum;
    }

    private static long value(String word, Registers registers) {
        try {
            if (word.startsWith("0x") || word.startsWith("0X")) {
                return Long.parseUnsignedLong(word.substring(2), 16);
            }
            if (Character.isDigit(word.charAt(0))) {
                return Long.parseUnsignedLong(word);
            }
            return registers.get(Register.valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (NumberFormatException e) {
            throw new UsageException("not a number of 64 bits: " + word);
        } catch (IllegalArgumentException e) {
            throw new UsageException("no register is called " + word);
        }
    }
}
