package dev.jrr.cli;

import java.util.Locale;

/**
 * What one check of the machine found.
 *
 * @param name of the check, one or two words
 * @param found what is the case
 * @param cost what that costs; empty if it is well
 * @param mend how to change it; empty if it is well, or nothing can be done
 */
record Finding(Level level, String name, String found, String cost, String mend) {
    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String name, String found) {
        return new Finding(Level.OK, name, found, "", "");
    }

    static Finding warn(String name, String found, String cost, String mend) {
        return new Finding(Level.WARN, name, found, cost, mend);
    }

    static Finding fail(String name, String found, String cost, String mend) {
        return new Finding(Level.FAIL, name, found, cost, mend);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-4s  %-10s  %s%s%s",
                level.name().toLowerCase(Locale.ROOT),
                name,
                found,
                cost.isEmpty() ? "" : ": " + cost,
                mend.isEmpty() ? "" : "; " + mend);
    }
}
