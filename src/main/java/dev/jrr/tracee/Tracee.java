package dev.jrr.tracee;

import dev.jrr.base.Check;
import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.WaitResult;
import dev.jrr.model.Registers;

/**
 * One live task under ptrace. Registers are read at most once a stop and written at most once a
 * resume. Tracer thread only.
 */
public final class Tracee {
    private final Ptrace ptrace;
    private int tid;
    private boolean stopped;
    private Registers registers;
    private boolean registersChanged;

    /** A task that is stopped, or about to stop for the first time. */
    public Tracee(Ptrace ptrace, int tid, boolean stopped) {
        this.ptrace = ptrace;
        this.tid = tid;
        this.stopped = stopped;
    }

    public int tid() {
        return tid;
    }

    /** After an exec by a thread that was not the leader, the task has the leader's id. */
    public void renameTo(int newTid) {
        tid = newTid;
    }

    public Ptrace ptrace() {
        return ptrace;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Tells that wait(2) has reported a stop. */
    public void hasStopped() {
        stopped = true;
        registers = null;
        registersChanged = false;
    }

    public Registers registers() throws TraceeGoneException {
        if (registers == null) {
            Check.that(stopped, "registers of task %d, which runs", tid);
            registers = ptrace.registers(tid);
            if (registers == null) {
                throw new TraceeGoneException(tid);
            }
        }
        return registers;
    }

    /** Sets all registers; they reach the task when it resumes. */
    public void setRegisters(Registers value) {
        if (!value.equals(registers)) {
            registers = value;
            registersChanged = true;
        }
    }

    /** Resumes with a signal to deliver, or 0. */
    public void resume(Resume how, int signal) throws TraceeGoneException {
        Check.that(stopped, "resume of task %d, which runs", tid);
        flush();
        registers = null;
        int error = ptrace.resume(tid, how, signal);
        if (error < 0) {
            throw new TraceeGoneException(tid);
        }
        stopped = false;
    }

    /** Writes changed registers now. */
    public void flush() throws TraceeGoneException {
        if (registersChanged) {
            if (ptrace.setRegisters(tid, registers) < 0) {
                throw new TraceeGoneException(tid);
            }
            registersChanged = false;
        }
    }

    public byte[] xstate() throws TraceeGoneException {
        byte[] xstate = ptrace.xstate(tid);
        if (xstate == null) {
            throw new TraceeGoneException(tid);
        }
        return xstate;
    }

    public void setXstate(byte[] xstate) throws TraceeGoneException {
        if (ptrace.setXstate(tid, xstate) < 0) {
            throw new TraceeGoneException(tid);
        }
    }

    /** Waits for this task alone; a broken wait is taken up again. */
    public WaitResult await() {
        WaitResult result;
        do {
            result = ptrace.waitFor(tid, true);
        } while (result == null);
        if (!result.isGone()) {
            hasStopped();
        }
        return result;
    }

    @Override
    public String toString() {
        return "task " + tid;
    }
}
