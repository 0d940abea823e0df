package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.model.Event;
import dev.jrr.model.ExecRecord;
import dev.jrr.model.Mapping;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prepares a new program for recording, and records its first memory. */
final class ExecRecorder {
    private static final int MMAP = 9;
    private static final int MPROTECT = 10;
    private static final int MUNMAP = 11;
    private static final int MAP_PRIVATE_ANON_FIXED_NORESERVE = 0x2 | 0x20 | 0x10 | 0x4000;
    private static final int MAP_PRIVATE_ANON_FIXED_NOREPLACE = 0x2 | 0x20 | 0x100000;
    private static final int START_BRK_FIELD = 47;

    private final Recording recording;
    private final MappingRecorder mappings;
    private final TaskLife life;
    private final LoaderPatch loaderPatch = new LoaderPatch();

    ExecRecorder(Recording recording, MappingRecorder mappings, TaskLife life) {
        this.recording = recording;
        this.mappings = mappings;
        this.life = life;
    }

    /** The task stands before the first instruction of a new program. */
    void record(RecordTask task, SyscallInProgress call) throws TraceeGoneException {
        recording.scratch.release(task);
        recording.keepVisible(task);
        AddressSpace former = task.space();
        task.moveTo(AddressSpace.of(task.tid()));
        life.left(former);
        AddressSpace space = task.space();
        Patches patches = new Patches(space, recording.knownSites, recording.buffers);
        long mask = recording.ptrace.signalMask(task.tid());
        recording.ptrace.setSignalMask(task.tid(), -1L);
        mapJrrPage(task, patches);
        recording.ptrace.setSignalMask(task.tid(), mask);
        recording.callBuffers.put(
                space, CallBuffer.start(space, patches, recording.buffers, recording.outputs, recording.mappedInodes));
        InitialStack stack = InitialStack.read(space, task.tracee.registers().sp());
        stack.hideVdso(space);
        patches.hasLoader(stack.hasLoader());

        List<Mapping> made = new ArrayList<>();
        List<MemoryWrite> writes = new ArrayList<>();
        for (ProcFs.MapLine line : space.maps()) {
            if (patches.isArea(line.start())) {
                made.add(mappings.ofStubs(line));
                continue;
            }
            MappingRecorder.Made mapping = mappings.fromExec(task, line);
            made.add(mapping.mapping());
            writes.addAll(mapping.contents());
            writes.addAll(loaderPatch.apply(space, line));
            writes.addAll(recording.randomSites.mapped(space, line));
            writes.addAll(patches.mapped(line));
        }
        Registers registers = task.tracee.registers();
        ExecRecord image = new ExecRecord(
                Recording.executable(task), stack.argv(), made, startOfBrk(task.tid()), task.tracee.xstate());
        task.clearTid = 0;
        task.robustList = 0;
        task.fds.clear();
        recording.append(
                task,
                new Event.Exec(call.number, call.entry, call.inputs, image),
                registers,
                writes,
                Optional.of(recording.takeChecksum(task)));
    }

    /**
     * Maps the jrr page and removes the vDSO, whose clocks would not be system calls. The calls are
     * made at the program's first instruction, which gets its own bytes back.
     */
    private static void mapJrrPage(RecordTask task, Patches patches) throws TraceeGoneException {
        AddressSpace space = task.space();
        long at = task.tracee.registers().ip();
        byte[] own = space.read(at, 3);
        space.write(at, new byte[] {0x0f, 0x05, (byte) 0xcc});
        RemoteSyscalls.single(
                task.tracee,
                at,
                MMAP,
                JrrPage.START,
                JrrPage.END - JrrPage.START,
                3,
                MAP_PRIVATE_ANON_FIXED_NORESERVE,
                -1,
                0);
        space.write(JrrPage.START, JrrPage.code());
        RemoteSyscalls.single(task.tracee, at, MPROTECT, JrrPage.START, JrrPage.CODE_LENGTH, 5);
        space.write(at, own);
        RemoteSyscalls calls = new RemoteSyscalls(task.tracee, space);
        List<ProcFs.MapLine> maps = ProcFs.maps(task.tid());
        for (ProcFs.MapLine line : maps) {
            if (line.path().equals("[vdso]") || line.path().startsWith("[vvar")) {
                calls.add(MUNMAP, line.start(), line.end() - line.start());
            }
        }
        List<Long> places = patches.isOn() ? Patches.places(maps) : List.of();
        int first = -1;
        for (long place : places) {
            int index = calls.add(MMAP, place, Patches.AREA_BYTES, 5, MAP_PRIVATE_ANON_FIXED_NOREPLACE, -1, 0);
            first = first < 0 ? index : first;
        }
        long[] results = calls.run();
        for (int i = 0; i < places.size(); i++) {
            if (results[first + i] == places.get(i)) {
                patches.addArea(places.get(i));
            }
        }
        // What the batch left behind is ours, not the program's.
        space.write(JrrPage.BATCH, new byte[8 * JrrPage.ENTRY_LENGTH]);
    }

    /** Where the heap starts (proc(5), stat, start_brk). */
    private static long startOfBrk(int tid) {
        String stat = ProcFs.read("/proc/" + tid + "/stat");
        int at = stat.lastIndexOf(')');
        String[] fields = stat.substring(at + 2).split(" ");
        // The fields after the name start with the third.
        return fields.length > START_BRK_FIELD - 3 ? Long.parseUnsignedLong(fields[START_BRK_FIELD - 3]) : 0;
    }
}
