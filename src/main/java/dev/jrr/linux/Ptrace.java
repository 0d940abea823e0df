package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;

/**
 * ptrace(2) and wait(2) for one tracer thread. Every instance belongs to the thread that made its
 * tracees: the kernel binds them to it.
 *
 * <p>Requests return 0, or a negated error number; -ESRCH means that the tracee is not stopped or
 * is gone, which SIGKILL may bring about at any moment.
 */
public final class Ptrace {
    /** Which debug register says what happened, and which what is on (Intel SDM 17.2). */
    public static final int DEBUG_STATUS = 6;

    public static final int DEBUG_CONTROL = 7;

    private static final long PTRACE_PEEKUSER = 3;
    private static final long PTRACE_POKEUSER = 6;

    /** offsetof(struct user, u_debugreg) (arch/x86/include/asm/user_64.h). */
    private static final long DEBUG_REGISTERS = 848;

    private static final long PTRACE_CONT = 7;
    private static final long PTRACE_SINGLESTEP = 9;
    private static final long PTRACE_GETREGS = 12;
    private static final long PTRACE_SETREGS = 13;
    private static final long PTRACE_SYSCALL = 24;
    private static final long PTRACE_GETEVENTMSG = 0x4201;
    private static final long PTRACE_GETSIGINFO = 0x4202;
    private static final long PTRACE_SETSIGINFO = 0x4203;
    private static final long PTRACE_GETREGSET = 0x4204;
    private static final long PTRACE_SETREGSET = 0x4205;
    private static final long PTRACE_SEIZE = 0x4206;
    private static final long PTRACE_INTERRUPT = 0x4207;
    private static final long PTRACE_LISTEN = 0x4208;
    private static final long PTRACE_GETSIGMASK = 0x420a;
    private static final long PTRACE_SETSIGMASK = 0x420b;
    private static final long NT_X86_XSTATE = 0x202;

    /** SYSGOOD, FORK, VFORK, CLONE, EXEC, VFORK_DONE, EXIT, SECCOMP, EXITKILL. */
    private static final long OPTIONS = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x20 | 0x40 | 0x80 | 0x100000;

    private static final int SIGINFO_BYTES = 128;
    private static final int XSTATE_BYTES = 16384;
    private static final int WALL = 0x40000000;
    private static final int WNOTHREAD = 0x20000000;
    private static final int WNOHANG = 1;

    private final Memory memory = new Memory(32768);
    private final Pointer pointer = memory.share(0);
    private final long address = Pointer.nativeValue(memory);

    /** How a stopped tracee goes on. */
    public enum Resume {
        /** To the next seccomp stop, signal or event. */
        CONT(PTRACE_CONT),
        /** To the exit of the system call it is in, or the entry of the next. */
        SYSCALL(PTRACE_SYSCALL),
        /** One instruction. */
        SINGLESTEP(PTRACE_SINGLESTEP);

        private final long request;

        Resume(long request) {
            this.request = request;
        }
    }

    private int request(long request, int tid, long addr, long data) {
        if (LibC.ptrace(request, tid, addr, data) == -1) {
            return -Native.getLastError();
        }
        return 0;
    }

    /** Attaches without stopping, with all options that recording and replay use. */
    public int seize(int tid) {
        return request(PTRACE_SEIZE, tid, 0, OPTIONS);
    }

    /** Resumes; {@code signal} is delivered if the stop was a signal delivery stop, 0 for none. */
    public int resume(int tid, Resume how, int signal) {
        return request(how.request, tid, 0, signal);
    }

    /** Asks for a stop, also of a thread that blocks every signal. Lost if another stop comes first. */
    public int interrupt(int tid) {
        return request(PTRACE_INTERRUPT, tid, 0, 0);
    }

    /** Lets a task in a group stop stay stopped, until SIGCONT. */
    public int listen(int tid) {
        return request(PTRACE_LISTEN, tid, 0, 0);
    }

    /** The general registers, or null if the tracee is gone. */
    public Registers registers(int tid) {
        if (request(PTRACE_GETREGS, tid, 0, address) < 0) {
            return null;
        }
        return Registers.of(pointer.getLongArray(0, Register.COUNT));
    }

    public int setRegisters(int tid, Registers registers) {
        pointer.write(0, registers.toArray(), 0, Register.COUNT);
        return request(PTRACE_SETREGS, tid, 0, address);
    }

    /** The XSAVE area, or null if the tracee is gone. */
    public byte[] xstate(int tid) {
        pointer.setLong(0, address + 64);
        pointer.setLong(8, XSTATE_BYTES);
        if (request(PTRACE_GETREGSET, tid, NT_X86_XSTATE, address) < 0) {
            return null;
        }
        return pointer.getByteArray(64, (int) pointer.getLong(8));
    }

    public int setXstate(int tid, byte[] xstate) {
        pointer.setLong(0, address + 64);
        pointer.setLong(8, xstate.length);
        pointer.write(64, xstate, 0, xstate.length);
        return request(PTRACE_SETREGSET, tid, NT_X86_XSTATE, address);
    }

    /** A debug register, 0 to 7, of a stopped task; 0 if it is gone. */
    public long debugRegister(int tid, int number) {
        long value = LibC.ptrace(PTRACE_PEEKUSER, tid, DEBUG_REGISTERS + (long) Long.BYTES * number, 0);
        return value == -1 ? 0 : value;
    }

    /** Sets one; addresses before {@link #DEBUG_CONTROL}, which turns them on. */
    public int setDebugRegister(int tid, int number, long value) {
        return request(PTRACE_POKEUSER, tid, DEBUG_REGISTERS + (long) Long.BYTES * number, value);
    }

    /** The siginfo_t of the signal delivery stop, or null if there is none. */
    public byte[] siginfo(int tid) {
        if (request(PTRACE_GETSIGINFO, tid, 0, address) < 0) {
            return null;
        }
        return pointer.getByteArray(0, SIGINFO_BYTES);
    }

    public int setSiginfo(int tid, byte[] siginfo) {
        pointer.write(0, siginfo, 0, SIGINFO_BYTES);
        return request(PTRACE_SETSIGINFO, tid, 0, address);
    }

    /** What a ptrace event tells: the new task's id, the former id of an exec, an exit status. */
    public long eventMessage(int tid) {
        if (request(PTRACE_GETEVENTMSG, tid, 0, address) < 0) {
            return -1;
        }
        return pointer.getLong(0);
    }

    /** The mask of blocked signals, bit 0 for signal 1; -1 if the tracee is gone. */
    public long signalMask(int tid) {
        if (request(PTRACE_GETSIGMASK, tid, 8, address) < 0) {
            return -1;
        }
        return pointer.getLong(0);
    }

    public int setSignalMask(int tid, long mask) {
        pointer.setLong(0, mask);
        return request(PTRACE_SETSIGMASK, tid, 8, address);
    }

    /**
     * Waits for a tracee of this thread, and only of this thread: the JVM's own children stay
     * untouched (__WNOTHREAD).
     *
     * @param tid which, or -1 for any
     * @param block whether to wait until there is one
     * @return null if there is none now, or if a signal (the time slice's) broke the wait
     * @throws ErrnoException ECHILD if there is nothing to wait for
     */
    public WaitResult waitFor(int tid, boolean block) {
        int got = LibC.wait4(tid, address, WALL | WNOTHREAD | (block ? 0 : WNOHANG), 0);
        if (got > 0) {
            return new WaitResult(got, pointer.getInt(0));
        }
        if (got < 0) {
            int errno = Native.getLastError();
            if (errno != Errno.EINTR) {
                throw new ErrnoException("wait4", errno);
            }
        }
        return null;
    }
}
