package dev.jrr.explore.view;

/** Makes the look that a program's SGR sequence (ECMA-48, xterm's colours) asks for out of the one before. */
final class Pen {
    private static final int PALETTE = 5;
    private static final int DIRECT = 2;

    private Pen() {}

    static Look after(Look before, TerminalParser parameters) {
        Look look = before;
        for (int i = 0; i < parameters.count(); i++) {
            int code = parameters.parameter(i, 0);
            int end = i + 1;
            while (end < parameters.count() && parameters.isPart(end)) {
                end++;
            }
            if (code == 38 || code == 48 || code == 58) {
                // The old form has the colour in parameters of its own.
                boolean hasParts = end > i + 1;
                int last = hasParts ? end : Math.min(parameters.count(), i + oldLength(parameters, i));
                int colour = colour(parameters, i, last, hasParts);
                if (colour >= 0 && code != 58) {
                    look = code == 38 ? look.of(colour) : look.onto(colour);
                }
                i = last - 1;
                continue;
            }
            look = code == 4 && parameters.parameter(i + 1, 1) == 0 && end > i + 1
                    ? look.without(Look.UNDERLINE)
                    : simple(look, code);
            i = end - 1;
        }
        return look.equals(Look.PLAIN) ? Look.PLAIN : look;
    }

    /** How many parameters a colour of the old form takes. */
    private static int oldLength(TerminalParser parameters, int index) {
        return switch (parameters.parameter(index + 1, 0)) {
            case PALETTE -> 3;
            case DIRECT -> 5;
            default -> 2;
        };
    }

    /** The colour that stands behind a parameter; -1 if it is none. */
    private static int colour(TerminalParser parameters, int index, int end, boolean hasParts) {
        int kind = parameters.parameter(index + 1, 0);
        if (kind == PALETTE && end >= index + 3) {
            int colour = parameters.parameter(index + 2, 0);
            return colour < 256 ? colour : -1;
        }
        // With colons, the number of a colour space may stand before red; it is mostly left out.
        int red = hasParts && end >= index + 6 ? index + 3 : index + 2;
        if (kind != DIRECT || end < red + 3) {
            return -1;
        }
        int colour = 0;
        for (int i = red; i < red + 3; i++) {
            int part = parameters.parameter(i, 0);
            if (part > 255) {
                return -1;
            }
            colour = colour << 8 | part;
        }
        return Look.DIRECT | colour;
    }

    private static Look simple(Look look, int code) {
        if (code >= 30 && code <= 37) {
            return look.of(code - 30);
        }
        if (code >= 40 && code <= 47) {
            return look.onto(code - 40);
        }
        if (code >= 90 && code <= 97) {
            return look.of(code - 90 + 8);
        }
        if (code >= 100 && code <= 107) {
            return look.onto(code - 100 + 8);
        }
        return switch (code) {
            case 0 -> Look.PLAIN;
            case 1 -> look.with(Look.BOLD);
            case 2 -> look.with(Look.FAINT);
            case 3 -> look.with(Look.ITALIC);
            case 4, 21 -> look.with(Look.UNDERLINE);
            case 5, 6 -> look.with(Look.BLINK);
            case 7 -> look.with(Look.REVERSE);
            case 8 -> look.with(Look.HIDDEN);
            case 9 -> look.with(Look.STRUCK);
            case 22 -> look.without(Look.BOLD | Look.FAINT);
            case 23 -> look.without(Look.ITALIC);
            case 24 -> look.without(Look.UNDERLINE);
            case 25 -> look.without(Look.BLINK);
            case 27 -> look.without(Look.REVERSE);
            case 28 -> look.without(Look.HIDDEN);
            case 29 -> look.without(Look.STRUCK);
            case 39 -> look.of(Look.DEFAULT);
            case 49 -> look.onto(Look.DEFAULT);
            default -> look;
        };
    }
}
