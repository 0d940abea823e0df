package dev.jrr.linux;

/**
 * What wait(2) said of one task. This is the only place that takes the status word apart.
 *
 * @param tid the task
 * @param status the status word
 */
public record WaitResult(int tid, int status) {
    private static final int SIGTRAP = 5;
    private static final int STOPPED = 0x7f;

    /** The kinds of news. */
    public enum Kind {
        /** The task has ended by exit: {@link #status} is final. */
        EXITED,
        /** The task was ended by a signal. */
        KILLED,
        /** Before a system call, by the seccomp filter. */
        SECCOMP,
        /** Entry or exit of a system call, by PTRACE_SYSCALL or PTRACE_SYSEMU. */
        SYSCALL,
        /** A signal is about to be delivered: {@link #signal}. */
        SIGNAL,
        /** A stop of the whole group by SIGSTOP, SIGTSTP, SIGTTIN or SIGTTOU: {@link #signal}. */
        GROUP_STOP,
        /** A new task's first stop, PTRACE_INTERRUPT, or the end of a group stop. */
        INTERRUPTED,
        FORK,
        VFORK,
        CLONE,
        EXEC,
        VFORK_DONE,
        /** About to exit; registers and memory are still there. */
        EXITING
    }

    /** As wait(2) says that a task has made one instruction (PTRACE_SINGLESTEP). */
    public static WaitResult stepped(int tid) {
        return new WaitResult(tid, SIGTRAP << 8 | STOPPED);
    }

    public Kind kind() {
        if ((status & 0x7f) == 0) {
            return Kind.EXITED;
        }
        if ((status & 0xff) != STOPPED) {
            return Kind.KILLED;
        }
        int event = status >>> 16;
        int signal = signal();
        return switch (event) {
            case 0 -> signal == (SIGTRAP | 0x80) ? Kind.SYSCALL : Kind.SIGNAL;
            case 1 -> Kind.FORK;
            case 2 -> Kind.VFORK;
            case 3 -> Kind.CLONE;
            case 4 -> Kind.EXEC;
            case 5 -> Kind.VFORK_DONE;
            case 6 -> Kind.EXITING;
            case 7 -> Kind.SECCOMP;
            case 128 -> signal == SIGTRAP ? Kind.INTERRUPTED : Kind.GROUP_STOP;
            default -> throw new dev.jrr.base.CheckFailed("unknown ptrace event " + event);
        };
    }

    /** The signal of a stop. */
    public int signal() {
        return (status >> 8) & 0xff;
    }

    /** Whether the task is gone. */
    public boolean isGone() {
        return (status & 0xff) != STOPPED;
    }
}
