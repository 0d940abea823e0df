package dev.jrr.replay;

import dev.jrr.base.Hex;
import dev.jrr.kernel.FrameText;
import dev.jrr.kernel.MemoryReader;
import dev.jrr.kernel.Signals;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Replays one frame: lets its task run to the event, compares all that the recording noted there, and puts
 * in place what the kernel did. Tracer thread only.
 */
final class FrameReplay {
    private static final int SIGILL = 4;
    private static final int SIGSEGV = 11;
    private static final int FRAMES_BEFORE = 10;

    private final TraceReader trace;
    private final Zygote zygote;
    private final TaskRun runs;
    private final ReplayTasks tasks;
    private final SyscallReplay calls;
    private final BufferedReplay buffered;

    FrameReplay(TraceReader trace, Zygote zygote, TaskRun runs, ReplayTasks tasks) {
        this.trace = trace;
        this.zygote = zygote;
        this.runs = runs;
        this.tasks = tasks;
        this.calls = new SyscallReplay(trace, tasks);
        this.buffered = new BufferedReplay(runs);
    }

    /** The last call from {@code first} on that is replayed together with it, {@code most} at most. */
    long lastOf(TraceReader.Slice slice, long first, long most) {
        return buffered.lastOf(slice, first, most);
    }

    /** Replays buffered calls, up to one of them. */
    void replay(TraceReader.Slice slice, long first, TraceFrame last) throws TraceeGoneException {
        ReplayTask task = tasks.get(last.task());
        if (task == null || task.isBlocked()) {
            TraceFrame frame = trace.frame(first);
            throw diverged(
                    frame,
                    "task " + frame.task() + " to run",
                    task == null ? "no such task" : "that it is in a system call");
        }
        BufferedReplay.Difference difference = buffered.replay(task, slice, first, last.number());
        if (difference != null) {
            throw diverged(trace.frame(difference.frame()), difference.expected(), difference.actual());
        }
        task.registers(last.registers());
        task.lastFrame(last.number());
        task.forgetRestart();
    }

    /** Replays a frame of any other kind. */
    void replay(TraceFrame frame) throws TraceeGoneException {
        Event event = frame.event();
        ReplayTask task = tasks.get(frame.task());
        if (event instanceof Event.Exec exec) {
            task = exec(frame, exec, task);
        } else if (task == null) {
            if (event instanceof Event.Exit && tasks.replaced().contains(frame.task())) {
                return;
            }
            throw diverged(frame, "task " + frame.task() + " to be alive", "no such task");
        } else if (event instanceof Event.Syscall call) {
            syscall(task, frame, call);
        } else if (event instanceof Event.Signal signal) {
            signal(task, frame, signal);
        } else if (event instanceof Event.Tsc tsc) {
            runToFault(task, frame, SIGSEGV, tsc.before());
        } else if (event instanceof Event.Random random) {
            runToFault(task, frame, SIGILL, random.before());
        } else if (event instanceof Event.Preempt preempt) {
            preempt(task, frame, preempt);
        }
        for (MemoryWrite write : frame.writes()) {
            calls.apply(task, write);
        }
        task.registers(frame.registers());
        task.lastFrame(frame.number());
        compareMemory(task, frame);
        if (event instanceof Event.Exit exit) {
            tasks.end(task, exit.lastOfProcess());
        }
    }

    private void syscall(ReplayTask task, TraceFrame frame, Event.Syscall call) throws TraceeGoneException {
        if (call.phase() == Event.Phase.LEFT) {
            if (!task.isBlocked()) {
                throw diverged(frame, "the task to be in a system call", "that it is not");
            }
        } else {
            boolean namesEntry = call.entry().isPresent() || call.number() != SystemCalls.ARCH_PRCTL;
            Register[] changed = {Register.FS_BASE, Register.GS_BASE};
            runToEntry(task, frame, frame.entryRegisters(), call.inputs(), namesEntry ? new Register[0] : changed);
        }
        calls.perform(task, frame, call);
        task.blocked(call.phase() == Event.Phase.ENTERED);
        if (call.phase() != Event.Phase.ENTERED) {
            task.returned(call.number(), frame.registers().result());
        }
        if (call.xstate().length > 0) {
            Xstates.set(task.tracee(), call.xstate());
        }
    }

    private void runToEntry(
            ReplayTask task, TraceFrame frame, Registers expected, List<Capture> inputs, Register... ignored)
            throws TraceeGoneException {
        WaitResult stop = runs.run(task, task.toResume());
        String name = SyscallTable.name(expected.syscallNumber());
        if (stop == null) {
            throw diverged(frame, "system call " + name, "a run without end");
        }
        Registers actual = task.tracee().registers();
        if (stop.kind() != Kind.SECCOMP || actual.syscallNumber() != expected.syscallNumber()) {
            throw diverged(frame, "system call " + name, Differences.text(stop, actual, task));
        }
        requireEqual(frame, "entry of " + name, expected, actual, ignored);
        task.forgetRestart();
        compareInputs(task, frame, expected, inputs);
    }

    private void compareInputs(ReplayTask task, TraceFrame frame, Registers entry, List<Capture> inputs) {
        MemoryReader memory = task.space().memory();
        for (Capture input : inputs) {
            byte[] found = InputBytes.read(input, entry, memory);
            if (!Arrays.equals(found, input.bytes())) {
                throw diverged(
                        frame,
                        "argument " + input.argument() + " of " + SyscallTable.name(entry.syscallNumber()) + " at "
                                + Hex.of(input.address()) + " to be "
                                + Differences.shortened(input.bytes(), input.bytes(), found),
                        Differences.shortened(found, input.bytes(), found));
            }
        }
    }

    private void signal(ReplayTask task, TraceFrame frame, Event.Signal signal) throws TraceeGoneException {
        if (signal.synchronous()) {
            runToFault(task, frame, signal.signal(), signal.before());
        } else {
            requireEqual(frame, Signals.name(signal.signal()), signal.before(), task.registers(), Register.ORIG_RAX);
        }
        if (signal.disposition() == Event.Disposition.HANDLED) {
            task.forgetRestart();
            if (signal.xstate().length > 0) {
                Xstates.set(task.tracee(), signal.xstate());
            }
        }
    }

    private void runToFault(ReplayTask task, TraceFrame frame, int signal, Registers before)
            throws TraceeGoneException {
        WaitResult stop = runs.run(task, task.toResume());
        String expected = Signals.name(signal) + " at " + Hex.of(before.ip());
        if (stop == null) {
            throw diverged(frame, expected, "a run without end");
        }
        Registers actual = task.tracee().registers();
        if (stop.kind() != Kind.SIGNAL || stop.signal() != signal) {
            throw diverged(frame, expected, Differences.text(stop, actual, task));
        }
        requireEqual(frame, Signals.name(signal), before, actual, Register.ORIG_RAX);
        task.forgetRestart();
        boolean readsClock =
                signal == SIGSEGV && isClockRead(task.space().memory().read(actual.ip(), 3));
        if (readsClock != frame.event() instanceof Event.Tsc) {
            throw diverged(
                    frame,
                    frame.event() instanceof Event.Tsc ? "a clock instruction" : expected,
                    readsClock ? "a clock instruction" : "another instruction");
        }
    }

    /** rdtsc or rdtscp. */
    private static boolean isClockRead(byte[] code) {
        return code.length >= 2
                && code[0] == 0x0f
                && (code[1] == 0x31 || code.length >= 3 && code[1] == 0x01 && code[2] == (byte) 0xf9);
    }

    static PointState point(ReplayTask task, TraceFrame frame, Event.Preempt preempt) {
        MemoryChecksum checksum = frame.checksum().orElse(new MemoryChecksum(List.of()));
        return new PointState(task, frame.registers(), preempt.xstate(), preempt.lines(), checksum);
    }

    private void preempt(ReplayTask task, TraceFrame frame, Event.Preempt preempt) throws TraceeGoneException {
        StatePoint point = new StatePoint(runs, task, point(task, frame, preempt), false);
        boolean moved = !frame.registers().equals(task.registers());
        String instead = point.reach();
        if (instead != null) {
            throw diverged(frame, "the point at " + Hex.of(frame.registers().ip()), instead);
        }
        if (moved) {
            task.forgetRestart();
        }
    }

    private ReplayTask exec(TraceFrame frame, Event.Exec exec, ReplayTask old) throws TraceeGoneException {
        ReplayTask task = old;
        if (task != null) {
            if (!task.isBlocked()) {
                runToEntry(task, frame, exec.entry(), exec.inputs());
            }
            tasks.replace(task);
        } else if (frame.number() > 0) {
            throw diverged(frame, "task " + frame.task() + " to be alive", "no such task");
        }
        Tracee tracee = zygote.copy();
        ReplaySpace space = ReplaySpace.of(
                tracee.tid(), exec.image().mappings(), exec.image().brkStart());
        int processId = task == null ? frame.task().tid() : task.process().processId();
        ReplayProcess process = new ReplayProcess(processId, tracee, space);
        String path = exec.image().path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (task == null) {
            task = new ReplayTask(frame.task(), process, tracee, frame.registers(), name, frame.number());
        } else {
            task.exec(process, tracee, name);
        }
        task.cpuid(zygote.cpuid());
        tasks.add(task);
        MappingCalls mappings = new MappingCalls(tracee, space.memory(), trace, tasks.shared());
        for (dev.jrr.model.Mapping mapping : exec.image().mappings()) {
            mappings.add(mapping, false);
        }
        mappings.run();
        Xstates.set(tracee, exec.image().xstate());
        return task;
    }

    private void requireEqual(
            TraceFrame frame, String where, Registers expected, Registers actual, Register... ignored) {
        Register register = Differences.first(expected, actual, ignored);
        if (register != null) {
            throw diverged(
                    frame, Differences.text(register, expected) + " at " + where, Differences.text(register, actual));
        }
    }

    private void compareMemory(ReplayTask task, TraceFrame frame) {
        // A point was found by its memory: it has just been compared.
        if (frame.checksum().isEmpty() || frame.event() instanceof Event.Preempt) {
            return;
        }
        MemoryChecksum.Range range =
                MemoryComparison.firstDifference(task.space(), frame.checksum().get());
        if (range != null) {
            throw diverged(
                    frame,
                    "the recorded contents of memory " + Hex.of(range.start()) + "-"
                            + Hex.of(range.start() + range.length()),
                    "other contents");
        }
    }

    DivergenceException diverged(TraceFrame frame, String expected, String actual) {
        List<String> lines = new ArrayList<>();
        for (long number = Math.max(0, frame.number() - FRAMES_BEFORE); number <= frame.number(); number++) {
            TraceFrame each = trace.frame(number);
            lines.add(number + "  " + each.task() + "  " + FrameText.describe(each));
        }
        return new DivergenceException(frame.number(), frame.task(), expected, actual, lines);
    }
}
