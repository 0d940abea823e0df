package dev.jrr.tracee;

import dev.jrr.base.JrrException;
import dev.jrr.linux.Decoder;
import dev.jrr.linux.Decoder.Instruction;
import dev.jrr.linux.Decoder.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A place in code where a jump of five bytes can stand in for the instructions that it covers,
 * which are made elsewhere. Knows what is there; changes nothing.
 */
public final class PatchSite {
    /** The length of {@code jmp rel32}. */
    public static final int JUMP_LENGTH = 5;

    /** Code this far around a place is looked at for jumps into it. */
    private static final int NEAR = 2048;

    private static final int LONGEST = JUMP_LENGTH + 15;

    private static Decoder decoder;
    private static boolean decoderSought;

    private final long address;
    private final byte[] code;
    private final List<Instruction> instructions;

    private PatchSite(long address, byte[] code, List<Instruction> instructions) {
        this.address = address;
        this.code = code;
        this.instructions = instructions;
    }

    /** The place at an address; null if a jump cannot stand there. */
    public static PatchSite at(AddressSpace space, long address) {
        Decoder with = decoder();
        if (with == null) {
            return null;
        }
        byte[] bytes = space.read(address, LONGEST);
        List<Instruction> found = new ArrayList<>();
        int length = 0;
        while (length < JUMP_LENGTH) {
            Instruction next = length < bytes.length ? with.decode(bytes, length, address) : null;
            if (next == null || next.kind() == Kind.FIXED) {
                return null;
            }
            found.add(next);
            length += next.length();
            boolean goesOn = next.kind() != Kind.JUMP && next.kind() != Kind.LEAVES;
            if (!goesOn && length < JUMP_LENGTH) {
                // What follows belongs to somebody else.
                return null;
            }
        }
        return new PatchSite(address, Arrays.copyOf(bytes, length), List.copyOf(found));
    }

    private static synchronized Decoder decoder() {
        if (!decoderSought) {
            decoderSought = true;
            try {
                decoder = Decoder.open(NativeFiles.find("libjrrdecode.so"));
            } catch (JrrException e) {
                // An installation without it searches the slow way.
                decoder = null;
            }
        }
        return decoder;
    }

    public long address() {
        return address;
    }

    /** The bytes of the covered instructions. */
    public byte[] code() {
        return code.clone();
    }

    /** The covered instructions, in order. */
    public List<Instruction> instructions() {
        return instructions;
    }

    /** Whether code nearby jumps behind the first covered instruction, into what the jump overwrites. */
    public boolean isEnteredInside(AddressSpace space) {
        if (instructions.size() == 1) {
            return false;
        }
        byte[] near = space.read(address - NEAR, 2 * NEAR);
        int site = NEAR;
        if (near.length <= NEAR) {
            near = space.read(address, NEAR);
            site = 0;
        }
        for (int i = 0; i + 6 <= near.length; i++) {
            if (i >= site && i < site + code.length) {
                // The covered instructions themselves are made elsewhere, and jump there.
                continue;
            }
            int first = near[i] & 0xff;
            boolean isShort = first == 0xeb || (first & 0xf0) == 0x70 || (first >= 0xe0 && first <= 0xe3);
            if (isShort && isInside(i + 2 + near[i + 1] - site)) {
                return true;
            }
            boolean isLong = first == 0xe8 || first == 0xe9;
            if (isLong && isInside(i + 5 + word(near, i + 1) - site)) {
                return true;
            }
            boolean isLongConditional = first == 0x0f && (near[i + 1] & 0xf0) == 0x80;
            if (isLongConditional && isInside(i + 6 + word(near, i + 2) - site)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInside(int offset) {
        return offset > 0 && offset < JUMP_LENGTH && startsAt(offset);
    }

    /** Whether a covered instruction starts at an offset. */
    public boolean startsAt(int offset) {
        int at = 0;
        for (Instruction instruction : instructions) {
            if (at == offset) {
                return true;
            }
            at += instruction.length();
        }
        return false;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }
}
