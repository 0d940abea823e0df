package dev.jrr.replay;

/**
 * Compares extended registers (XSAVE areas as ptrace shows them) as a program can tell them apart.
 *
 * <pre>
 *   0    x87 control, status, tags
 *   6    last x87 opcode and addresses: written by some processors only after exceptions
 *  24    MXCSR, x87 and XMM registers
 * 416    reserved, for software
 * 512    header: which parts are in their first state; the kernel fills those in
 * 576    the other parts
 * </pre>
 */
final class Xstates {
    private Xstates() {}

    static boolean equal(byte[] one, byte[] other) {
        if (one.length != other.length) {
            return false;
        }
        return same(one, other, 0, 6) && same(one, other, 24, 416) && same(one, other, 576, one.length);
    }

    private static boolean same(byte[] one, byte[] other, int from, int to) {
        return from >= to || java.util.Arrays.equals(one, from, to, other, from, to);
    }
}
