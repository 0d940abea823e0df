package dev.jrr.replay;

import dev.jrr.model.PageLines;
import dev.jrr.model.Register;
import dev.jrr.tracee.CodeWriter;

/**
 * Writes x86-64 code that compares without touching flags, stack or any register but rax and rcx:
 * a difference is made by lea and tested by jrcxz.
 *
 * <p>{@code data} is where the code keeps rcx (+0), rax (+8) and extended registers (+64 on).
 */
final class StubWriter {
    static final int DATA_BYTES = 64 + 512;
    private static final int SAVED_RCX = 0;
    private static final int SAVED_RAX = 8;
    private static final int EXTENDED = 64;
    private static final int RAX = 0;
    private static final int RCX = 1;

    /** In an XSAVE area: where the x87, SSE and upper AVX registers are, 16 bytes each. */
    private static final int X87_AT = 32;

    private static final int XMM_AT = 160;
    private static final int XMM_END = 416;
    private static final int YMM_AT = 576;
    private static final int YMM_END = 832;

    private final CodeWriter out;
    private final long data;

    /** Code that goes where {@code out} says. */
    StubWriter(CodeWriter out, long data) {
        this.out = out;
        this.data = data;
    }

    void saveRcx() {
        out.bytes(0x48, 0x89, 0x0d);
        out.distance(data + SAVED_RCX, 0);
    }

    void restoreRcx() {
        out.bytes(0x48, 0x8b, 0x0d);
        out.distance(data + SAVED_RCX, 0);
    }

    void saveRax() {
        out.bytes(0x48, 0x89, 0x05);
        out.distance(data + SAVED_RAX, 0);
    }

    void restoreRax() {
        out.bytes(0x48, 0x8b, 0x05);
        out.distance(data + SAVED_RAX, 0);
    }

    /** Takes one from a word, which is then in rcx. */
    void countDown(long word) {
        // mov rcx, [word]; lea rcx, [rcx - 1]; mov [word], rcx
        out.bytes(0x48, 0x8b, 0x0d);
        out.distance(word, 0);
        out.bytes(0x48, 0x8d, 0x49, 0xff);
        out.bytes(0x48, 0x89, 0x0d);
        out.distance(word, 0);
    }

    /** Leaves in rcx the difference to a key, at a time when rcx is saved, and rax if it is used. */
    void difference(PointKey key) {
        if (key instanceof PointKey.General general) {
            general(general.register(), general.value());
        } else if (key instanceof PointKey.Vector vector) {
            vector(vector.offset());
            compareRax(vector.value());
        } else if (key instanceof PointKey.Line line) {
            line(line.address(), line.hash());
        }
    }

    /** Whether {@link #difference} needs no register but rcx. */
    static boolean leavesRax(PointKey key) {
        return key instanceof PointKey.General general && general.register() != Register.RCX;
    }

    private void general(Register register, long value) {
        if (register == Register.RCX) {
            // mov rax, [saved]: the register itself is in use.
            out.bytes(0x48, 0x8b, 0x05);
            out.distance(data + SAVED_RCX, 0);
            compareRax(value);
            return;
        }
        int number = number(register);
        int high = number >> 3;
        if (-value == (int) -value) {
            // lea rcx, [register - value]
            out.bytes(0x48 | high, 0x8d, 0x80 | RCX << 3 | (number & 7));
            if ((number & 7) == 4) {
                out.bytes(0x24);
            }
            out.putInt((int) -value);
            return;
        }
        // movabs rcx, -value; lea rcx, [register + rcx + 0]
        out.bytes(0x48, 0xb9);
        out.putLong(-value);
        out.bytes(0x48 | high, 0x8d, 0x4c, RCX << 3 | (number & 7), 0);
    }

    private void compareRax(long value) {
        out.bytes(0x48, 0xb9);
        out.putLong(-value);
        out.bytes(0x48, 0x8d, 0x0c, RAX << 3 | RCX);
    }

    /** Loads eight bytes of an extended register into rax. */
    private void vector(int offset) {
        long from = data + EXTENDED;
        if (offset >= YMM_AT) {
            int number = (offset - YMM_AT) / 16;
            // vmovdqu [from], ymm
            out.bytes(0xc5, number < 8 ? 0xfe : 0x7e, 0x7f, 0x05 | (number & 7) << 3);
            out.distance(from, 0);
            from += 16 + offset % 16;
        } else if (offset >= XMM_AT) {
            int number = (offset - XMM_AT) / 16;
            // movups [from], xmm
            if (number >= 8) {
                out.bytes(0x44);
            }
            out.bytes(0x0f, 0x11, 0x05 | (number & 7) << 3);
            out.distance(from, 0);
            from += offset % 16;
        } else {
            // fxsave64 [from]
            out.bytes(0x48, 0x0f, 0xae, 0x05);
            out.distance(from, 0);
            from += offset;
        }
        out.bytes(0x48, 0x8b, 0x05);
        out.distance(from, 0);
    }

    /** Whether a word of the XSAVE area can be a key: a part of a register that is all there. */
    static boolean isVector(int offset) {
        boolean mantissa = offset >= X87_AT && offset < XMM_AT && offset % 16 == 0;
        return offset % 8 == 0
                && (mantissa || (offset >= XMM_AT && offset < XMM_END) || (offset >= YMM_AT && offset < YMM_END));
    }

    /** The hash of {@link PageLines#hash}. */
    private void line(long address, int hash) {
        for (int i = 0; i < PageLines.LINE_BYTES; i += Long.BYTES) {
            // movabs rax, [address]
            out.bytes(0x48, 0xa1);
            out.putLong(address + i);
            if (i == 0) {
                // mov rcx, rax
                out.bytes(0x48, 0x89, 0xc1);
            } else {
                // lea rcx, [rcx + 8 rcx]; lea rcx, [rcx + rax]
                out.bytes(0x48, 0x8d, 0x0c, 0xc9, 0x48, 0x8d, 0x0c, 0x01);
            }
            // bswap rcx
            out.bytes(0x48, 0x0f, 0xc9);
        }
        // mov rax, rcx; bswap rax; lea ecx, [rcx + 8 rcx]; lea ecx, [rcx + rax]
        out.bytes(0x48, 0x89, 0xc8, 0x48, 0x0f, 0xc8, 0x8d, 0x0c, 0xc9, 0x8d, 0x0c, 0x01);
        // mov eax, -hash; lea ecx, [rcx + rax]
        out.bytes(0xb8);
        out.putInt(-hash);
        out.bytes(0x8d, 0x0c, 0x01);
    }

    private static int number(Register register) {
        return switch (register) {
            case RAX -> 0;
            case RCX -> 1;
            case RDX -> 2;
            case RBX -> 3;
            case RSP -> 4;
            case RBP -> 5;
            case RSI -> 6;
            case RDI -> 7;
            case R8 -> 8;
            case R9 -> 9;
            case R10 -> 10;
            case R11 -> 11;
            case R12 -> 12;
            case R13 -> 13;
            case R14 -> 14;
            case R15 -> 15;
            default -> throw new IllegalArgumentException(register.label());
        };
    }
}
