package dev.jrr.record;

import dev.jrr.kernel.MemoryReader;
import dev.jrr.kernel.Region;
import dev.jrr.kernel.SyscallEffects;
import dev.jrr.kernel.SyscallInfo;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.kernel.Trait;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.Mapping;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Records system calls: their entry, their exit, and what they left behind. */
final class SyscallRecorder {
    private static final int ENOSYS = 38;
    private static final int EPERM = 1;
    private static final int EINVAL = 22;
    private static final int CLOSE = 3;
    private static final int MMAP = 9;
    private static final int MUNMAP = 11;
    static final int RT_SIGRETURN = 15;
    private static final int SCHED_YIELD = 24;
    private static final int MREMAP = 25;
    private static final int MADVISE = 28;
    private static final int MADV_FREE = 8;
    private static final int MADV_WIPEONFORK = 18;
    private static final int SHMAT = 30;
    private static final int DUP2 = 33;
    private static final int CLONE = 56;
    private static final int EXIT = 60;
    private static final int PRCTL = 157;
    private static final int SCHED_SETAFFINITY = 203;
    private static final int SET_TID_ADDRESS = 218;
    private static final int RESTART_SYSCALL = 219;
    private static final int EXIT_GROUP = 231;
    private static final int ERESTART_RESTARTBLOCK = -516;
    private static final int SET_ROBUST_LIST = 273;
    private static final int DUP3 = 292;
    private static final int SECCOMP = 317;
    private static final int PROT_EXEC = 4;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int SYSCALL_LENGTH = 2;
    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_TSC = 26;
    private static final long CLONE_UNTRACED = 0x800000;

    /** How much of a buffer that a call reads is kept for people to see. */
    private static final int INPUT_BYTES = 64;

    /** What is written to the program's standard output and error is kept whole, up to this. */
    private static final int OUTPUT_BYTES = 1 << 20;

    private static final int SNAPSHOT_BYTES = 4096;

    private final Recording recording;
    private final MappingRecorder mappings;
    private final MappedFileWrites fileWrites;
    private final SignalRecorder signals;

    SyscallRecorder(
            Recording recording, SignalRecorder signals, MappingRecorder mappings, MappedFileWrites fileWrites) {
        this.recording = recording;
        this.signals = signals;
        this.mappings = mappings;
        this.fileWrites = fileWrites;
    }

    /**
     * A task stands before a system call: lets it be made, or answers it.
     *
     * @return whether the task is in the call now; otherwise it can be resumed
     */
    boolean enter(RecordTask task) throws TraceeGoneException {
        Registers entry = task.tracee.registers();
        int number = entry.syscallNumber();
        signals.sendHeld(task);
        // A restarted call writes what the call that was interrupted would have written.
        Optional<SyscallInfo> info = SyscallTable.byNumber(number == RESTART_SYSCALL ? task.interruptedCall : number);
        SyscallInProgress call = new SyscallInProgress(number, entry, info);
        if (info.isPresent()) {
            call.fdNames = task.fds.names(task.tid(), info.get(), entry);
            call.inputs = SyscallEffects.inputs(info.get(), entry, task.space(), inputLimit(call));
        }
        task.call = call;
        fileWrites.before(task, call);
        Optional<Long> answer = answer(call);
        if (answer.isPresent()) {
            answered(task, call, answer.get());
            return false;
        }
        if (number == EXIT || number == EXIT_GROUP) {
            call.entered = true;
            recording.appendChecked(task, event(call, Phase.ENTERED, 0), entry, List.of());
            task.tracee.resume(Resume.CONT, 0);
            task.become(RecordTask.State.IN_CALL);
            return true;
        }
        if (!call.known) {
            call.snapshot = snapshot(task, entry);
        } else if (call.traits.contains(Trait.MAY_BLOCK) && task.space().users() > 1) {
            protect(task, call);
        }
        if (number == CLONE && (entry.argument(0) & CLONE_UNTRACED) != 0) {
            task.tracee.setRegisters(entry.withArgument(0, entry.argument(0) & ~CLONE_UNTRACED));
        }
        task.tracee.resume(Resume.SYSCALL, 0);
        task.become(RecordTask.State.IN_CALL);
        return true;
    }

    private int inputLimit(SyscallInProgress call) {
        for (Event.FdName name : call.fdNames) {
            if (recording.outputs.isKept(name.name())) {
                return OUTPUT_BYTES;
            }
        }
        return INPUT_BYTES;
    }

    /** The result of a call that is not made: the kernel of a recording does not have it. */
    private static Optional<Long> answer(SyscallInProgress call) {
        if (call.traits.contains(Trait.REFUSED_ENOSYS)) {
            return Optional.of((long) -ENOSYS);
        }
        if (call.traits.contains(Trait.REFUSED_EPERM)) {
            return Optional.of((long) -EPERM);
        }
        // No real number is so large: the x32 calls, and noise.
        if (call.number < 0 || call.number >= 1024) {
            return Optional.of((long) -ENOSYS);
        }
        return switch (call.number) {
            // All tasks share one processor, whatever they ask for.
            case SCHED_SETAFFINITY -> Optional.of(0L);
            case SECCOMP -> Optional.of((long) -ENOSYS);
            case MADVISE ->
                switch ((int) call.entry.argument(2)) {
                    // When the kernel takes such pages away is chance; older kernels lack both, and
                    // programs do without.
                    case MADV_FREE, MADV_WIPEONFORK -> Optional.of((long) -EINVAL);
                    default -> Optional.empty();
                };
            case PRCTL ->
                switch ((int) call.entry.argument(0)) {
                    // The program's filter would judge the recorder's calls too.
                    case PR_SET_SECCOMP -> Optional.of((long) -EINVAL);
                    // The counter must go on trapping.
                    case PR_SET_TSC -> Optional.of(0L);
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private void answered(RecordTask task, SyscallInProgress call, long result) throws TraceeGoneException {
        Registers after = call.entry.with(Register.RAX, result);
        List<MemoryWrite> writes = patched(task, call, -ENOSYS);
        Registers goesOn = patches(task).goingOn(after);
        task.tracee.setRegisters(goesOn.with(Register.ORIG_RAX, -1));
        task.call = null;
        recording.append(
                task,
                new Event.Syscall(
                        Phase.WHOLE,
                        Handling.REFUSED,
                        call.number,
                        goesOn == after ? Optional.empty() : Optional.of(call.entry),
                        result,
                        call.inputs,
                        call.fdNames,
                        Optional.empty(),
                        Optional.empty(),
                        new byte[0]),
                goesOn,
                writes);
        task.become(RecordTask.State.READY);
    }

    private void protect(RecordTask task, SyscallInProgress call) {
        List<Region> outputs = SyscallEffects.mayWrite(call.info.get(), call.entry, task.space());
        if (outputs.isEmpty()) {
            return;
        }
        for (Event.FdName name : call.fdNames) {
            if (task.fds
                    .get(task.tid(), (int) call.entry.argument(name.argument()))
                    .regular()) {
                return;
            }
        }
        call.redirects = recording.scratch.redirect(task, outputs);
        call.unprotected = call.redirects.isEmpty();
        if (!call.redirects.isEmpty()) {
            task.tracee.setRegisters(Scratch.redirected(call.entry, call.redirects));
        }
    }

    /** The call has not returned, and another task may run now. */
    void blocked(RecordTask task) {
        SyscallInProgress call = task.call;
        if (call != null && !call.entered) {
            call.entered = true;
            recording.append(task, event(call, Phase.ENTERED, 0), call.entry, List.of());
        }
    }

    /** A task stands at the exit of its call. */
    void leave(RecordTask task) throws TraceeGoneException {
        SyscallInProgress call = task.call;
        Registers after = task.tracee.registers();
        long result = after.result();
        if (call.number == RT_SIGRETURN) {
            after = patches(task).goingOn(after);
            task.tracee.setRegisters(after);
            leaveSigreturn(task, call, after);
            return;
        }
        for (Scratch.Redirect redirect : call.redirects) {
            int argument = redirect.region().argument();
            after = after.withArgument(argument, call.entry.argument(argument));
        }
        if (call.number == CLONE) {
            after = after.withArgument(0, call.entry.argument(0));
        }
        List<MemoryWrite> writes = new ArrayList<>(written(task, call, result));
        Optional<Mapping> mapping = Optional.empty();
        boolean succeeded = result >= 0 || result < -4095;
        if (succeeded && (call.number == MMAP || call.number == SHMAT)) {
            MappingRecorder.Made made = call.number == MMAP
                    ? mappings.mmap(task, call.entry, result)
                    : mappings.shmat(task, call.entry, result);
            mapping = Optional.of(made.mapping());
            writes.addAll(made.contents());
        }
        writes.addAll(patched(task, call, result));
        Registers goesOn = patches(task).goingOn(after);
        // Replay comes to the instruction as it was.
        Optional<Registers> entry = goesOn == after ? Optional.empty() : Optional.of(call.entry);
        task.tracee.setRegisters(goesOn);
        writes.addAll(fileWrites.takeUnseen(task));
        if (succeeded) {
            writes.addAll(fileWrites.of(task, call, result));
            noteEffects(task, call, result);
        }
        task.call = null;
        if (result == ERESTART_RESTARTBLOCK && call.number != RESTART_SYSCALL) {
            task.interruptedCall = call.number;
        }
        Phase phase = call.entered ? Phase.LEFT : Phase.WHOLE;
        Event.Syscall event = new Event.Syscall(
                phase,
                call.known ? Handling.TRACED : Handling.GENERIC,
                call.number,
                entry,
                result,
                call.entered ? List.of() : call.inputs,
                call.fdNames,
                mapping,
                phase == Phase.WHOLE ? Optional.ofNullable(call.created) : Optional.empty(),
                new byte[0]);
        task.become(RecordTask.State.READY);
        recording.append(task, event, goesOn, writes);
    }

    private Patches patches(RecordTask task) {
        return recording.callBuffers.of(task.space()).patches();
    }

    /** Replaces the instruction that has made a call, and those that are to be replaced in what it has mapped. */
    private List<MemoryWrite> patched(RecordTask task, SyscallInProgress call, long result) throws TraceeGoneException {
        Patches patches = patches(task);
        List<MemoryWrite> writes = new ArrayList<>();
        if (result >= 0 || result < -4095) {
            switch (call.number) {
                case MUNMAP ->
                    patches.unmapped(call.entry.argument(0), call.entry.argument(0) + call.entry.argument(1));
                case MREMAP -> {
                    writes.addAll(patches.moved(call.entry.argument(0), call.entry.argument(1), result));
                    patches.unmapped(call.entry.argument(0), call.entry.argument(0) + call.entry.argument(1));
                    patches.unmapped(result, result + call.entry.argument(2));
                }
                case MMAP -> {
                    patches.unmapped(result, result + call.entry.argument(1));
                    if (patches.hasLoader()
                            && (call.entry.argument(2) & PROT_EXEC) != 0
                            && (call.entry.argument(3) & MAP_ANONYMOUS) == 0) {
                        task.space().maps().stream()
                                .filter(line -> line.start() == result)
                                .forEach(line -> {
                                    writes.addAll(recording.randomSites.mapped(task.space(), line));
                                    writes.addAll(patches.mapped(line));
                                });
                    }
                }
                default -> {}
            }
        }
        writes.addAll(patches.visited(task, recording.tasks, call.entry.ip() - SYSCALL_LENGTH, call.number));
        return writes;
    }

    private void leaveSigreturn(RecordTask task, SyscallInProgress call, Registers after) throws TraceeGoneException {
        task.call = null;
        task.become(RecordTask.State.READY);
        recording.append(
                task,
                new Event.Syscall(
                        Phase.WHOLE,
                        Handling.TRACED,
                        call.number,
                        Optional.of(call.entry),
                        after.result(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        task.tracee.xstate()),
                after,
                List.of());
    }

    private List<MemoryWrite> written(RecordTask task, SyscallInProgress call, long result) {
        if (!call.known) {
            return changes(task, call);
        }
        MemoryReader view = Scratch.view(task.space(), call.redirects);
        List<MemoryWrite> writes = new ArrayList<>();
        for (Region region : SyscallEffects.written(call.info.get(), call.entry, result, view)) {
            byte[] bytes = view.read(region.address(), (int) Math.min(region.length(), 1 << 30));
            if (bytes.length > 0) {
                MemoryWrite write = MemoryWrite.of(region.address(), bytes);
                if (!call.redirects.isEmpty()) {
                    task.space().write(write.address(), bytes);
                }
                writes.add(write);
            }
        }
        return writes;
    }

    private void noteEffects(RecordTask task, SyscallInProgress call, long result) {
        if (call.traits.contains(Trait.CLOSES_FD)) {
            task.fds.closedBy(call.info.get(), call.entry);
            forgetClasses(task, call);
        }
        if (call.traits.contains(Trait.OPENS_FD)) {
            task.fds.opened((int) result);
        }
        switch (call.number) {
            case SET_TID_ADDRESS -> task.clearTid = call.entry.argument(0);
            case SET_ROBUST_LIST -> task.robustList = call.entry.argument(0);
            default -> {}
        }
    }

    private void forgetClasses(RecordTask task, SyscallInProgress call) {
        CallBuffer buffer = recording.callBuffers.of(task.space());
        switch (call.number) {
            case CLOSE -> buffer.forgetFd((int) call.entry.argument(0));
            case DUP2, DUP3 -> buffer.forgetFd((int) call.entry.argument(1));
            default -> buffer.forgetAllFds();
        }
    }

    /** Whether the call gives up the rest of its time slice. */
    static boolean isYield(int number) {
        return number == SCHED_YIELD;
    }

    private static List<MemoryWrite> snapshot(RecordTask task, Registers entry) {
        List<MemoryWrite> found = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long address = entry.argument(i);
            if (address >= 4096 || address < 0) {
                byte[] bytes = task.space().read(address, SNAPSHOT_BYTES);
                if (bytes.length > 0) {
                    found.add(MemoryWrite.of(address, bytes));
                }
            }
        }
        return found;
    }

    private static List<MemoryWrite> changes(RecordTask task, SyscallInProgress call) {
        List<MemoryWrite> writes = new ArrayList<>();
        for (MemoryWrite before : call.snapshot) {
            byte[] now = task.space().read(before.address(), before.length());
            int last = Math.min(now.length, before.length()) - 1;
            int first = Arrays.mismatch(now, before.head());
            if (first < 0 || first > last) {
                continue;
            }
            while (last > first && now[last] == before.head()[last]) {
                last--;
            }
            writes.add(MemoryWrite.of(before.address() + first, Arrays.copyOfRange(now, first, last + 1)));
        }
        return writes;
    }

    private static Event.Syscall event(SyscallInProgress call, Phase phase, long result) {
        return new Event.Syscall(
                phase,
                call.known ? Handling.TRACED : Handling.GENERIC,
                call.number,
                Optional.empty(),
                result,
                call.inputs,
                call.fdNames,
                Optional.empty(),
                Optional.ofNullable(call.created),
                new byte[0]);
    }
}
