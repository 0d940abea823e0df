package dev.jrr.replay;

import dev.jrr.base.Check;
import dev.jrr.base.JrrException;
import dev.jrr.linux.Errno;
import dev.jrr.linux.ErrnoException;
import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.Signals;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Register;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.util.List;

/** Makes and ends the kernel's tasks that stand for the recorded ones. Tracer thread only. */
final class RealTasks {
    /** CLONE_VM, FS, FILES, SIGHAND, THREAD, SYSVSEM. */
    private static final long THREAD_FLAGS = 0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x40000;

    private static final long SIGCHLD = 17;
    private static final long CLONE_VM = 0x100;
    private static final long CLONE_PARENT = 0x8000;
    private static final int SIGKILL = 9;

    private RealTasks() {}

    /** A new process with a copy of the memory; the tracer is its parent, so it leaves no zombie. */
    static Tracee fork(Tracee from, AddressSpace space) throws TraceeGoneException {
        return clone(from, space, CLONE_PARENT | SIGCHLD);
    }

    /** A new process in the same memory, as vfork makes it. */
    static Tracee forkSharing(Tracee from, AddressSpace space) throws TraceeGoneException {
        return clone(from, space, CLONE_VM | CLONE_PARENT | SIGCHLD);
    }

    /** A new thread of the same process. */
    static Tracee thread(Tracee from, AddressSpace space) throws TraceeGoneException {
        return clone(from, space, THREAD_FLAGS);
    }

    /** The new task is stopped before its first instruction. */
    private static Tracee clone(Tracee from, AddressSpace space, long flags) throws TraceeGoneException {
        RemoteSyscalls calls = new RemoteSyscalls(from, space);
        calls.add(SystemCalls.CLONE, flags);
        long tid = calls.run()[0];
        if (tid <= 0) {
            throw new JrrException(
                    "replay cannot make another task: error " + -tid + " (a limit on processes, or too little memory)");
        }
        Tracee made = new Tracee(from.ptrace(), (int) tid, false);
        WaitResult stop = made.await();
        Check.that(stop.kind() == Kind.INTERRUPTED, "first stop of task %d is %s", tid, stop.kind());
        return made;
    }

    /** Ends one thread whose process lives on. */
    static void exitThread(Tracee thread) throws TraceeGoneException {
        thread.setRegisters(thread.registers()
                .with(Register.RIP, JrrPage.SINGLE_CALL)
                .with(Register.RAX, SystemCalls.EXIT)
                .with(Register.RDI, 0)
                .with(Register.ORIG_RAX, -1));
        thread.resume(Resume.CONT, 0);
        reap(thread.ptrace(), thread.tid());
    }

    /**
     * Kills a process and waits until nothing is left of it.
     *
     * @param threads the ids of its threads apart from the leader's
     */
    static void kill(Ptrace ptrace, int leader, List<Integer> threads) {
        Signals.sendToProcess(leader, SIGKILL);
        // The kernel reports a leader only when all other threads have been reported.
        for (int tid : threads) {
            reap(ptrace, tid);
        }
        reap(ptrace, leader);
    }

    private static void reap(Ptrace ptrace, int tid) {
        try {
            while (true) {
                WaitResult news = ptrace.waitFor(tid, true);
                if (news != null) {
                    if (news.isGone()) {
                        return;
                    }
                    ptrace.resume(tid, Resume.CONT, 0);
                }
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ECHILD) {
                throw e;
            }
        }
    }
}
