package dev.jrr.replay;

import dev.jrr.base.JrrException;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.RandomInstruction;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A copy of a replay at one place, in which anything may be changed, and which then runs on by itself:
 * {@link DivertedCalls} says how its system calls are answered. One task runs at a time. Nothing of it
 * reaches the trace, the replay, or the world outside. Tracer thread only.
 */
public final class Diversion implements AutoCloseable {
    private static final long SLICE_NANOS = 50_000_000L;
    private static final int SIGILL = 4;
    private static final int SIGSEGV = 11;

    private final ReplayTasks tasks = new ReplayTasks();
    private final TaskRun runs;
    private final DivertedCalls calls;
    private final DivertedWaits waits = new DivertedWaits();
    private final List<TaskUid> order = new ArrayList<>();
    private final SplittableRandom random;
    private TaskUid current;
    private boolean hasStarted;

    /** Why a run has stopped. */
    public enum End {
        /** A breakpoint or a watchpoint. */
        STOP,
        /** All tasks have ended. */
        OVER,
        /** Every task waits for something that nobody will do. */
        ALL_WAIT,
        /** A task got a signal that would end it, or be handled. */
        SIGNAL,
        /** It was asked to. */
        CANCELLED
    }

    /**
     * Where a run has stopped.
     *
     * @param task whose stop or signal it is, or null
     * @param stop for {@link End#STOP}
     * @param signal for {@link End#SIGNAL}
     */
    public record Halt(End end, TaskUid task, Stop stop, int signal) {}

    private Diversion(TraceReader trace, TaskRun runs, long position, long nanos) {
        this.runs = runs;
        this.random = new SplittableRandom(position);
        this.calls = new DivertedCalls(trace, tasks, waits, position, nanos);
    }

    /** A copy of all tasks of a session as they are. */
    static Diversion of(ReplaySession session, TraceReader trace, TaskRun runs, long nanos) {
        Diversion diversion = new Diversion(trace, runs, session.position(), nanos);
        try (SessionCopy copy = session.copy()) {
            copy.restoreInto(diversion.tasks);
        }
        diversion.tasks.all().forEach(task -> diversion.order.add(task.uid()));
        TraceFrame next = session.isAtEnd() ? null : trace.frame(session.position() + 1);
        diversion.current = next == null || diversion.tasks.get(next.task()) == null
                ? diversion.order.stream().findFirst().orElse(null)
                : next.task();
        return diversion;
    }

    /** The tasks that have not ended, in the order of their creation. */
    public Collection<ReplayTask> tasks() {
        return List.copyOf(tasks.all());
    }

    public Optional<ReplayTask> task(TaskUid uid) {
        return Optional.ofNullable(tasks.get(uid));
    }

    /** The task that goes on next, if there is one. */
    public TaskUid current() {
        return current;
    }

    /** What it has written to its standard output and error. */
    public byte[] output() {
        return calls.output();
    }

    /** How often each system call was refused. */
    public Map<String, Integer> refused() {
        return calls.refused();
    }

    /**
     * Changes memory, also where the program may only read it.
     *
     * @return the first address where nothing is mapped, or 0
     */
    public long write(ReplayTask task, long address, byte[] bytes) {
        try {
            return task.space().write(task.tracee(), tasks.shared(), address, bytes);
        } catch (TraceeGoneException e) {
            throw killed(e);
        }
    }

    public void register(ReplayTask task, Register register, long value) {
        task.registers(task.registers().with(register, value));
    }

    private static JrrException killed(TraceeGoneException e) {
        return new JrrException("a task of the diversion was killed from outside", e);
    }

    /** Runs on until something stops it. */
    public Halt run(List<Stop> stops, BooleanSupplier goesOn) {
        runs.stops().set(stops);
        tasks.all().forEach(runs.stops()::know);
        try {
            begin();
            while (goesOn.getAsBoolean()) {
                ReplayTask task = choose();
                if (task == null) {
                    return new Halt(tasks.all().isEmpty() ? End.OVER : End.ALL_WAIT, null, null, 0);
                }
                Halt halt = runOne(task);
                if (halt != null) {
                    return halt;
                }
            }
            return new Halt(End.CANCELLED, null, null, 0);
        } catch (TraceeGoneException e) {
            throw killed(e);
        } finally {
            runs.stops().set(List.of());
        }
    }

    /** The calls that tasks are in are made again: what they wait for may have been changed. */
    private void begin() throws TraceeGoneException {
        if (hasStarted) {
            return;
        }
        hasStarted = true;
        for (ReplayTask task : tasks()) {
            if (task.isBlocked()) {
                after(task, calls.again(task));
            }
        }
    }

    /** A task that can run: the current one if that can; null if none can. */
    private ReplayTask choose() {
        waits.overtaken().forEach(calls::end);
        while (true) {
            int start = Math.max(0, order.indexOf(current));
            for (int i = 0; i < order.size(); i++) {
                ReplayTask task = tasks.get(order.get((start + i) % order.size()));
                if (task != null && !waits.isWaiting(task)) {
                    current = task.uid();
                    return task;
                }
            }
            DivertedWaits.Wait next = waits.next();
            if (next == null) {
                return null;
            }
            calls.passTo(next.until());
            waits.forget(next.task());
            calls.end(new DivertedWaits.Ended(next.task(), next.timeResult()));
        }
    }

    private Halt runOne(ReplayTask task) throws TraceeGoneException {
        WaitResult stop;
        runs.allow(SLICE_NANOS);
        try {
            stop = runs.run(task, task.toResume());
        } catch (StopReached reached) {
            keep(task);
            return new Halt(End.STOP, task.uid(), reached.stop(), 0);
        }
        if (stop == null) {
            task.tracee().ptrace().interrupt(task.tracee().tid());
            stop = task.tracee().await();
        }
        keep(task);
        Registers live = task.registers();
        if (stop.kind() == Kind.SECCOMP) {
            task.tracee().setRegisters(live.with(Register.ORIG_RAX, -1));
            DivertedCalls.Outcome outcome = calls.call(task, live);
            after(task, outcome);
            Stop there = outcome == DivertedCalls.Outcome.RETURNED
                    ? runs.stops().at(task.space(), task.registers().ip())
                    : null;
            return there == null ? null : new Halt(End.STOP, task.uid(), there, 0);
        }
        if (stop.kind() != Kind.SIGNAL) {
            yieldFrom(task);
            return null;
        }
        if (isAnswered(task, live, stop.signal())) {
            return null;
        }
        return new Halt(End.SIGNAL, task.uid(), null, stop.signal());
    }

    private static void keep(ReplayTask task) throws TraceeGoneException {
        task.registers(task.tracee().registers());
        task.forgetRestart();
    }

    /** Whether a task has stopped at an instruction that the recorder, too, would have answered. */
    private boolean isAnswered(ReplayTask task, Registers live, int signal) {
        return signal == SIGSEGV && readsClock(task, live) || signal == SIGILL && drawsRandom(task, live);
    }

    /** rdrand and rdseed trap: the diversion has random numbers of its own. */
    private boolean drawsRandom(ReplayTask task, Registers live) {
        byte[] code = task.space().memory().read(live.ip(), RandomInstruction.LONGEST);
        RandomInstruction instruction = RandomInstruction.at(code, 0, true);
        if (instruction != null) {
            task.registers(instruction.returned(live, random.nextLong()));
        }
        return instruction != null;
    }

    /** rdtsc and rdtscp trap: they read the diversion's clock. */
    private boolean readsClock(ReplayTask task, Registers live) {
        byte[] code = task.space().memory().read(live.ip(), 3);
        boolean isShort = code.length >= 2 && code[0] == 0x0f && code[1] == 0x31;
        boolean isLong = code.length >= 3 && code[0] == 0x0f && code[1] == 0x01 && code[2] == (byte) 0xf9;
        if (!isShort && !isLong) {
            return false;
        }
        long time = calls.nanos();
        calls.passTo(time + 1);
        task.registers(live.with(Register.RAX, time & 0xffffffffL)
                .with(Register.RDX, time >>> 32)
                .with(Register.RIP, live.ip() + (isShort ? 2 : 3)));
        return true;
    }

    private void after(ReplayTask task, DivertedCalls.Outcome outcome) throws TraceeGoneException {
        switch (outcome) {
            case RETURNED -> {}
            case YIELDED, WAITS -> yieldFrom(task);
            case ENDED -> end(task);
            case PROCESS_ENDED -> {
                for (ReplayTask each : List.copyOf(task.process().tasks())) {
                    waits.forget(each);
                    order.remove(each.uid());
                }
                tasks.end(task, true);
            }
        }
        for (ReplayTask each : tasks()) {
            if (!order.contains(each.uid())) {
                order.add(each.uid());
            }
        }
    }

    private void end(ReplayTask task) throws TraceeGoneException {
        long cleared = calls.clearedAtExit(task);
        if (cleared != 0) {
            task.space()
                    .memory()
                    .write(
                            cleared,
                            ByteBuffer.allocate(Integer.BYTES)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .array());
            new DivertedFutex(calls, waits).wake(task.space(), cleared, 1, -1);
        }
        yieldFrom(task);
        order.remove(task.uid());
        waits.forget(task);
        tasks.end(task, task.process().tasks().size() == 1);
    }

    private void yieldFrom(ReplayTask task) {
        int place = order.indexOf(task.uid());
        current = order.isEmpty() ? null : order.get((place + 1) % order.size());
    }

    /**
     * One instruction of the current task; a system call is answered as one.
     *
     * @return why it could not be, or null
     */
    public Halt step() {
        try {
            begin();
            ReplayTask task = choose();
            if (task == null) {
                return new Halt(tasks.all().isEmpty() ? End.OVER : End.ALL_WAIT, null, null, 0);
            }
            runs.allow(SLICE_NANOS);
            WaitResult stop = runs.step(task, task.toResume());
            if (stop == null) {
                throw new JrrException("an instruction of task " + task.uid() + " does not end");
            }
            keep(task);
            if (stop.kind() == Kind.SECCOMP) {
                task.tracee().setRegisters(task.registers().with(Register.ORIG_RAX, -1));
                after(task, calls.call(task, task.registers()));
                return null;
            }
            boolean isStep = stop.kind() == Kind.SIGNAL && stop.signal() == 5;
            if (isStep || stop.kind() != Kind.SIGNAL || isAnswered(task, task.registers(), stop.signal())) {
                return null;
            }
            return new Halt(End.SIGNAL, task.uid(), null, stop.signal());
        } catch (TraceeGoneException e) {
            throw killed(e);
        }
    }

    /** Ends all its tasks. */
    @Override
    public void close() {
        tasks.killAll();
    }
}
