package dev.jrr.replay;

import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.SliceTimer;
import dev.jrr.linux.WaitResult;
import dev.jrr.model.Registers;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;

/**
 * Lets one task run to its next stop, but not for ever: a replay that has gone wrong may never
 * come to another system call.
 */
final class TaskRun implements AutoCloseable {
    private static final long LOOK_EVERY_NANOS = 500_000_000L;
    private static final long LEAST_NANOS = 20_000_000_000L;
    private static final long SLOWDOWN = 20;

    private final Ptrace ptrace;
    private final SliceTimer timer = new SliceTimer();
    private long allowedNanos = LEAST_NANOS;

    TaskRun(Ptrace ptrace) {
        this.ptrace = ptrace;
        timer.start(LOOK_EVERY_NANOS, LOOK_EVERY_NANOS);
    }

    /** Allows the next runs a multiple of what the recording took. */
    void recordedNanos(long nanos) {
        allowedNanos = LEAST_NANOS + SLOWDOWN * Math.max(0, nanos);
    }

    /** Runs to the next stop; null if that takes far too long. The task then runs on. */
    WaitResult run(Tracee tracee, Registers registers, Resume how) throws TraceeGoneException {
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
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
