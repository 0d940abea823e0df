package dev.jrr.replay;

import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.PageLines;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of a task at a point, compared with where it is now, the cheapest part first. Learns
 * from each difference by what to tell the point at the least cost.
 */
final class PointState {
    private static final Register[] GENERAL = {
        Register.RAX, Register.RCX, Register.RDX, Register.RBX, Register.RSI, Register.RDI, Register.RBP,
        Register.RSP, Register.R8, Register.R9, Register.R10, Register.R11, Register.R12, Register.R13,
        Register.R14, Register.R15
    };

    /** So many words or lines are learnt from one difference, and in all. */
    private static final int MOST_AT_ONCE = 6;

    private static final int MOST_LEARNT = 72;

    private final ReplayTask task;
    private final Registers target;
    private final byte[] xstate;
    private final List<PageLines> lines;
    private final MemoryChecksum checksum;

    /** In how many comparisons each general register differed. */
    private final Map<Register, Integer> misses = new EnumMap<>(Register.class);

    /** Extended registers and lines of memory that differed while all before them was equal. */
    private final Set<PointKey> learnt = new LinkedHashSet<>();

    private boolean hasNewKeys;

    PointState(ReplayTask task, Registers target, byte[] xstate, List<PageLines> lines, MemoryChecksum checksum) {
        this.task = task;
        this.target = target;
        this.xstate = xstate;
        this.lines = lines;
        this.checksum = checksum;
    }

    Registers target() {
        return target;
    }

    /** Whether the task is at the point, if its registers are {@code live}. */
    boolean isAt(Registers live) throws TraceeGoneException {
        hasNewKeys = false;
        boolean same = true;
        for (Register register : GENERAL) {
            if (target.get(register) != live.get(register)) {
                misses.merge(register, 1, Integer::sum);
                same = false;
            }
        }
        if (!same || Differences.first(target, live, Register.ORIG_RAX) != null) {
            return false;
        }
        byte[] now = task.tracee().xstate();
        if (!Xstates.equal(xstate, now)) {
            learnWords(now);
            return false;
        }
        return !learnLines() && MemoryComparison.firstDifference(task.space(), checksum) == null;
    }

    private void learnWords(byte[] now) {
        ByteBuffer expected = ByteBuffer.wrap(xstate).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer actual = ByteBuffer.wrap(now).order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        int end = Math.min(xstate.length, now.length) - Long.BYTES;
        for (int at = 0; at <= end && count < MOST_AT_ONCE; at += Long.BYTES) {
            boolean differs = expected.getLong(at) != actual.getLong(at);
            if (differs && StubWriter.isVector(at) && learn(new PointKey.Vector(at, expected.getLong(at)))) {
                count++;
            }
        }
    }

    /** Whether any of the lines that are known differs; learns the first few. */
    private boolean learnLines() {
        AddressSpace memory = task.space().memory();
        boolean differs = false;
        int count = 0;
        for (PageLines page : lines) {
            byte[] content = memory.read(page.page(), PageLines.PAGE_BYTES);
            if (content.length < PageLines.PAGE_BYTES) {
                differs = true;
                continue;
            }
            for (int line = 0; line < PageLines.LINES; line++) {
                int offset = line * PageLines.LINE_BYTES;
                int hash = page.hashes()[line];
                if (PageLines.hash(content, offset) != hash) {
                    differs = true;
                    if (count < MOST_AT_ONCE && learn(new PointKey.Line(page.page() + offset, hash))) {
                        count++;
                    }
                }
            }
        }
        return differs;
    }

    private boolean learn(PointKey key) {
        boolean isNew = learnt.size() < MOST_LEARNT && learnt.add(key);
        hasNewKeys |= isNew;
        return isNew;
    }

    /** Whether the last comparison has added to the keys. */
    boolean hasNewKeys() {
        return hasNewKeys;
    }

    /** What tells the point from others: what has differed most often first. */
    List<PointKey> keys() {
        List<PointKey> keys = new ArrayList<>();
        List<PointKey> never = new ArrayList<>();
        List<Register> byMisses = new ArrayList<>(List.of(GENERAL));
        byMisses.sort(Comparator.comparing(register -> -misses.getOrDefault(register, 0)));
        for (Register register : byMisses) {
            (misses.containsKey(register) ? keys : never).add(new PointKey.General(register, target.get(register)));
        }
        keys.addAll(learnt);
        keys.addAll(never);
        return keys;
    }
}
