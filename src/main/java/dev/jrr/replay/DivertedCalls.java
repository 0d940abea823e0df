package dev.jrr.replay;

import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import dev.jrr.trace.FrameSearch;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.TraceeGoneException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Answers the system calls of a diversion. As long as a task makes the calls that the trace says, with
 * equal arguments, the trace has the answers. Then:
 *
 * <pre>
 * performed   memory of its own: mmap without a file, munmap, mprotect, madvise, brk
 * emulated    futex, sleeping, exit, clocks (they go on from the recording's), identities, sched_yield,
 *             signal masks and handlers (noted as done; no signal comes)
 * taken       write and writev to descriptors 1 and 2: kept as the diversion's output
 * refused     all others: ENOSYS, and counted by name
 * </pre>
 */
final class DivertedCalls {
    private static final int WRITE = 1;
    private static final int RT_SIGACTION = 13;
    private static final int RT_SIGPROCMASK = 14;
    private static final int WRITEV = 20;
    private static final int SCHED_YIELD = 24;
    private static final int NANOSLEEP = 35;
    private static final int GETPID = 39;
    private static final int GETTIMEOFDAY = 96;
    private static final int SIGALTSTACK = 131;
    private static final int GETTID = 186;
    private static final int TIME = 201;
    private static final int FUTEX = 202;
    private static final int SET_TID_ADDRESS = 218;
    private static final int CLOCK_GETTIME = 228;
    private static final int CLOCK_NANOSLEEP = 230;
    private static final int EXIT_GROUP = 231;
    private static final int SET_ROBUST_LIST = 273;
    private static final long ENOSYS = -38;
    private static final long ENOMEM = -12;
    private static final int SYSCALL_LENGTH = 2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int TIMER_ABSTIME = 1;
    private static final long NANOS = 1_000_000_000L;
    private static final int MOST_OUTPUT = 16 << 20;

    private final TraceReader trace;
    private final SyscallReplay recorded;
    private final DivertedWaits waits;
    private final Map<TaskUid, Long> nextFrames = new HashMap<>();
    private final long position;
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** Time of the diversion: since the recording began, in nanoseconds. */
    private long nanos;

    /** What a call has come to. */
    enum Outcome {
        /** It has returned. */
        RETURNED,
        /** It has returned, and others are to run first. */
        YIELDED,
        /** It waits. */
        WAITS,
        /** The task has ended. */
        ENDED,
        /** The process has ended. */
        PROCESS_ENDED
    }

    DivertedCalls(TraceReader trace, ReplayTasks tasks, DivertedWaits waits, long position, long nanos) {
        this.trace = trace;
        this.recorded = new SyscallReplay(trace, tasks);
        this.waits = waits;
        this.position = position;
        this.nanos = nanos;
    }

    /** What was written to the standard output and error, in order. */
    byte[] output() {
        return output.toByteArray();
    }

    /** How often each call was refused. */
    Map<String, Integer> refused() {
        return new LinkedHashMap<>(refused);
    }

    long nanos() {
        return nanos;
    }

    /** Time passes while nobody can run. */
    void passTo(long later) {
        nanos = Math.max(nanos, later);
    }

    /** A call that a task was in where the diversion begins: it is made again. */
    Outcome again(ReplayTask task) throws TraceeGoneException {
        TraceFrame frame = trace.frame(task.lastFrame());
        boolean isAnswered = frame.task().equals(task.uid())
                && frame.event() instanceof Event.Syscall call
                && (call.number() == FUTEX || call.number() == NANOSLEEP || call.number() == CLOCK_NANOSLEEP);
        return isAnswered ? answer(task, frame.entryRegisters()) : waitForEver(task);
    }

    /** Answers a call; the registers of the task are afterwards those with which it goes on. */
    Outcome call(ReplayTask task, Registers entry) throws TraceeGoneException {
        nanos += 1000;
        int number = entry.syscallNumber();
        boolean isOwn = switch (number) {
            // What others do, or wait for, is another now; and output is the diversion's.
            case FUTEX, NANOSLEEP, CLOCK_NANOSLEEP, SystemCalls.EXIT, EXIT_GROUP, WRITE, WRITEV -> true;
            default -> false;
        };
        TraceFrame frame = isOwn ? null : asRecorded(task, entry);
        if (frame != null) {
            return fromTrace(task, entry, frame);
        }
        return answer(task, entry);
    }

    /** The frame of a call that is the next one of the trace for this task, with equal arguments; or null. */
    private TraceFrame asRecorded(ReplayTask task, Registers entry) {
        long from = nextFrames.getOrDefault(task.uid(), position + 1);
        if (from < 0) {
            return null;
        }
        FramePredicate ofTask = FramePredicate.of(
                block -> block.hasTask(task.uid().serial()),
                frame -> frame.task().equals(task.uid()));
        OptionalLong found = new FrameSearch(trace).next(from, ofTask);
        TraceFrame frame = found.isPresent() ? trace.frame(found.getAsLong()) : null;
        boolean isSame = frame != null
                && frame.event() instanceof Event.Syscall call
                && call.phase() != Event.Phase.LEFT
                && hasEqualArguments(entry, frame.entryRegisters());
        if (isSame && ((Event.Syscall) frame.event()).phase() == Event.Phase.ENTERED) {
            OptionalLong end = new FrameSearch(trace).next(frame.number() + 1, ofTask);
            frame = end.isPresent() ? trace.frame(end.getAsLong()) : null;
            isSame = frame != null && frame.event() instanceof Event.Syscall call && call.phase() == Event.Phase.LEFT;
        }
        nextFrames.put(task.uid(), isSame ? frame.number() + 1 : -1);
        return isSame ? frame : null;
    }

    private static boolean hasEqualArguments(Registers one, Registers other) {
        if (one.syscallNumber() != other.syscallNumber()) {
            return false;
        }
        int count = SyscallTable.byNumber(one.syscallNumber())
                .map(info -> info.arguments().size())
                .orElse(6);
        for (int i = 0; i < count; i++) {
            if (one.argument(i) != other.argument(i)) {
                return false;
            }
        }
        return true;
    }

    private Outcome fromTrace(ReplayTask task, Registers entry, TraceFrame frame) throws TraceeGoneException {
        Event.Syscall call = (Event.Syscall) frame.event();
        recorded.perform(task, frame, call);
        // The instruction stays as it is: tasks that the recording did not have there may stand behind it.
        long replaced = frame.registers().ip() == frame.entryRegisters().ip()
                ? -1
                : frame.entryRegisters().ip() - SYSCALL_LENGTH;
        for (MemoryWrite write : frame.writes()) {
            if (write.address() != replaced) {
                recorded.apply(task, write);
            }
        }
        nanos = Math.max(nanos, frame.timeNanos());
        return returned(task, entry, call.result());
    }

    private static Outcome returned(ReplayTask task, Registers entry, long result) {
        task.registers(entry.with(Register.RAX, result)
                .with(Register.ORIG_RAX, -1)
                .with(Register.RCX, entry.ip())
                .with(Register.R11, entry.get(Register.EFLAGS)));
        task.forgetRestart();
        task.blocked(false);
        return Outcome.RETURNED;
    }

    /** A wait has ended: its call returns. */
    void end(DivertedWaits.Ended ended) {
        returned(ended.task(), ended.task().registers(), ended.result());
    }

    private Outcome waitForEver(ReplayTask task) {
        task.blocked(true);
        waits.add(DivertedWaits.sleep(task, DivertedWaits.FOR_EVER, 0));
        return Outcome.WAITS;
    }

    private Outcome answer(ReplayTask task, Registers entry) throws TraceeGoneException {
        AddressSpace memory = task.space().memory();
        long first = entry.argument(0);
        long second = entry.argument(1);
        switch (entry.syscallNumber()) {
            case FUTEX -> {
                return new DivertedFutex(this, waits).call(task, entry);
            }
            case SystemCalls.EXIT -> {
                return Outcome.ENDED;
            }
            case EXIT_GROUP -> {
                return Outcome.PROCESS_ENDED;
            }
            case WRITE -> {
                return taken(task, entry, memory.read(second, (int) Math.min(entry.argument(2), MOST_OUTPUT)));
            }
            case WRITEV -> {
                return taken(task, entry, gathered(memory, second, entry.argument(2)));
            }
            case SCHED_YIELD -> {
                returned(task, entry, 0);
                return Outcome.YIELDED;
            }
            case NANOSLEEP -> {
                return sleeps(task, entry, nanos + time(memory, first));
            }
            case CLOCK_NANOSLEEP -> {
                long time = time(memory, entry.argument(2));
                return sleeps(task, entry, (second & TIMER_ABSTIME) != 0 ? time : nanos + time);
            }
            case CLOCK_GETTIME -> {
                putTime(memory, second, 1);
                return returned(task, entry, 0);
            }
            case GETTIMEOFDAY -> {
                putTime(memory, first, 1000);
                return returned(task, entry, 0);
            }
            case TIME -> {
                return returned(task, entry, nanos / NANOS);
            }
            case GETPID -> {
                return returned(task, entry, task.process().processId());
            }
            case GETTID, SET_TID_ADDRESS -> {
                return returned(task, entry, task.uid().tid());
            }
            case RT_SIGACTION, RT_SIGPROCMASK, SIGALTSTACK, SET_ROBUST_LIST -> {
                return returned(task, entry, 0);
            }
            case SystemCalls.MMAP, SystemCalls.MUNMAP, SystemCalls.MPROTECT, SystemCalls.MADVISE, SystemCalls.BRK -> {
                return returned(task, entry, perform(task, entry));
            }
            default -> {
                refused.merge(SyscallTable.name(entry.syscallNumber()), 1, Integer::sum);
                return returned(task, entry, ENOSYS);
            }
        }
    }

    private Outcome sleeps(ReplayTask task, Registers entry, long until) {
        task.registers(entry);
        task.blocked(true);
        waits.add(DivertedWaits.sleep(task, until, 0));
        return Outcome.WAITS;
    }

    private Outcome taken(ReplayTask task, Registers entry, byte[] bytes) {
        int fd = (int) entry.argument(0);
        if (fd != 1 && fd != 2) {
            refused.merge(SyscallTable.name(entry.syscallNumber()) + " to descriptor " + fd, 1, Integer::sum);
            return returned(task, entry, ENOSYS);
        }
        if (output.size() < MOST_OUTPUT) {
            output.writeBytes(bytes);
        }
        return returned(task, entry, bytes.length);
    }

    private static byte[] gathered(AddressSpace memory, long vector, long count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long i = 0; i < Math.min(count, 1024); i++) {
            long base = memory.readLong(vector + 16 * i);
            long length = memory.readLong(vector + 16 * i + 8);
            all.writeBytes(memory.read(base, (int) Math.max(0, Math.min(length, MOST_OUTPUT))));
        }
        return all.toByteArray();
    }

    private static long time(AddressSpace memory, long address) {
        return memory.readLong(address) * NANOS + memory.readLong(address + Long.BYTES);
    }

    private void putTime(AddressSpace memory, long address, int unit) {
        memory.write(
                address,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(nanos / NANOS)
                        .putLong(nanos % NANOS / unit)
                        .array());
    }

    private long perform(ReplayTask task, Registers entry) throws TraceeGoneException {
        if (entry.syscallNumber() == SystemCalls.BRK) {
            // A heap that cannot grow: allocators then take mappings.
            return task.space().brk();
        }
        boolean isOfFile = entry.syscallNumber() == SystemCalls.MMAP && (entry.argument(3) & MAP_ANONYMOUS) == 0;
        if (isOfFile) {
            refused.merge("mmap of a file", 1, Integer::sum);
            return ENOMEM;
        }
        RemoteSyscalls calls = new RemoteSyscalls(task.tracee(), task.space().memory());
        long[] arguments = new long[6];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = entry.argument(i);
        }
        calls.add(entry.syscallNumber(), arguments);
        return calls.run()[0];
    }

    /** The futex word that the kernel clears when a thread ends, and wakes; 0 if that is not known. */
    long clearedAtExit(ReplayTask task) {
        return new CreatedThreads(trace).clearedAtExit(task.uid());
    }

    Outcome result(ReplayTask task, Registers entry, long result) {
        return returned(task, entry, result);
    }
}
