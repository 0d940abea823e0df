package dev.jrr.replay;

import dev.jrr.linux.Decoder.Instruction;
import dev.jrr.linux.Decoder.Kind;
import dev.jrr.model.Register;
import dev.jrr.tracee.PatchSite;
import java.util.Arrays;
import java.util.List;

/**
 * Code that runs in place of the instructions at a point: compares keys, stops the task where all
 * are equal, and otherwise makes the covered instructions and goes on behind them.
 *
 * <pre>
 * entry   save rcx; difference to the first key; jrcxz full
 * miss    restore rcx; the covered instructions; jmp back
 * late    restore rax; jmp miss
 * full    save rax; for each other key: its difference; jrcxz next; jmp late; next:
 *         restore rax, rcx; int3
 * </pre>
 */
final class PointStub {
    /** Room for the code, whole pages. */
    static final int CODE_BYTES = 0x8000;

    /** Room for the code, and apart from it a page of data. */
    static final int BYTES = CODE_BYTES + 0x2000;

    /** The longest code of one key, with the jumps around it. */
    private static final int KEY_BYTES = 256;

    private static final int LONG_JUMP = 5;
    private static final int LONG_CONDITIONAL = 6;
    private static final int LONG_LOOP = 9;

    private final PatchSite site;
    private final long[] moved;
    private final byte[] code;
    private final long hit;

    private PointStub(PatchSite site, long[] moved, byte[] code, long hit) {
        this.site = site;
        this.moved = moved;
        this.code = code;
        this.hit = hit;
    }

    /**
     * The stub for a place, to be put at {@code entry}; null if from there it cannot reach what the
     * covered instructions name.
     *
     * @param pages where the memory for it starts
     * @param keys the most telling first; those for which there is no room are left out
     */
    static PointStub of(PatchSite site, long entry, long pages, List<PointKey> keys) {
        int capacity = (int) (pages + CODE_BYTES - entry);
        StubWriter out = new StubWriter(entry, pages + CODE_BYTES + 0x1000, capacity);
        boolean firstAlone = !keys.isEmpty() && StubWriter.leavesRax(keys.get(0));
        out.saveRcx();
        int toFull;
        if (firstAlone) {
            out.difference(keys.get(0));
            // jrcxz over the jump that a miss takes; it reaches 127 bytes only.
            out.bytes(0xe3, 2, 0xeb, 5);
        }
        toFull = out.jumpForward();
        long miss = out.here();
        out.restoreRcx();
        long[] moved = move(site, out);
        long late = out.here();
        out.restoreRax();
        out.jump(miss);
        out.land(toFull);
        out.saveRax();
        for (PointKey key : keys.subList(firstAlone ? 1 : 0, keys.size())) {
            if (out.remaining() < 2 * KEY_BYTES) {
                break;
            }
            if (key instanceof PointKey.General general && general.register() == Register.RAX) {
                out.restoreRax();
            }
            out.difference(key);
            out.bytes(0xe3, LONG_JUMP);
            out.jump(late);
        }
        out.restoreRax();
        out.restoreRcx();
        out.bytes(0xcc);
        return out.isTooFar() ? null : new PointStub(site, moved, out.code(), out.here());
    }

    /** Writes the covered instructions and the way back; returns where each is now. */
    private static long[] move(PatchSite site, StubWriter out) {
        List<Instruction> instructions = site.instructions();
        byte[] code = site.code();
        long[] moved = new long[PatchSite.JUMP_LENGTH];
        long next = out.here();
        int offset = 0;
        for (Instruction instruction : instructions) {
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
        for (Instruction instruction : instructions) {
            byte[] bytes = Arrays.copyOfRange(code, offset, offset + instruction.length());
            move(instruction, bytes, newTarget(site, moved, instruction.target()), out);
            offset += instruction.length();
        }
        Kind last = instructions.get(instructions.size() - 1).kind();
        if (last != Kind.JUMP && last != Kind.LEAVES) {
            out.jump(site.address() + code.length);
        }
        return moved;
    }

    private static void move(Instruction instruction, byte[] bytes, long target, StubWriter out) {
        int length = bytes.length;
        switch (instruction.kind()) {
            case JUMP -> out.jump(target);
            case CONDITIONAL -> {
                int condition = bytes[length < LONG_CONDITIONAL ? length - 2 : length - 5] & 0xf;
                out.bytes(0x0f, 0x80 | condition);
                out.distance(target, 0);
            }
            case LOOP -> {
                out.bytes(bytes[0], 2, 0xeb, LONG_JUMP);
                out.jump(target);
            }
            default -> {
                int at = instruction.displacementOffset();
                if (at == 0) {
                    out.bytes(bytes);
                } else {
                    out.bytes(Arrays.copyOf(bytes, at));
                    out.distance(instruction.target(), length - at - 4);
                    out.bytes(Arrays.copyOfRange(bytes, at + 4, length));
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

    byte[] code() {
        return code;
    }

    /** Where rip is when all keys were equal. */
    long hit() {
        return hit;
    }

    /** Where the covered instruction at an offset is made now. */
    long moved(int offset) {
        return moved[offset];
    }

    /** The address in the program that an address in here stands for, or the same. */
    long original(long address) {
        for (int offset = moved.length - 1; offset >= 0; offset--) {
            if (moved[offset] != 0 && address >= moved[offset] && address < moved[offset] + LONG_LOOP) {
                return site.address() + offset;
            }
        }
        return address;
    }
}
