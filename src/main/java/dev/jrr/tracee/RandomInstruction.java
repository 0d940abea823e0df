package dev.jrr.tracee;

import dev.jrr.model.Register;
import dev.jrr.model.Registers;

/**
 * rdrand or rdseed, and the undefined instruction ud1 of the same length and operand that stands in its
 * place while a program is recorded or replayed, so that it stops there. They differ in one byte:
 *
 * <pre>
 * rdrand   [66] [REX] 0f c7 /6 with a register
 * rdseed   [66] [REX] 0f c7 /7 with a register
 * </pre>
 *
 * @param opcodeAt where the byte is that differs
 * @param bytes how many of the register are written: 2, 4 or 8
 */
public record RandomInstruction(int opcodeAt, Register register, int bytes) {
    /** The longest form, in bytes. */
    public static final int LONGEST = 5;

    /** The byte that differs, in the instruction as the program has it. */
    public static final byte OPCODE = (byte) 0xc7;

    /** The same in ud1. */
    public static final byte TRAP = (byte) 0xb9;

    /** By the numbers that instructions have for them. */
    private static final Register[] ENCODED = {
        Register.RAX, Register.RCX, Register.RDX, Register.RBX,
        Register.RSP, Register.RBP, Register.RSI, Register.RDI,
        Register.R8, Register.R9, Register.R10, Register.R11,
        Register.R12, Register.R13, Register.R14, Register.R15
    };

    private static final long CARRY = 1;

    /** Carry, parity, adjust, zero, sign, overflow; and the resume flag, which the processor sets at a fault. */
    private static final long CHANGED_FLAGS = 0x8d5 | 0x10000;

    /** The instruction that code has at an offset, in place of which a trap stands or not; else null. */
    public static RandomInstruction at(byte[] code, int offset, boolean isTrap) {
        int at = offset;
        boolean isShort = at < code.length && code[at] == 0x66;
        at += isShort ? 1 : 0;
        int rex = at < code.length && (code[at] & 0xf0) == 0x40 ? code[at++] : 0;
        boolean is = at + 2 < code.length
                && code[at] == 0x0f
                && code[at + 1] == (isTrap ? TRAP : OPCODE)
                && (code[at + 2] & 0xf0) == 0xf0;
        if (!is) {
            return null;
        }
        int bytes = (rex & 8) != 0 ? Long.BYTES : isShort ? Short.BYTES : Integer.BYTES;
        return new RandomInstruction(at + 1 - offset, ENCODED[code[at + 2] & 7 | (rex & 1) << 3], bytes);
    }

    public int length() {
        return opcodeAt + 2;
    }

    /** A value cut to what the register takes. */
    public long cut(long value) {
        return bytes == Long.BYTES ? value : value & (1L << bytes * Byte.SIZE) - 1;
    }

    /** The registers behind the instruction if it has returned a value. */
    public Registers returned(Registers at, long value) {
        long kept = bytes == Short.BYTES ? at.get(register) & ~0xffffL : 0;
        return at.with(register, kept | cut(value))
                .with(Register.EFLAGS, at.get(Register.EFLAGS) & ~CHANGED_FLAGS | CARRY)
                .with(Register.RIP, at.ip() + length());
    }
}
