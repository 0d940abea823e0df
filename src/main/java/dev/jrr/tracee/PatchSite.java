package dev.jrr.tracee;

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
    private static final int SYSCALL_LENGTH = 2;
    private static final Instruction SYSCALL = new Instruction(SYSCALL_LENGTH, Kind.FIXED, 0, 0);

    /** Decoding that starts at a wrong byte falls in with the right instructions after some of them. */
    private static final int RUN_UP = 64;

    private static final int STARTS = 16;

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
        return at(address, space.read(address, LONGEST), 0, List.of());
    }

    /**
     * The place of a system call instruction and what follows it; null if a jump cannot stand there,
     * or if code nearby jumps to what follows it.
     */
    public static PatchSite atSyscall(AddressSpace space, long address) {
        PatchSite site = at(address, space.read(address, LONGEST), SYSCALL_LENGTH, List.of(SYSCALL));
        return site == null || site.isEnteredInside(space) ? null : site;
    }

    private static PatchSite at(long address, byte[] bytes, int from, List<Instruction> first) {
        Decoder with = NativeCode.decoder();
        if (with == null) {
            return null;
        }
        List<Instruction> found = new ArrayList<>(first);
        int length = from;
        while (length < JUMP_LENGTH) {
            Instruction next = length < bytes.length ? with.decode(bytes, length, address) : null;
            if (next == null || next.kind() == Kind.FIXED) {
                return null;
            }
            found.add(next);
            length += next.length();
            boolean goesOn = next.kind() != Kind.JUMP && next.kind() != Kind.LEAVES;
            if (!goesOn) {
                if (!isPadded(bytes, length)) {
                    // What follows belongs to somebody else.
                    return null;
                }
                break;
            }
        }
        return new PatchSite(address, Arrays.copyOf(bytes, length), List.copyOf(found));
    }

    /** Whether from an offset on there is only what compilers put between functions. */
    private static boolean isPadded(byte[] bytes, int from) {
        int at = from;
        while (at < JUMP_LENGTH) {
            int start = at;
            while (at < bytes.length && (bytes[at] == 0x66 || bytes[at] == 0x2e)) {
                at++;
            }
            if (at + 2 >= bytes.length) {
                return false;
            }
            int opcode = bytes[at] & 0xff;
            if (opcode == 0x90 || opcode == 0xcc && at == start) {
                at++;
            } else if (opcode == 0x0f && bytes[at + 1] == 0x1f) {
                // Its operand does not matter: it starts in the jump, and ends behind it or in more.
                return true;
            } else {
                return false;
            }
        }
        return true;
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

    /** Whether the last of the covered instructions may go on with the one behind them. */
    public boolean goesOn() {
        Kind last = instructions.get(instructions.size() - 1).kind();
        return last != Kind.JUMP && last != Kind.LEAVES;
    }

    /**
     * A place that was found earlier to be one.
     *
     * @param code the bytes of its instructions
     */
    public static PatchSite known(long address, byte[] code, List<Instruction> instructions) {
        return new PatchSite(address, code.clone(), List.copyOf(instructions));
    }

    /** The same code at another address. */
    public PatchSite movedTo(long other) {
        long distance = other - address;
        List<Instruction> shifted = new ArrayList<>(instructions.size());
        for (Instruction each : instructions) {
            boolean isNear = each.target() != 0;
            shifted.add(new Instruction(
                    each.length(), each.kind(), isNear ? each.target() + distance : 0, each.displacementOffset()));
        }
        return new PatchSite(other, code, List.copyOf(shifted));
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
            // The covered instructions themselves are made elsewhere, and jump there.
            boolean isCovered = i >= site && i < site + code.length;
            if (!isCovered && jumpsInside(near, i, site) && mayStartAt(near, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean jumpsInside(byte[] near, int i, int site) {
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
        return isLongConditional && isInside(i + 6 + word(near, i + 2) - site);
    }

    /** Whether an instruction may start at an offset: decoding from some way before comes to it. */
    private static boolean mayStartAt(byte[] code, int offset) {
        if (offset < RUN_UP + STARTS) {
            return true;
        }
        for (int start = 0; start < STARTS; start++) {
            int at = offset - RUN_UP - start;
            while (at < offset) {
                Instruction next = NativeCode.decoder().decode(code, at, 0);
                at += next == null ? 1 : next.length();
            }
            if (at == offset) {
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
