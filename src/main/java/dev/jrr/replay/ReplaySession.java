package dev.jrr.replay;

import dev.jrr.base.Hex;
import dev.jrr.base.JrrException;
import dev.jrr.kernel.FrameText;
import dev.jrr.kernel.MemoryReader;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.linux.Cpus;
import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Executes a trace again, frame by frame. Tracer thread only.
 *
 * <p>Assumes a trace whose frames are in the order in which things happened, on a processor with
 * the features that the recording saw.
 *
 * <p>Guarantees: between two steps every real task is stopped, and the session stands exactly at
 * {@link #position()}; what is not as the trace says is never stepped over.
 */
public final class ReplaySession implements AutoCloseable {
    private static final int SIGSEGV = 11;
    private static final int FRAMES_BEFORE = 10;

    private final TraceReader trace;
    private final Zygote zygote;
    private final TaskRun runs;
    private final ReplayTasks tasks = new ReplayTasks();
    private final SyscallReplay calls;
    private final BufferedReplay buffered;
    private long position = -1;
    private long lastTimeNanos;
    private boolean dead;

    private ReplaySession(TraceReader trace, Ptrace ptrace, Zygote zygote) {
        this.trace = trace;
        this.zygote = zygote;
        this.runs = new TaskRun(ptrace);
        this.calls = new SyscallReplay(trace, tasks);
        this.buffered = new BufferedReplay(runs);
    }

    /** The processor to replay on: the recording's if it may be used, since programs can ask which. */
    public static int cpuFor(TraceReader trace) {
        List<Integer> allowed = Cpus.allowed();
        String recorded = trace.header().machine().getOrDefault("cpu-number", "");
        for (int cpu : allowed) {
            if (Integer.toString(cpu).equals(recorded)) {
                return cpu;
            }
        }
        return allowed.get(0);
    }

    /**
     * Starts before the first frame, on the calling thread as tracer thread.
     *
     * @param cpu where the tasks run: the tracer thread's own
     */
    public static ReplaySession start(TraceReader trace, Ptrace ptrace, int cpu) {
        return new ReplaySession(trace, ptrace, Zygote.start(ptrace, cpu));
    }

    /** The frame that was replayed last, -1 before the first. */
    public long position() {
        return position;
    }

    public boolean isAtEnd() {
        return position + 1 >= trace.frameCount();
    }

    /** Whether a divergence has ended it; {@link #restore} and {@link #restart} revive it. */
    public boolean isDead() {
        return dead;
    }

    /** The tasks alive at the position, in the order of their creation. */
    public Collection<ReplayTask> tasks() {
        return List.copyOf(tasks.all());
    }

    /** A task alive at the position. */
    public Optional<ReplayTask> task(TaskUid uid) {
        return Optional.ofNullable(tasks.get(uid));
    }

    /**
     * Replays the next frame and returns it.
     *
     * @throws DivergenceException if something is not as the trace says. The session is then dead
     */
    public TraceFrame replayStep() {
        return replayStep(position + 1);
    }

    /**
     * Replays the next frame, or several if they are buffered calls that stand together, which takes
     * no longer; returns the last of them.
     *
     * @param most the last frame that may be replayed
     * @throws DivergenceException as {@link #replayStep()}
     */
    public TraceFrame replayStep(long most) {
        if (dead) {
            throw new JrrException("this replay has ended in a divergence");
        }
        long next = position + 1;
        TraceReader.Slice calls = trace.bufferedRun(next);
        TraceFrame frame = trace.frame(next);
        dead = true;
        try {
            if (calls == null) {
                runs.recordedNanos(frame.timeNanos() - lastTimeNanos);
                replay(frame);
            } else {
                frame = trace.frame(buffered.lastOf(calls, next, most));
                runs.recordedNanos(frame.timeNanos() - lastTimeNanos);
                replay(calls, next, frame);
            }
        } catch (TraceeGoneException e) {
            throw diverged(frame, "a task that lives on", "its end: it was killed from outside");
        }
        dead = false;
        position = frame.number();
        lastTimeNanos = frame.timeNanos();
        return frame;
    }

    private void replay(TraceReader.Slice calls, long first, TraceFrame last) throws TraceeGoneException {
        ReplayTask task = tasks.get(last.task());
        if (task == null || task.isBlocked()) {
            TraceFrame frame = trace.frame(first);
            throw diverged(
                    frame,
                    "task " + frame.task() + " to run",
                    task == null ? "no such task" : "that it is in a system call");
        }
        BufferedReplay.Difference difference = buffered.replay(task, calls, first, last.number());
        if (difference != null) {
            throw diverged(trace.frame(difference.frame()), difference.expected(), difference.actual());
        }
        task.registers(last.registers());
        task.lastFrame(last.number());
        task.forgetRestart();
    }

    private void replay(TraceFrame frame) throws TraceeGoneException {
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
        WaitResult stop = runs.run(task.tracee(), task.toResume(), Resume.CONT);
        String name = SyscallTable.name(expected.syscallNumber());
        if (stop == null) {
            throw diverged(frame, "system call " + name, "a run without end");
        }
        Registers actual = task.tracee().registers();
        if (stop.kind() != Kind.SECCOMP || actual.syscallNumber() != expected.syscallNumber()) {
            throw diverged(frame, "system call " + name, Differences.text(stop, actual));
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
            requireEqual(frame, "signal " + signal.signal(), signal.before(), task.registers(), Register.ORIG_RAX);
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
        WaitResult stop = runs.run(task.tracee(), task.toResume(), Resume.CONT);
        String expected = "signal " + signal + " at " + Hex.of(before.ip());
        if (stop == null) {
            throw diverged(frame, expected, "a run without end");
        }
        Registers actual = task.tracee().registers();
        if (stop.kind() != Kind.SIGNAL || stop.signal() != signal) {
            throw diverged(frame, expected, Differences.text(stop, actual));
        }
        requireEqual(frame, "signal " + signal, before, actual, Register.ORIG_RAX);
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

    private void preempt(ReplayTask task, TraceFrame frame, Event.Preempt preempt) throws TraceeGoneException {
        MemoryChecksum checksum = frame.checksum().orElse(new MemoryChecksum(List.of()));
        PointState state = new PointState(task, frame.registers(), preempt.xstate(), preempt.lines(), checksum);
        StatePoint point = new StatePoint(runs, task, state);
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
        } else if (position >= 0) {
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

    private DivergenceException diverged(TraceFrame frame, String expected, String actual) {
        List<String> lines = new ArrayList<>();
        for (long number = Math.max(0, frame.number() - FRAMES_BEFORE); number <= frame.number(); number++) {
            TraceFrame each = trace.frame(number);
            lines.add(number + "  " + each.task() + "  " + FrameText.describe(each));
        }
        return new DivergenceException(frame.number(), frame.task(), expected, actual, lines);
    }

    /** Two replays of one frame have come to different memory. */
    DivergenceException differs(TraceFrame frame, ProcFs.MapLine line) {
        dead = true;
        return diverged(
                frame,
                "the same contents of memory " + Hex.of(line.start()) + "-" + Hex.of(line.end()) + " in two replays",
                "different ones");
    }

    /** Whether {@link #copy} is possible now: not while processes share memory as vfork does. */
    public boolean canCopy() {
        return !dead && tasks.processes().stream().noneMatch(ReplayProcess::sharesMemory);
    }

    /** A copy of all tasks as they are now, which {@link #restore} can go back to. */
    public SessionCopy copy() {
        return SessionCopy.of(tasks, position, lastTimeNanos);
    }

    /** Goes to where a copy was taken. The copy stays usable. */
    public void restore(SessionCopy copy) {
        dead = true;
        tasks.killAll();
        copy.restoreInto(tasks);
        position = copy.position();
        lastTimeNanos = copy.timeNanos();
        dead = false;
    }

    /** Goes back to before the first frame. */
    public void restart() {
        tasks.killAll();
        position = -1;
        lastTimeNanos = 0;
        dead = false;
    }

    /** Ends every real task of the session; copies live on until they are closed. */
    @Override
    public void close() {
        dead = true;
        runs.close();
        tasks.killAll();
        zygote.close();
    }
}
