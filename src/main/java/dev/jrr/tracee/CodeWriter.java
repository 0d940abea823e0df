package dev.jrr.tracee;

import dev.jrr.linux.Decoder.Instruction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes x86-64 code for a given address, also instructions of the program that are moved there. */
public final class CodeWriter {
    private static final int LONG_JUMP = 5;
    private static final int LONG_CONDITIONAL = 6;

    /** The longest that a moved instruction becomes, if it was shorter. */
    public static final int LONG_LOOP = 9;

    private final ByteBuffer out;
    private final long base;
    private boolean tooFar;

    /** Code that will be at {@code base}. */
    public CodeWriter(long base, int capacity) {
        this.out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        this.base = base;
    }

    /** Where the next byte will be. */
    public long here() {
        return base + out.position();
    }

    public int remaining() {
        return out.remaining();
    }

    public byte[] code() {
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Whether some address was out of the reach of four bytes: the code is then useless. */
    public boolean isTooFar() {
        return tooFar;
    }

    public void bytes(int... values) {
        for (int value : values) {
            out.put((byte) value);
        }
    }

    public void bytes(byte[] values) {
        out.put(values);
    }

    public void putInt(int value) {
        out.putInt(value);
    }

    public void putLong(long value) {
        out.putLong(value);
    }

    /** The distance to {@code target} from behind the four bytes that it takes, and {@code behind} more. */
    public void distance(long target, int behind) {
        long distance = target - (here() + 4 + behind);
        tooFar |= distance != (int) distance;
        out.putInt((int) distance);
    }

    public void jump(long target) {
        bytes(0xe9);
        distance(target, 0);
    }

    /** Places the target of an earlier forward {@code jmp} whose distance is at {@code at}. */
    public void land(int at) {
        out.putInt(at, out.position() - (at + 4));
    }

    /** A {@code jmp} to what {@link #land} will name. */
    public int jumpForward() {
        bytes(0xe9);
        out.putInt(0);
        return out.position() - 4;
    }

    /**
     * The instructions that a jump at a place covers, and the way back behind them.
     *
     * @return where each is now, by its offset in the place; 0 where none starts
     */
    public long[] move(PatchSite site) {
        long[] moved = new long[PatchSite.JUMP_LENGTH];
        long next = here();
        int offset = 0;
        for (Instruction instruction : site.instructions()) {
            moved[offset] = next;
            next += switch (instruction.kind()) {
                case JUMP -> LONG_JUMP;
                case CONDITIONAL -> LONG_CONDITIONAL;
                case LOOP -> LONG_LOOP;
                default -> instruction.length();
            };
            offset += instruction.length();
        }
        offset = 0;
        for (Instruction instruction : site.instructions()) {
            byte[] bytes = Arrays.copyOfRange(site.code(), offset, offset + instruction.length());
            move(instruction, bytes, newTarget(site, moved, instruction.target()));
            offset += instruction.length();
        }
        if (site.goesOn()) {
            jump(site.address() + site.code().length);
        }
        return moved;
    }

    private void move(Instruction instruction, byte[] bytes, long target) {
        int length = bytes.length;
        switch (instruction.kind()) {
            case JUMP -> jump(target);
            case CONDITIONAL -> {
                int condition = bytes[length < LONG_CONDITIONAL ? length - 2 : length - 5] & 0xf;
                bytes(0x0f, 0x80 | condition);
                distance(target, 0);
            }
            case LOOP -> {
                bytes(bytes[0], 2, 0xeb, LONG_JUMP);
                jump(target);
            }
            default -> {
                int at = instruction.displacementOffset();
                if (at == 0) {
                    bytes(bytes);
                } else {
                    bytes(Arrays.copyOf(bytes, at));
                    distance(instruction.target(), length - at - 4);
                    bytes(Arrays.copyOfRange(bytes, at + 4, length));
                }
            }
        }
    }

    /** A jump to the start of the place is another visit; one behind that must not meet our jump. */
    private static long newTarget(PatchSite site, long[] moved, long target) {
        long offset = target - site.address();
        return offset > 0 && offset < PatchSite.JUMP_LENGTH && site.startsAt((int) offset)
                ? moved[(int) offset]
                : target;
    }
}
