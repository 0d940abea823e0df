package dev.jrr.debugger;

import dev.jrr.base.Hex;

/**
 * Something that an instruction uses, and its value right before the instruction.
 *
 * @param name such as {@code rbx}, {@code [rbx+0x8]}, {@code ZF}, or {@code the jump}
 * @param value a number in hexadecimal digits, or words
 */
public record OperandValue(String name, String value) {
    static OperandValue of(String name, long value) {
        return new OperandValue(name, Hex.of(value));
    }

    /** Such as {@code rbx=0x2a}. */
    @Override
    public String toString() {
        return name + (value.startsWith("0x") ? "=" : ": ") + value;
    }
}
