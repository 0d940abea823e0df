package dev.jrr.replay;

import dev.jrr.model.PageLines;
import dev.jrr.model.Register;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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

    private final ByteBuffer out;
    private final long base;
    private final long data;
    private boolean tooFar;

    /** Code that will be at {@code base}. */
    StubWriter(long base, long data, int capacity) {
        this.out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        this.base = base;
        this.data = data;
    }

    /** Where the next byte will be. */
    long here() {
        return base + out.position();
    }

    int remaining() {
        return out.remaining();
    }

    byte[] code() {
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    /** Whether some address was out of the reach of four bytes: the code is then useless. */
    boolean isTooFar() {
        return tooFar;
    }

    void bytes(int... values) {
        for (int value : values) {
            out.put((byte) value);
        }
    }

    void bytes(byte[] values) {
        out.put(values);
    }

    /** The distance to {@code target} from behind the four bytes that it takes, and {@code behind} more. */
    void distance(long target, int behind) {
        long distance = target - (here() + 4 + behind);
        tooFar |= distance != (int) distance;
        out.putInt((int) distance);
    }

    void jump(long target) {
        bytes(0xe9);
        distance(target, 0);
    }

    /** Places the target of an earlier forward {@code jmp} whose distance is at {@code at}. */
    void land(int at) {
        out.putInt(at, out.position() - (at + 4));
    }

    /** A {@code jmp} to what {@link #land} will name. */
    int jumpForward() {
        bytes(0xe9);
        out.putInt(0);
        return out.position() - 4;
    }

    void saveRcx() {
        bytes(0x48, 0x89, 0x0d);
        distance(data + SAVED_RCX, 0);
    }

    void restoreRcx() {
        bytes(0x48, 0x8b, 0x0d);
        distance(data + SAVED_RCX, 0);
    }

    void saveRax() {
        bytes(0x48, 0x89, 0x05);
        distance(data + SAVED_RAX, 0);
    }

    void restoreRax() {
        bytes(0x48, 0x8b, 0x05);
        distance(data + SAVED_RAX, 0);
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
            bytes(0x48, 0x8b, 0x05);
            distance(data + SAVED_RCX, 0);
            compareRax(value);
            return;
        }
        int number = number(register);
        int high = number >> 3;
        if (-value == (int) -value) {
            // lea rcx, [register - value]
            bytes(0x48 | high, 0x8d, 0x80 | RCX << 3 | (number & 7));
            if ((number & 7) == 4) {
                bytes(0x24);
            }
            out.putInt((int) -value);
            return;
        }
        // movabs rcx, -value; lea rcx, [register + rcx + 0]
        bytes(0x48, 0xb9);
        out.putLong(-value);
        bytes(0x48 | high, 0x8d, 0x4c, RCX << 3 | (number & 7), 0);
    }

    private void compareRax(long value) {
        bytes(0x48, 0xb9);
        out.putLong(-value);
        bytes(0x48, 0x8d, 0x0c, RAX << 3 | RCX);
    }

    /** Loads eight bytes of an extended register into rax. */
    private void vector(int offset) {
        long from = data + EXTENDED;
        if (offset >= YMM_AT) {
            int number = (offset - YMM_AT) / 16;
            // vmovdqu [from], ymm
            bytes(0xc5, number < 8 ? 0xfe : 0x7e, 0x7f, 0x05 | (number & 7) << 3);
            distance(from, 0);
            from += 16 + offset % 16;
        } else if (offset >= XMM_AT) {
            int number = (offset - XMM_AT) / 16;
            // movups [from], xmm
            if (number >= 8) {
                bytes(0x44);
            }
            bytes(0x0f, 0x11, 0x05 | (number & 7) << 3);
            distance(from, 0);
            from += offset % 16;
        } else {
            // fxsave64 [from]
            bytes(0x48, 0x0f, 0xae, 0x05);
            distance(from, 0);
            from += offset;
        }
        bytes(0x48, 0x8b, 0x05);
        distance(from, 0);
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
            bytes(0x48, 0xa1);
            out.putLong(address + i);
            if (i == 0) {
                // mov rcx, rax
                bytes(0x48, 0x89, 0xc1);
            } else {
                // lea rcx, [rcx + 8 rcx]; lea rcx, [rcx + rax]
                bytes(0x48, 0x8d, 0x0c, 0xc9, 0x48, 0x8d, 0x0c, 0x01);
            }
            // bswap rcx
            bytes(0x48, 0x0f, 0xc9);
        }
        // mov rax, rcx; bswap rax; lea ecx, [rcx + 8 rcx]; lea ecx, [rcx + rax]
        bytes(0x48, 0x89, 0xc8, 0x48, 0x0f, 0xc8, 0x8d, 0x0c, 0xc9, 0x8d, 0x0c, 0x01);
        // mov eax, -hash; lea ecx, [rcx + rax]
        bytes(0xb8);
        out.putInt(-hash);
        bytes(0x8d, 0x0c, 0x01);
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
