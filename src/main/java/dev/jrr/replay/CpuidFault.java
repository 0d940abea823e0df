package dev.jrr.replay;

import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.CpuidTable;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.TraceeGoneException;

/**
 * The instruction cpuid where it faults (ARCH_SET_CPUID, arch_prctl(2)): in a replay whose processor
 * answers otherwise than the recording's, and in programs that ask for it. Threads and forks inherit
 * it, and every task of a replay descends from one empty process, so it is asked for once.
 */
final class CpuidFault {
    static final int SET_CPUID = 0x1012;

    private static final int SIGSEGV = 11;
    private static final int LONGEST_PREFIX = 13;
    private static final int LENGTH = 2;
    private static final long LOW = 0xffff_ffffL;

    /** Set by the processor when an instruction faults, and cleared when it is done. */
    private static final long RESUME_FLAG = 0x10000;

    private CpuidFault() {}

    /** The registers behind the instruction that has stopped a task, if that is a cpuid to be answered; else null. */
    static Registers answered(ReplayTask task, WaitResult stop) throws TraceeGoneException {
        boolean isFault = stop.kind() == Kind.SIGNAL && stop.signal() == SIGSEGV;
        if (!isFault || task.cpuid() == null || task.cpuidFaults()) {
            return null;
        }
        Registers at = task.tracee().registers();
        int length = length(task.space().memory().read(at.ip(), LONGEST_PREFIX + LENGTH));
        return length == 0 ? null : answered(task.cpuid(), at, length);
    }

    static Registers answered(CpuidTable table, Registers at, int length) {
        CpuidTable.Row row = table.answer((int) at.get(Register.RAX), (int) at.get(Register.RCX));
        return at.with(Register.RAX, row.eax() & LOW)
                .with(Register.RBX, row.ebx() & LOW)
                .with(Register.RCX, row.ecx() & LOW)
                .with(Register.RDX, row.edx() & LOW)
                .with(Register.RIP, at.ip() + length)
                .with(Register.EFLAGS, at.get(Register.EFLAGS) & ~RESUME_FLAG)
                .with(Register.ORIG_RAX, -1);
    }

    /** How long the cpuid is that code begins with; 0 if it does not. */
    static int length(byte[] code) {
        int at = 0;
        while (at < code.length && at < LONGEST_PREFIX && isPrefix(code[at] & 0xff)) {
            at++;
        }
        boolean is = at + 1 < code.length && code[at] == 0x0f && code[at + 1] == (byte) 0xa2;
        return is ? at + LENGTH : 0;
    }

    private static boolean isPrefix(int code) {
        return switch (code) {
            case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf2, 0xf3 -> true;
            default -> (code & 0xf0) == 0x40;
        };
    }

    /** A program has asked that cpuid faults in its task from now on, or that it does not. */
    static void asked(ReplayTask task, boolean faults) throws TraceeGoneException {
        task.cpuidFaults(faults);
        if (task.cpuid() == null) {
            set(task, faults);
        }
    }

    /** A task was made again by another, in which it may be otherwise. */
    static void restore(ReplayTask task) throws TraceeGoneException {
        if (task.cpuid() == null) {
            set(task, task.cpuidFaults());
        }
    }

    /** Puts it so in the real task; where that cannot be, the instruction comes to a divergence. */
    private static void set(ReplayTask task, boolean faults) throws TraceeGoneException {
        RemoteSyscalls calls = new RemoteSyscalls(task.tracee(), task.space().memory());
        calls.add(SystemCalls.ARCH_PRCTL, SET_CPUID, faults ? 0 : 1);
        calls.run();
    }
}
