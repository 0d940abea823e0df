package dev.jrr.model;

import java.util.List;
import java.util.Optional;

/** What happened to one task at one frame. */
public sealed interface Event
        permits Event.Syscall, Event.Exec, Event.Signal, Event.Exit, Event.Tsc, Event.Random, Event.Preempt {

    /** Which part of a system call a frame stands for. */
    enum Phase {
        /** Entered and left with no other task's event in between. */
        WHOLE,
        /** Entered; the task waits in the kernel, or its vfork child runs. */
        ENTERED,
        /** Left, some time after its {@link #ENTERED} frame. */
        LEFT
    }

    /** How a system call was recorded. */
    enum Handling {
        /** Stopped for, and its effects known from the system call table. */
        TRACED,
        /** Stopped for, not known to the table: what its arguments pointed to was compared. */
        GENERIC,
        /** Not executed: answered as a kernel without the call would, by the tracer or in the tracee. */
        REFUSED,
        /** Made by the tracee without a stop, and written down there ({@link BufferedCall}). */
        BUFFERED,
        /** Answered in the tracee without the kernel, and written down there. */
        USER_SPACE
    }

    /**
     * A system call, or a part of one.
     *
     * @param number the x86-64 number
     * @param entry the registers at entry where they cannot be told from the frame's own
     *     (rt_sigreturn); otherwise empty
     * @param result what it returned; meaningless if {@code phase} is ENTERED
     * @param inputs what its arguments pointed to at entry; empty if {@code phase} is LEFT
     * @param fdNames for each argument that is a file descriptor (by index 0 to 5) what it stood
     *     for, such as "/etc/passwd", "pipe:[123]", "socket:[456]"; missing where unknown
     * @param mapping of mmap, mremap and shmat: the new mapping
     * @param created of clone, clone3, fork and vfork: the new task
     * @param xstate of rt_sigreturn: the extended registers after it; else empty
     */
    record Syscall(
            Phase phase,
            Handling handling,
            int number,
            Optional<Registers> entry,
            long result,
            List<Capture> inputs,
            List<FdName> fdNames,
            Optional<Mapping> mapping,
            Optional<CloneRecord> created,
            byte[] xstate)
            implements Event {
        public Syscall {
            inputs = List.copyOf(inputs);
            fdNames = List.copyOf(fdNames);
        }

        /** Whether it returned an error number. */
        public boolean isFailed() {
            return phase != Phase.ENTERED && isError(result);
        }

        /** Whether what a system call has returned is an error number, negated. */
        static boolean isError(long result) {
            return result < 0 && result >= -4095;
        }
    }

    /** What the file descriptor in argument {@code argument} (0 to 5) of a system call stood for. */
    record FdName(int argument, String name) {}

    /**
     * A successful execve or execveat.
     *
     * @param number which of the two
     * @param entry the registers when it was called
     * @param inputs as for {@link Syscall}
     */
    record Exec(int number, Registers entry, List<Capture> inputs, ExecRecord image) implements Event {
        public Exec {
            inputs = List.copyOf(inputs);
        }
    }

    /** What a signal did to the task. */
    enum Disposition {
        /** Its handler was entered. */
        HANDLED,
        /** Nothing. */
        IGNORED,
        /** It ends the process. */
        FATAL,
        /** It stops the process until SIGCONT. */
        STOPPED
    }

    /**
     * A signal, delivered.
     *
     * @param siginfo the siginfo_t (sigaction(2)), 128 bytes
     * @param synchronous whether the task's own instruction caused it, and does so again in replay
     * @param before the registers when it came; the frame's are those after it
     * @param xstate for HANDLED: the extended registers at the handler's first instruction
     */
    record Signal(
            int signal, byte[] siginfo, Disposition disposition, boolean synchronous, Registers before, byte[] xstate)
            implements Event {}

    /**
     * The task's end. The frame's registers are the last known ones.
     *
     * @param status as wait(2) gives it
     * @param lastOfProcess whether no other task of its process is left
     */
    record Exit(int status, boolean lastOfProcess) implements Event {}

    /**
     * The time stamp counter was read by an instruction, which trapped.
     *
     * @param value what it returned
     * @param before the registers at the instruction
     */
    record Tsc(long value, Registers before) implements Event {}

    /**
     * A random number was asked of the processor by an instruction (rdrand, rdseed), which trapped.
     *
     * @param value what it returned
     * @param before the registers at the instruction
     */
    record Random(long value, Registers before) implements Event {}

    /**
     * The task was stopped between two instructions so that another could run. The frame's
     * registers are the point, and its checksum is always present.
     *
     * @param xstate the extended registers at the point
     * @param lines what some pages of memory hold there, those likely to have changed before it:
     *     no more than replay needs to tell the point from others like it in little time
     */
    record Preempt(byte[] xstate, List<PageLines> lines) implements Event {
        public Preempt {
            lines = List.copyOf(lines);
        }
    }
}
