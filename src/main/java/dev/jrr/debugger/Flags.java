package dev.jrr.debugger;

import dev.jrr.linux.Decoder;
import java.util.ArrayList;
import java.util.List;

/** What an instruction makes of the flags that it tests. */
final class Flags {
    private static final int CARRY = 0;
    private static final int PARITY = 2;
    private static final int ZERO = 6;
    private static final int SIGN = 7;
    private static final int OVERFLOW = 11;

    private static final String[] NAMES = {"CF", "", "PF", "", "AF", "", "ZF", "SF", "TF", "IF", "DF", "OF"};

    private Flags() {}

    static List<OperandValue> tested(long flags, Decoder.Used used) {
        List<OperandValue> values = new ArrayList<>();
        for (int bit = 0; bit < NAMES.length; bit++) {
            if ((used.displacement() >> bit & 1) != 0 && !NAMES[bit].isEmpty()) {
                values.add(OperandValue.of(NAMES[bit], flags >> bit & 1));
            }
        }
        if (used.condition() >= 0) {
            values.add(new OperandValue("the jump", holds(used.condition(), flags) ? "taken" : "not taken"));
        }
        return values;
    }

    /** Whether a condition holds, by the number that instructions have for it (Intel's manual, volume 2, B.1.4.7). */
    static boolean holds(int condition, long flags) {
        boolean sense = switch (condition >> 1) {
            case 0 -> is(flags, OVERFLOW);
            case 1 -> is(flags, CARRY);
            case 2 -> is(flags, ZERO);
            case 3 -> is(flags, CARRY) || is(flags, ZERO);
            case 4 -> is(flags, SIGN);
            case 5 -> is(flags, PARITY);
            case 6 -> is(flags, SIGN) != is(flags, OVERFLOW);
            default -> is(flags, ZERO) || is(flags, SIGN) != is(flags, OVERFLOW);
        };
        return sense != ((condition & 1) != 0);
    }

    private static boolean is(long flags, int bit) {
        return (flags >> bit & 1) != 0;
    }
}
