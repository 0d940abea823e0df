package dev.jrr.explore.filter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The right-hand side of a comparison.
 *
 * @param text as written, without quotes
 * @param quoted whether it stood in quotes, and so is never a number
 * @param position where it begins
 */
record Value(String text, boolean quoted, int position) {
    /** A power of ten beyond this is no number anybody means, and would take memory to compare. */
    private static final int MAX_DIGITS = 40;

    /** The number that it is: decimal with an optional fraction, or hexadecimal after 0x. */
    Optional<BigDecimal> number() {
        if (quoted || text.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        if (text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return Optional.of(new BigDecimal(text));
        }
        if (text.matches("-?0[xX][0-9a-fA-F]+")) {
            boolean negative = text.startsWith("-");
            BigInteger magnitude = new BigInteger(text.substring(negative ? 3 : 2), 16);
            return Optional.of(new BigDecimal(negative ? magnitude.negate() : magnitude));
        }
        return Optional.empty();
    }
}
