package dev.jrr.model;

import java.util.Arrays;

/** The general registers of one task at one moment. Immutable. */
public final class Registers {
    /** All zero. */
    public static final Registers ZERO = new Registers(new long[Register.COUNT]);

    /** The trap and resume flags: a tracer's single steps and breakpoints leave them; programs do not. */
    private static final long TRACER_FLAGS = 0x10100;

    private static final Register[] ARGUMENTS = {
        Register.RDI, Register.RSI, Register.RDX, Register.R10, Register.R8, Register.R9
    };

    private final long[] values;

    private Registers(long[] values) {
        this.values = values;
    }

    /** Takes a copy of {@code values}, which are in the order of {@link Register}. */
    public static Registers of(long[] values) {
        return new Registers(Arrays.copyOf(values, Register.COUNT));
    }

    public long get(Register register) {
        return values[register.ordinal()];
    }

    public Registers with(Register register, long value) {
        long[] copy = values.clone();
        copy[register.ordinal()] = value;
        return new Registers(copy);
    }

    /** A copy of all values, in the order of {@link Register}. */
    public long[] toArray() {
        return values.clone();
    }

    public long ip() {
        return get(Register.RIP);
    }

    public long sp() {
        return get(Register.RSP);
    }

    /** What a system call returned, once it has. */
    public long result() {
        return get(Register.RAX);
    }

    /** The number of the system call that the task is in, or -1. */
    public int syscallNumber() {
        return (int) get(Register.ORIG_RAX);
    }

    /** Argument {@code index} (0 to 5) of the system call that the task is in or has just left. */
    public long argument(int index) {
        return get(ARGUMENTS[index]);
    }

    /** These registers with argument {@code index} (0 to 5) of a system call replaced. */
    public Registers withArgument(int index, long value) {
        return with(ARGUMENTS[index], value);
    }

    /**
     * The first register whose value the program could tell apart, or null if there is none.
     * The tracer's own flags (TF, RF) are not compared.
     */
    public Register firstDifference(Registers other) {
        for (Register register : Register.values()) {
            long difference = get(register) ^ other.get(register);
            if (register == Register.EFLAGS || register == Register.R11) {
                difference &= ~TRACER_FLAGS;
            }
            if (difference != 0) {
                return register;
            }
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Registers registers && Arrays.equals(values, registers.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Register register : Register.values()) {
            text.append(register.label())
                    .append('=')
                    .append(Long.toHexString(get(register)))
                    .append(' ');
        }
        return text.toString().trim();
    }
}
