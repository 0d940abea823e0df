package dev.jrr.replay;

import dev.jrr.base.CheckFailed;
import dev.jrr.base.JrrException;
import dev.jrr.linux.ProcFs;
import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.Mapping;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;

/**
 * Makes on the replay's own tasks the calls that shape a process: its mappings, its heap, its
 * children. All other calls are only their results.
 */
final class SyscallReplay {
    private static final long PAGE = 4096;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final long MREMAP_MAYMOVE = 1;
    private static final long MREMAP_FIXED = 2;
    private static final long MREMAP_DONTUNMAP = 4;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_REMOVE = 9;
    private static final int MADV_DONTNEED_LOCKED = 24;

    private final TraceReader trace;
    private final ReplayTasks tasks;

    SyscallReplay(TraceReader trace, ReplayTasks tasks) {
        this.trace = trace;
        this.tasks = tasks;
    }

    /** Makes what the call of a frame changed in its process, apart from the bytes it wrote. */
    void perform(ReplayTask task, TraceFrame frame, Event.Syscall call) throws TraceeGoneException {
        if (call.created().isPresent() && tasks.get(call.created().get().child()) == null) {
            create(task, frame, call.created().get());
        }
        if (call.phase() == Event.Phase.ENTERED || call.isFailed() || call.handling() == Event.Handling.REFUSED) {
            return;
        }
        Registers entry = frame.entryRegisters();
        long address = entry.argument(0);
        long length = entry.argument(1);
        switch (call.number()) {
            case SystemCalls.MMAP, SystemCalls.SHMAT -> map(task, mapping(frame, call), true);
            case SystemCalls.MUNMAP -> unmap(task, address, pageUp(length));
            case SystemCalls.SHMDT -> detach(task, address);
            case SystemCalls.MPROTECT, SystemCalls.PKEY_MPROTECT ->
                make(task, SystemCalls.MPROTECT, address, length, entry.argument(2));
            case SystemCalls.MREMAP -> remap(task, entry, call);
            case SystemCalls.MADVISE -> advise(task, address, length, (int) entry.argument(2));
            case SystemCalls.BRK -> moveBrk(task, call.result());
            case SystemCalls.ARCH_PRCTL -> {
                if ((int) address == CpuidFault.SET_CPUID) {
                    tasks.changeCpuid();
                    CpuidFault.asked(task, length == 0);
                }
            }
            default -> {}
        }
    }

    private static Mapping mapping(TraceFrame frame, Event.Syscall call) {
        if (call.handling() == Event.Handling.BUFFERED) {
            // A diversion has left the recording and makes it one by one.
            Registers entry = frame.entryRegisters();
            return BufferedReplay.mapped(call.result(), entry.argument(1), entry.argument(2), entry.argument(3));
        }
        return call.mapping()
                .orElseThrow(
                        () -> new JrrException("the trace does not say what was mapped at frame " + frame.number()));
    }

    private void map(ReplayTask task, Mapping mapping, boolean replace) throws TraceeGoneException {
        MappingCalls calls = new MappingCalls(task.tracee(), memory(task), trace, tasks.shared());
        calls.add(mapping, replace);
        calls.run();
        task.space().mappings().map(mapping);
    }

    private void unmap(ReplayTask task, long address, long length) throws TraceeGoneException {
        make(task, SystemCalls.MUNMAP, address, length);
        task.space().mappings().unmap(address, length);
    }

    private void detach(ReplayTask task, long address) throws TraceeGoneException {
        RecordedMappings.Piece piece = task.space().mappings().at(address);
        if (piece != null) {
            unmap(task, piece.start(), piece.end() - piece.start());
        }
    }

    private void remap(ReplayTask task, Registers entry, Event.Syscall call) throws TraceeGoneException {
        long from = entry.argument(0);
        long oldLength = pageUp(entry.argument(1));
        long newLength = pageUp(entry.argument(2));
        long kept = entry.argument(3) & MREMAP_DONTUNMAP;
        long to = call.result();
        RecordedMappings mappings = task.space().mappings();
        RecordedMappings.Piece piece = mappings.at(from);
        Mapping moved = call.mapping().orElseGet(() -> piece == null ? null : moved(piece, from, to, newLength));
        if (moved != null && moved.backing() == Mapping.Backing.SHARED) {
            tasks.shared().file(moved.key(), moved.offset() + moved.length());
        }
        long flags = to == from ? 0 : MREMAP_MAYMOVE | MREMAP_FIXED | kept;
        if (call(task, SystemCalls.MREMAP, from, oldLength, newLength, flags, to) != to) {
            remapByParts(task, from, oldLength, newLength, flags, to);
        }
        if (kept == 0) {
            mappings.unmap(from, oldLength);
        }
        if (moved != null) {
            mappings.map(moved);
        }
    }

    /**
     * What was one mapping in the recording may be several here: whether the kernel joins two
     * depends on their past, which for a copy of a session is another one.
     */
    private void remapByParts(ReplayTask task, long from, long oldLength, long newLength, long flags, long to)
            throws TraceeGoneException {
        long end = from + oldLength;
        for (ProcFs.MapLine line : memory(task).maps()) {
            long start = Math.max(from, line.start());
            long length = Math.min(end, line.end()) - start;
            if (length <= 0) {
                continue;
            }
            long done = start - from;
            long wanted = start + length == end ? newLength - done : Math.min(length, newLength - done);
            if (wanted <= 0) {
                make(task, SystemCalls.MUNMAP, start, length);
            } else if (to != from || wanted != length) {
                make(task, SystemCalls.MREMAP, start, length, wanted, flags, to + done);
            }
        }
    }

    private static Mapping moved(RecordedMappings.Piece piece, long from, long to, long length) {
        Mapping old = piece.mapping();
        long offset = old.offset() + (from - old.start());
        return new Mapping(to, length, old.prot(), old.flags(), offset, old.path(), old.backing(), old.key());
    }

    private void advise(ReplayTask task, long address, long length, int advice) throws TraceeGoneException {
        // Only what changes contents: the rest is about speed, or about children and core files.
        if (advice == MADV_DONTNEED || advice == MADV_REMOVE || advice == MADV_DONTNEED_LOCKED) {
            make(task, SystemCalls.MADVISE, address, length, MADV_REMOVE == advice ? advice : MADV_DONTNEED);
        }
    }

    private void moveBrk(ReplayTask task, long brk) throws TraceeGoneException {
        ReplaySpace space = task.space();
        long from = pageUp(space.brk());
        long to = pageUp(brk);
        if (to > from) {
            Mapping heap = new Mapping(
                    from,
                    to - from,
                    PROT_READ_WRITE,
                    MAP_PRIVATE_ANONYMOUS,
                    0,
                    "[heap]",
                    Mapping.Backing.ANONYMOUS,
                    "");
            map(task, heap, false);
        } else if (to < from) {
            unmap(task, to, from - to);
        }
        space.brk(brk);
    }

    private void make(ReplayTask task, int number, long... arguments) throws TraceeGoneException {
        long result = call(task, number, arguments);
        if (result < 0 && result >= -4095) {
            throw new JrrException("replay of " + dev.jrr.kernel.SyscallTable.name(number) + " failed: error " + -result
                    + ", though it succeeded when recorded");
        }
    }

    private static long call(ReplayTask task, int number, long... arguments) throws TraceeGoneException {
        RemoteSyscalls calls = new RemoteSyscalls(task.tracee(), memory(task));
        calls.add(number, arguments);
        return calls.run()[0];
    }

    private void create(ReplayTask parent, TraceFrame frame, CloneRecord created) throws TraceeGoneException {
        ReplayProcess process = parent.process();
        Tracee tracee;
        if (created.isThread()) {
            tracee = RealTasks.thread(parent.tracee(), memory(parent));
        } else if (created.sharesMemory()) {
            tracee = RealTasks.forkSharing(parent.tracee(), memory(parent));
            process = new ReplayProcess(created.child().tid(), tracee, parent.space());
        } else {
            tracee = RealTasks.fork(parent.tracee(), memory(parent));
            process = new ReplayProcess(
                    created.child().tid(), tracee, parent.space().copyFor(tracee.tid()));
        }
        ReplayTask child = new ReplayTask(
                created.child(), process, tracee, created.childRegisters(), parent.name(), frame.number());
        child.inheritCpuid(parent);
        tasks.add(child);
        for (MemoryWrite write : created.childWrites()) {
            apply(child, write);
        }
    }

    /** Puts one of the trace's writes into the memory of a task. */
    void apply(ReplayTask task, MemoryWrite write) throws TraceeGoneException {
        long failed = task.space().write(task.tracee(), tasks.shared(), write.address(), trace.bytes(write));
        if (failed != 0) {
            throw new CheckFailed("the trace writes to " + dev.jrr.base.Hex.of(failed)
                    + ", where replay has nothing mapped, in task " + task.uid());
        }
    }

    private static AddressSpace memory(ReplayTask task) {
        return task.space().memory();
    }

    private static long pageUp(long value) {
        return (value + PAGE - 1) & -PAGE;
    }
}
