package dev.jrr.kernel;

import dev.jrr.model.Registers;

/** Registers and frames for tests. */
final class Frames {
    private Frames() {}

    static Registers arguments(long... values) {
        Registers registers = Registers.ZERO;
        for (int i = 0; i < values.length; i++) {
            registers = registers.withArgument(i, values[i]);
        }
        return registers;
    }
}
