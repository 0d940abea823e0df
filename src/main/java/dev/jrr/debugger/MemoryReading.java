package dev.jrr.debugger;

import dev.jrr.debugger.MemoryStretch.State;
import dev.jrr.linux.ProcFs;
import dev.jrr.replay.ReplaySpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads memory as a task would see it. Nothing is read where nothing is mapped: the kernel would
 * let a stack grow for it, and the replay would then differ from what it was.
 */
final class MemoryReading {
    /** The end of the addresses that a program can have (47 bits). */
    private static final long USER_END = 0x7fff_ffff_f000L;

    /** The limit that stacks have unless a program was started with another (setrlimit(2)). */
    private static final long STACK_LIMIT = 8L << 20;

    /** How near the kernel lets a stack grow to the mapping below (stack_guard_gap). */
    private static final long GUARD_GAP = 1L << 20;

    private static final byte[] NONE = {};

    private final ReplaySpace space;
    private final List<MemoryStretch> stretches = new ArrayList<>();

    MemoryReading(ReplaySpace space) {
        this.space = space;
    }

    List<MemoryStretch> read(long address, int length) {
        if (address < 0 || address >= USER_END) {
            add(address, length, State.UNMAPPED, NONE);
            return merged();
        }
        long end = address + length;
        long at = address;
        ProcFs.MapLine before = null;
        for (ProcFs.MapLine line : space.memory().maps()) {
            if (line.start() >= end && at >= end) {
                break;
            }
            if (at < line.start()) {
                at = gap(at, Math.min(end, line.start()), before, line);
            }
            if (at < end && at < line.end()) {
                mapped(at, Math.min(end, line.end()), line);
                at = Math.min(end, line.end());
            }
            before = line;
        }
        add(at, end - at, State.UNMAPPED, NONE);
        return merged();
    }

    /** What lies between two mappings; returns its end. */
    private long gap(long from, long to, ProcFs.MapLine below, ProcFs.MapLine above) {
        long lowest = space.isStack(above) ? lowestGrowth(below, above) : above.start();
        long edge = Math.max(from, Math.min(to, lowest));
        add(from, edge - from, State.UNMAPPED, NONE);
        if (to > edge) {
            add(edge, to - edge, State.GROWS_STACK, new byte[(int) (to - edge)]);
        }
        return to;
    }

    /** The lowest address that an access could make the stack grow to (mm/mmap.c, expand_downwards). */
    private long lowestGrowth(ProcFs.MapLine below, ProcFs.MapLine stack) {
        long lowest = stack.end() - STACK_LIMIT;
        if (below != null) {
            boolean guarded = below.prot() != 0 && !space.isStack(below);
            lowest = Math.max(lowest, below.end() + (guarded ? GUARD_GAP : 0));
        }
        return Math.min(lowest, stack.start());
    }

    private void mapped(long from, long to, ProcFs.MapLine line) {
        if (line.prot() == 0) {
            add(from, to - from, State.NO_ACCESS, NONE);
            return;
        }
        byte[] bytes = space.memory().read(from, (int) (to - from));
        add(from, bytes.length, State.READABLE, bytes);
        // Where a file ends, so does what can be read, up to the end of its mapping.
        add(from + bytes.length, to - from - bytes.length, State.BEYOND_FILE, NONE);
    }

    private void add(long address, long length, State state, byte[] bytes) {
        if (length > 0) {
            stretches.add(new MemoryStretch(address, length, state, bytes));
        }
    }

    /** Adjoining stretches of one state made one. */
    private List<MemoryStretch> merged() {
        List<MemoryStretch> merged = new ArrayList<>();
        int from = 0;
        while (from < stretches.size()) {
            MemoryStretch first = stretches.get(from);
            int to = from + 1;
            long length = first.length();
            int bytes = first.bytes().length;
            while (to < stretches.size() && stretches.get(to).state() == first.state()) {
                length += stretches.get(to).length();
                bytes += stretches.get(to).bytes().length;
                to++;
            }
            merged.add(to == from + 1 ? first : joined(from, to, length, bytes));
            from = to;
        }
        return merged;
    }

    private MemoryStretch joined(int from, int to, long length, int count) {
        byte[] bytes = Arrays.copyOf(stretches.get(from).bytes(), count);
        int at = stretches.get(from).bytes().length;
        for (MemoryStretch each : stretches.subList(from + 1, to)) {
            System.arraycopy(each.bytes(), 0, bytes, at, each.bytes().length);
            at += each.bytes().length;
        }
        return new MemoryStretch(
                stretches.get(from).address(), length, stretches.get(from).state(), bytes);
    }
}
