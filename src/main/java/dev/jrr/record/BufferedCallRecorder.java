package dev.jrr.record;

import dev.jrr.base.JrrException;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.kernel.Trait;
import dev.jrr.linux.NativeBuffer;
import dev.jrr.linux.PackedScan;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.WaitResult;
import dev.jrr.model.BufferedCall;
import dev.jrr.model.Event;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.PackedRun;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.BufferLayout;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.PackedRecords;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes the calls that tasks write down themselves into the trace, and brings a task that has stopped
 * within the code that does so to where that code ends.
 */
final class BufferedCallRecorder {
    private static final int OPEN = 2;
    private static final int DUP = 32;
    private static final int DUP2 = 33;
    private static final int FCNTL = 72;
    private static final int CHDIR = 80;
    private static final int FCHDIR = 81;
    private static final int DUP3 = 292;
    private static final int OPENAT = 257;
    private static final int CLOSE = 3;
    private static final int MUNMAP = 11;
    private static final int PIPE = 22;
    private static final int SOCKETPAIR = 53;
    private static final int SET_TID_ADDRESS = 218;
    private static final int SET_ROBUST_LIST = 273;
    private static final int PIPE2 = 293;
    private static final int AT_FDCWD = -100;
    private static final int F_DUPFD = 0;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int SYSCALL_LENGTH = 2;
    private static final long RUNNING_NANOS = 100_000_000;

    private final Recording recording;
    private final SignalRecorder signals;
    private final NativeBuffer records = new NativeBuffer(CallBuffer.CAPACITY);
    private final PackedScan scan = PackedRecords.scan(INTEREST);
    private long lastTakenNanos = System.nanoTime();

    BufferedCallRecorder(Recording recording, SignalRecorder signals) {
        this.recording = recording;
        this.signals = signals;
    }

    /**
     * A task has stopped that ran in user code: takes what it has written down, and lets it leave the
     * hook if it is there.
     *
     * @return its news, another one perhaps; null if it stands behind a buffered call and has no other
     */
    WaitResult settle(RecordTask task, WaitResult stop) throws TraceeGoneException {
        WaitResult news = stop;
        if (JrrPage.isCode(task.tracee.registers().ip())) {
            news = leaveHook(task, stop);
        }
        lastTakenNanos = System.nanoTime();
        Registers now = task.tracee.registers();
        take(task, now);
        if (news == null) {
            task.last = now;
            task.isAtLastFrame = true;
        }
        return news;
    }

    /** Takes the calls that a task that stands has written down since the last time. */
    private void take(RecordTask task, Registers base) {
        CallBuffer buffer = recording.callBuffers.of(task.space());
        int length = buffer.read(records);
        if (length > 0) {
            take(task, base, buffer, length, false);
            buffer.startAnew();
        }
    }

    private void take(RecordTask task, Registers base, CallBuffer buffer, int length, boolean leavesLast) {
        PackedRun run;
        try {
            run = scan.scan(task.uid, base, buffer.words(), records, CallBuffer.RECORDS, length, leavesLast, call -> {
                List<Event.FdName> names = task.fds.names(task.tid(), call);
                note(task, call);
                return names;
            });
        } catch (IllegalArgumentException overwritten) {
            throw new JrrException(
                    "the program has written to the recorder's memory at 0x" + Long.toHexString(BufferLayout.BUFFER)
                            + " (" + overwritten.getMessage() + "); record it with --no-syscallbuf",
                    overwritten);
        }
        if (run.records() > 0) {
            buffer.took(run.last().start(), PackedCalls.words(run.last().registers()));
            recording.append(task, run);
        }
    }

    /**
     * Takes what a task that runs has written down until now, if that is some time ago: a recorder that
     * is killed loses no more.
     */
    void takeRunning(RecordTask task) {
        long now = System.nanoTime();
        if (now - lastTakenNanos >= RUNNING_NANOS) {
            lastTakenNanos = now;
            CallBuffer buffer = recording.callBuffers.of(task.space());
            int length = buffer.read(records);
            if (length > 0) {
                take(task, task.last, buffer, length, true);
            }
        }
    }

    /** What the recorder has to know of a call that has been made. */
    private void note(RecordTask task, PackedCalls call) {
        long result = call.result();
        int number = call.number();
        if (result < 0 || !call.isMade() || (INTEREST[number] & PackedScan.NOTED) == 0) {
            return;
        }
        int tid = task.tid();
        switch (number) {
            case OPEN -> task.fds.openedPath(tid, (int) result, AT_FDCWD, path(call));
            case OPENAT -> task.fds.openedPath(tid, (int) result, (int) call.argument(0), path(call));
            case CLOSE -> task.fds.opened((int) call.argument(0));
            case DUP, DUP2, DUP3 -> task.fds.duplicated(tid, (int) call.argument(0), (int) result);
            case FCNTL -> {
                int command = (int) call.argument(1);
                if (command == F_DUPFD || command == F_DUPFD_CLOEXEC) {
                    task.fds.duplicated(tid, (int) call.argument(0), (int) result);
                }
            }
            case CHDIR -> task.fds.changedDirectory(tid, path(call));
            case FCHDIR -> task.fds.changedDirectory(tid, "");
            case PIPE, PIPE2, SOCKETPAIR -> {
                ByteBuffer fds =
                        ByteBuffer.wrap(call.firstBytes(BufferedCall.OUTPUT)).order(ByteOrder.LITTLE_ENDIAN);
                while (fds.remaining() >= Integer.BYTES) {
                    task.fds.opened(fds.getInt());
                }
            }
            case MUNMAP ->
                recording
                        .callBuffers
                        .of(task.space())
                        .patches()
                        .unmapped(call.argument(0), call.argument(0) + call.argument(1));
            case SET_TID_ADDRESS -> task.clearTid = call.argument(0);
            case SET_ROBUST_LIST -> task.robustList = call.argument(0);
            default -> task.fds.opened((int) result);
        }
    }

    /** Which calls are looked at, by their numbers, and which of their arguments are descriptors. */
    private static final byte[] INTEREST = new byte[512];

    static {
        for (int number = 0; number < INTEREST.length; number++) {
            boolean opens = SyscallTable.byNumber(number)
                    .map(info -> info.has(Trait.OPENS_FD))
                    .orElse(false);
            INTEREST[number] = (byte) (opens ? PackedScan.NOTED : 0);
            for (int argument : FdTable.arguments(number)) {
                INTEREST[number] |= (byte) (1 << argument);
            }
        }
        for (int number : List.of(CLOSE, MUNMAP, FCNTL, CHDIR, FCHDIR, SOCKETPAIR, SET_TID_ADDRESS, SET_ROBUST_LIST)) {
            INTEREST[number] |= (byte) PackedScan.NOTED;
        }
    }

    /** The path that a call was given. */
    private static String path(PackedCalls call) {
        byte[] bytes = call.firstBytes(BufferedCall.INPUT);
        int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private WaitResult leaveHook(RecordTask task, WaitResult stop) throws TraceeGoneException {
        CallBuffer buffer = recording.callBuffers.of(task.space());
        WaitResult news = stop;
        buffer.stopNow(true);
        try {
            while (true) {
                Registers now = task.tracee.registers();
                boolean isHere = JrrPage.isCode(now.ip());
                switch (news.kind()) {
                    case SECCOMP -> {
                        if (!isHere) {
                            return news;
                        }
                        task.tracee.setRegisters(buffer.afterCall(now));
                        return null;
                    }
                    case SIGNAL -> {
                        if (news.signal() == SignalInfo.SIGTRAP && isStep(task)) {
                            // After a step over popf the kernel takes the step's flag for the program's.
                            task.tracee.setRegisters(
                                    now.with(Register.EFLAGS, now.get(Register.EFLAGS) & ~CallBuffer.TRAP_FLAG));
                            if (!isHere && !isSyscall(task, now.ip())) {
                                return null;
                            }
                            break;
                        }
                        boolean isFault = !signals.holdUnlessFault(task);
                        if (isFault && !isHere) {
                            return news;
                        }
                        if (isFault) {
                            task.tracee.setRegisters(buffer.beforeCall(now));
                        }
                    }
                    case INTERRUPTED -> {}
                    default -> {
                        return news;
                    }
                }
                news = goOn(task, buffer);
            }
        } finally {
            buffer.stopNow(false);
        }
    }

    private static boolean isSyscall(RecordTask task, long address) {
        byte[] bytes = task.space().read(address, SYSCALL_LENGTH);
        return bytes.length == SYSCALL_LENGTH && bytes[0] == 0x0f && bytes[1] == 0x05;
    }

    private boolean isStep(RecordTask task) {
        byte[] siginfo = recording.ptrace.siginfo(task.tid());
        return siginfo != null && SignalInfo.isStep(siginfo);
    }

    private WaitResult goOn(RecordTask task, CallBuffer buffer) throws TraceeGoneException {
        Registers now = task.tracee.registers();
        long ip = now.ip();
        boolean saving = ip >= BufferLayout.HOOK && ip < BufferLayout.HOOK_SAVED;
        boolean leaving = ip > BufferLayout.HOOK_LEAVE && ip < BufferLayout.HOOK_END;
        if (!saving && !leaving && JrrPage.isCode(ip) && isBroken(task, now)) {
            // It would have waited, which such a call is not to do: it is made traced.
            task.tracee.setRegisters(buffer.beforeCall(now));
        }
        task.tracee.resume(saving || leaving ? Resume.SINGLESTEP : Resume.CONT, 0);
        WaitResult news = null;
        while (news == null) {
            news = recording.ptrace.waitFor(task.tid(), true);
            if (news == null && task.kernelState() == 'S') {
                recording.ptrace.interrupt(task.tid());
            }
        }
        if (!news.isGone()) {
            task.tracee.hasStopped();
            if (saving) {
                buffer.clearTrapFlag();
            }
        }
        return news;
    }

    /** Whether it was in a system call that has been broken off, and would be restarted. */
    private static boolean isBroken(RecordTask task, Registers now) {
        long result = now.result();
        return isSyscall(task, now.ip() - SYSCALL_LENGTH)
                && now.get(Register.ORIG_RAX) >= 0
                && (result == -512 || result == -513 || result == -514 || result == -516);
    }
}
