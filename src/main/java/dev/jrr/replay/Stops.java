package dev.jrr.replay;

import dev.jrr.linux.Ptrace;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.StubCode;
import dev.jrr.tracee.Tracee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The stops that are set, and how they are put into a task for the time that it runs: a breakpoint
 * instruction in its code, an address in a debug register. Tracer thread only.
 *
 * <p>Guarantees: while no task runs, memory is the program's own.
 */
final class Stops {
    private static final byte[] INT3 = {(byte) 0xcc};

    /** DR7 (Intel SDM 17.2.4): register n is on, in this task. */
    private static final long LOCAL = 1;

    private static final int CONTROL_AT = 16;
    private static final int CONTROL_BITS = 4;
    private static final int ON_WRITE = 1;

    private List<Stop.At> breakpoints = List.of();
    private List<Stop.Change> watchpoints = List.of();

    /** What the bytes of each watchpoint were when they were looked at last. */
    private final Map<Stop.Change, byte[]> known = new HashMap<>();

    /** Which pieces the debug registers of a task watch. */
    private final Map<Tracee, List<Stop.Piece>> inRegisters = new WeakHashMap<>();

    /** A breakpoint instruction that is in memory, and what it hides. */
    private record Inserted(long address, byte[] original) {}

    private final List<Inserted> inserted = new ArrayList<>();

    void set(List<Stop> stops) {
        List<Stop.At> at = new ArrayList<>();
        List<Stop.Change> changes = new ArrayList<>();
        for (Stop stop : stops) {
            if (stop instanceof Stop.At each) {
                at.add(each);
            } else if (stop instanceof Stop.Change each) {
                changes.add(each);
            }
        }
        breakpoints = List.copyOf(at);
        watchpoints = List.copyOf(changes);
        known.clear();
    }

    boolean isEmpty() {
        return breakpoints.isEmpty() && watchpoints.isEmpty();
    }

    boolean hasWatchpoints() {
        return !watchpoints.isEmpty();
    }

    /** The breakpoint at an address of a space, or null. */
    Stop.At at(ReplaySpace space, long address) {
        boolean isInStub = !breakpoints.isEmpty() && space.stubArea(address) != 0;
        for (Stop.At each : breakpoints) {
            if ((isInStub || each.address() == address) && executed(space, each) == address) {
                return each;
            }
        }
        return null;
    }

    /** Whether there is a breakpoint in a range. */
    boolean anyIn(ReplaySpace space, long start, long end) {
        for (Stop.At each : breakpoints) {
            long address = executed(space, each);
            if (address >= start && address < end) {
                return true;
            }
        }
        return false;
    }

    /** The address at which a space executes a breakpoint's instruction; 0 if it does not. */
    static long executed(ReplaySpace space, Stop.At at) {
        return isMapped(space, at) ? StubCode.executed(space.memory(), at.address(), space::stubArea) : 0;
    }

    private static boolean isMapped(ReplaySpace space, Stop.At at) {
        RecordedMappings.Piece piece = space.mappings().at(at.address());
        return piece != null
                && piece.mapping().key().equals(at.key())
                && piece.offset() + at.address() - piece.start() == at.offset();
    }

    /** Puts breakpoint instructions into the memory of a task that is about to run. */
    void insert(ReplaySpace space) {
        for (Stop.At each : breakpoints) {
            long address = executed(space, each);
            byte[] original = address == 0 ? new byte[0] : space.memory().read(address, 1);
            if (original.length == 1 && space.memory().write(address, INT3) == 1) {
                inserted.add(new Inserted(address, original));
            }
        }
    }

    /** Takes them out again. */
    void remove(ReplaySpace space) {
        AddressSpace memory = space.memory();
        for (int i = inserted.size() - 1; i >= 0; i--) {
            memory.write(inserted.get(i).address, inserted.get(i).original);
        }
        inserted.clear();
    }

    /** Makes the debug registers of a task watch what there is to be watched in its memory. */
    void watch(ReplayTask task) {
        List<Stop.Piece> wanted = new ArrayList<>();
        for (Stop.Change each : watchpoints) {
            if (isOf(task.process(), each)) {
                wanted.addAll(each.pieces());
                // A process that has come since they were looked at last.
                known.computeIfAbsent(each, change -> bytes(task, change));
            }
        }
        Tracee tracee = task.tracee();
        List<Stop.Piece> there = inRegisters.getOrDefault(tracee, List.of());
        if (wanted.equals(there)) {
            return;
        }
        Ptrace ptrace = tracee.ptrace();
        ptrace.setDebugRegister(tracee.tid(), Ptrace.DEBUG_CONTROL, 0);
        long control = 0;
        for (int i = 0; i < wanted.size(); i++) {
            Stop.Piece piece = wanted.get(i);
            ptrace.setDebugRegister(tracee.tid(), i, piece.address());
            long size = piece.length() == Long.BYTES ? 2 : piece.length() - 1;
            control |= LOCAL << 2 * i | (ON_WRITE | size << 2) << CONTROL_AT + CONTROL_BITS * i;
        }
        ptrace.setDebugRegister(tracee.tid(), Ptrace.DEBUG_CONTROL, control);
        inRegisters.put(tracee, wanted);
    }

    private static boolean isOf(ReplayProcess process, Stop.Change change) {
        return process.processId() == change.processId();
    }

    private static byte[] bytes(ReplayTask task, Stop.Change change) {
        return task.space().memory().read(change.address(), change.length());
    }

    /** Notes what the watched bytes of a task's process are now. */
    void know(ReplayTask task) {
        changed(task);
    }

    /** A watchpoint of a task's process whose bytes are not what they were at the last call, or null. */
    Stop.Change changed(ReplayTask task) {
        Stop.Change changed = null;
        for (Stop.Change each : watchpoints) {
            if (isOf(task.process(), each)) {
                byte[] now = bytes(task, each);
                byte[] before = known.put(each, now);
                if (changed == null && before != null && !Arrays.equals(before, now)) {
                    changed = each;
                }
            }
        }
        return changed;
    }
}
