package dev.jrr.replay;

import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.SliceTimer;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;

/**
 * Lets one task run to its next stop, but not for ever: a replay that has gone wrong may never
 * come to another system call. On the way it may come to one of the {@link Stops}.
 */
final class TaskRun implements AutoCloseable {
    private static final int SIGTRAP = 5;
    private static final long LOOK_EVERY_NANOS = 50_000_000L;
    private static final long LEAST_NANOS = 20_000_000_000L;
    private static final long SLOWDOWN = 20;

    private final Ptrace ptrace;
    private final SliceTimer timer = new SliceTimer();
    private final Stops stops = new Stops();
    private Runnable question = () -> {};
    private long allowedNanos = LEAST_NANOS;

    TaskRun(Ptrace ptrace) {
        this.ptrace = ptrace;
        timer.start(LOOK_EVERY_NANOS, LOOK_EVERY_NANOS);
    }

    Stops stops() {
        return stops;
    }

    /**
     * What is asked about every 50 ms while a task runs. An exception from it ends the run: the task is then
     * stopped anywhere.
     */
    void whileRunning(Runnable newQuestion) {
        question = newQuestion;
    }

    /** Allows the next runs about this long. */
    void allow(long nanos) {
        allowedNanos = nanos;
    }

    /** Allows the next runs a multiple of what the recording took. */
    void recordedNanos(long nanos) {
        allowedNanos = LEAST_NANOS + SLOWDOWN * Math.max(0, nanos);
    }

    /**
     * Runs to the next stop; null if that takes far too long. The task then runs on.
     *
     * @throws StopReached if it comes to one of the {@link #stops} before; the task then stands there
     */
    WaitResult run(ReplayTask task, Registers registers) throws TraceeGoneException {
        Registers from = registers;
        while (true) {
            boolean steps = stops.at(task.space(), from.ip()) != null;
            WaitResult stop = steps ? step(task, from) : runOn(task, from);
            if (stop == null || stop.kind() != Kind.SIGNAL || stop.signal() != SIGTRAP) {
                return stop;
            }
            Registers live = task.tracee().registers();
            if (!steps) {
                Stop.At at = stops.at(task.space(), live.ip() - 1);
                if (at != null) {
                    task.tracee().setRegisters(live.with(Register.RIP, live.ip() - 1));
                    throw new StopReached(at);
                }
                if (!watchTriggered(task)) {
                    return stop;
                }
                requireUnchanged(task);
            } else if (live.ip() != from.ip()) {
                Stop.At next = stops.at(task.space(), live.ip());
                if (next != null) {
                    throw new StopReached(next);
                }
            }
            from = live.with(Register.ORIG_RAX, -1);
        }
    }

    private WaitResult runOn(ReplayTask task, Registers from) throws TraceeGoneException {
        stops.watch(task);
        stops.insert(task.space());
        try {
            return resume(task, from, Resume.CONT);
        } finally {
            stops.remove(task.space());
        }
    }

    /**
     * Makes one instruction.
     *
     * @throws StopReached if it has changed what is watched
     */
    WaitResult step(ReplayTask task, Registers from) throws TraceeGoneException {
        stops.watch(task);
        WaitResult stop = resume(task, from, Resume.SINGLESTEP);
        boolean isStep = stop != null && stop.kind() == Kind.SIGNAL && stop.signal() == SIGTRAP;
        // Out of a system call stop the first step ends before the instruction.
        if (isStep && Differences.first(from, task.tracee().registers(), Register.ORIG_RAX) == null) {
            stop = resume(task, from, Resume.SINGLESTEP);
        }
        if (isStep && watchTriggered(task)) {
            requireUnchanged(task);
        }
        return stop;
    }

    private void requireUnchanged(ReplayTask task) {
        Stop.Change changed = stops.changed(task);
        if (changed != null) {
            throw new StopReached(changed);
        }
    }

    private boolean watchTriggered(ReplayTask task) {
        if (!stops.hasWatchpoints()) {
            return false;
        }
        int tid = task.tracee().tid();
        boolean triggered = (ptrace.debugRegister(tid, Ptrace.DEBUG_STATUS) & 0xf) != 0;
        if (triggered) {
            ptrace.setDebugRegister(tid, Ptrace.DEBUG_STATUS, 0);
        }
        return triggered;
    }

    /** Resumes a task; a cpuid that faults on the way is an instruction like any other. */
    private WaitResult resume(ReplayTask task, Registers registers, Resume how) throws TraceeGoneException {
        Registers from = registers;
        while (true) {
            WaitResult stop = resume(task.tracee(), from, how);
            from = stop == null ? null : CpuidFault.answered(task, stop);
            if (from == null) {
                return stop;
            }
            if (how == Resume.SINGLESTEP) {
                task.tracee().setRegisters(from);
                return WaitResult.stepped(stop.tid());
            }
        }
    }

    private WaitResult resume(Tracee tracee, Registers registers, Resume how) throws TraceeGoneException {
        tracee.setRegisters(registers);
        tracee.resume(how, 0);
        long began = System.nanoTime();
        while (true) {
            WaitResult stop = ptrace.waitFor(tracee.tid(), true);
            if (stop != null) {
                if (stop.isGone()) {
                    throw new TraceeGoneException(tracee.tid());
                }
                tracee.hasStopped();
                return stop;
            }
            if (System.nanoTime() - began > allowedNanos) {
                return null;
            }
            ask(tracee);
        }
    }

    private void ask(Tracee running) {
        try {
            question.run();
        } catch (RuntimeException e) {
            ptrace.interrupt(running.tid());
            running.await();
            throw e;
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
