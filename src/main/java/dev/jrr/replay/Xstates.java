package dev.jrr.replay;

import dev.jrr.base.UnsupportedException;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

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
    private static final int LEGACY_END = 416;
    private static final int HEADER = 512;
    private static final int EXTENDED = 576;

    /** Up to here, behind the AVX registers, all processors have one layout. */
    private static final int COMMON_END = 832;

    /** x87, SSE, AVX. */
    private static final int COMMON_PARTS = 7;

    /** Protection keys: the kernel's choice for every program. */
    private static final long PKRU = 1L << 9;

    private Xstates() {}

    /** Whether two areas are equal; of areas of two kinds of processors, what both have. */
    static boolean equal(byte[] one, byte[] other) {
        int end = one.length == other.length ? one.length : COMMON_END;
        return same(one, other, 0, 6) && same(one, other, 24, LEGACY_END) && same(one, other, EXTENDED, end);
    }

    private static boolean same(byte[] one, byte[] other, int from, int to) {
        int end = Math.min(to, Math.min(one.length, other.length));
        return from >= end || Arrays.equals(one, from, end, other, from, end);
    }

    /** Gives a task recorded registers, which those of another kind of processor may be. */
    static void set(Tracee tracee, byte[] recorded) throws TraceeGoneException {
        byte[] here = tracee.xstate();
        tracee.setXstate(here.length == recorded.length ? recorded : translated(recorded, here));
    }

    /**
     * The recorded registers in the layout of this processor.
     *
     * @param here an area of this processor
     */
    private static byte[] translated(byte[] recorded, byte[] here) {
        byte[] area = here.clone();
        System.arraycopy(recorded, 0, area, 0, Math.min(LEGACY_END, Math.min(recorded.length, here.length)));
        if (recorded.length < EXTENDED || here.length < EXTENDED) {
            return area;
        }
        long parts = word(recorded);
        if ((parts & ~(COMMON_PARTS | PKRU)) != 0) {
            throw new UnsupportedException(
                    "the recorded program used registers that this processor keeps in another way (XSTATE parts "
                            + Long.toHexString(parts) + "): replay it on a processor like the recording's");
        }
        ByteBuffer.wrap(area)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(HEADER, word(here) & ~COMMON_PARTS | parts & COMMON_PARTS);
        int end = Math.min(COMMON_END, Math.min(recorded.length, here.length));
        System.arraycopy(recorded, EXTENDED, area, EXTENDED, end - EXTENDED);
        return area;
    }

    private static long word(byte[] area) {
        return ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN).getLong(HEADER);
    }
}
