package dev.jrr.replay;

import dev.jrr.model.Register;
import dev.jrr.tracee.CodeWriter;
import dev.jrr.tracee.PatchSite;
import java.util.List;

/**
 * Code that runs in place of the instructions at a point: compares keys, stops the task where all
 * are equal, and otherwise makes the covered instructions and goes on behind them. Another form
 * counts instead of comparing.
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

    /** Where the data are, from the start of the memory on. */
    static final int DATA_AT = CODE_BYTES + 0x1000;

    /** Where in the data the counting form has how many visits are left. */
    static final int COUNT_AT = 0x800;

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
     * @param counts whether it counts down at each visit too
     * @param keys the most telling first; those for which there is no room are left out
     */
    static PointStub comparing(PatchSite site, long entry, long pages, List<PointKey> keys, boolean counts) {
        int capacity = (int) (pages + CODE_BYTES - entry);
        CodeWriter out = new CodeWriter(entry, capacity);
        StubWriter writer = new StubWriter(out, pages + DATA_AT);
        boolean firstAlone = !keys.isEmpty() && StubWriter.leavesRax(keys.get(0));
        writer.saveRcx();
        if (counts) {
            writer.countDown(pages + DATA_AT + COUNT_AT);
        }
        int toFull;
        if (firstAlone) {
            writer.difference(keys.get(0));
            // jrcxz over the jump that a miss takes; it reaches 127 bytes only.
            out.bytes(0xe3, 2, 0xeb, 5);
        }
        toFull = out.jumpForward();
        long miss = out.here();
        writer.restoreRcx();
        long[] moved = out.move(site);
        long late = out.here();
        writer.restoreRax();
        out.jump(miss);
        out.land(toFull);
        writer.saveRax();
        for (PointKey key : keys.subList(firstAlone ? 1 : 0, keys.size())) {
            if (out.remaining() < 2 * KEY_BYTES) {
                break;
            }
            if (key instanceof PointKey.General general && general.register() == Register.RAX) {
                writer.restoreRax();
            }
            writer.difference(key);
            out.bytes(0xe3, LONG_JUMP);
            out.jump(late);
        }
        writer.restoreRax();
        writer.restoreRcx();
        out.bytes(0xcc);
        return out.isTooFar() ? null : new PointStub(site, moved, out.code(), out.here());
    }

    /**
     * The stub that counts down at each visit, and stops the task at the last one.
     *
     * @see #COUNT_AT
     */
    static PointStub counting(PatchSite site, long entry, long pages) {
        int capacity = (int) (pages + CODE_BYTES - entry);
        CodeWriter out = new CodeWriter(entry, capacity);
        StubWriter writer = new StubWriter(out, pages + DATA_AT);
        writer.saveRcx();
        writer.countDown(pages + DATA_AT + COUNT_AT);
        // jrcxz over the jump that a miss takes; it reaches 127 bytes only.
        out.bytes(0xe3, 2, 0xeb, 5);
        int toLast = out.jumpForward();
        writer.restoreRcx();
        long[] moved = out.move(site);
        out.land(toLast);
        writer.restoreRcx();
        out.bytes(0xcc);
        return out.isTooFar() ? null : new PointStub(site, moved, out.code(), out.here());
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

    /** The address of the covered instruction whose place here is exactly this; 0 if none is. */
    long exactly(long address) {
        for (int offset = 0; offset < moved.length; offset++) {
            if (moved[offset] == address) {
                return site.address() + offset;
            }
        }
        return 0;
    }

    /** The address in the program that an address in here stands for, or the same. */
    long original(long address) {
        for (int offset = moved.length - 1; offset >= 0; offset--) {
            if (moved[offset] != 0 && address >= moved[offset] && address < moved[offset] + CodeWriter.LONG_LOOP) {
                return site.address() + offset;
            }
        }
        return address;
    }
}
