package dev.jrr.replay;

import dev.jrr.base.Hex;
import dev.jrr.kernel.Siginfo;
import dev.jrr.kernel.Signals;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.linux.WaitResult;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.util.Arrays;

/** What differs between a state that the trace names and the one that replay has come to. */
final class Differences {
    private static final int SHOWN_CODE = 8;

    private Differences() {}

    /**
     * The first register that differs, or null. Of the call's number the kernel looks at 32 bits.
     *
     * @param ignored registers that may differ
     */
    static Register first(Registers expected, Registers actual, Register... ignored) {
        Registers compared = actual;
        if (expected.syscallNumber() == actual.syscallNumber()) {
            compared = compared.with(Register.ORIG_RAX, expected.get(Register.ORIG_RAX));
        }
        for (Register register : ignored) {
            compared = compared.with(register, expected.get(register));
        }
        return expected.firstDifference(compared);
    }

    /** A register and its value. */
    static String text(Register register, Registers registers) {
        return register.label() + " = " + Hex.of(registers.get(register));
    }

    /** The bytes around the first difference. */
    static String shortened(byte[] shown, byte[] one, byte[] other) {
        int at = Math.max(0, Arrays.mismatch(one, other)) & -8;
        int to = Math.min(shown.length, at + 32);
        return at >= shown.length
                ? "nothing at byte " + at
                : Hex.of(Arrays.copyOfRange(shown, at, to)) + " at byte " + at;
    }

    /** A stop of a task, for people: of a fault also what it was at, and the instruction. */
    static String text(WaitResult stop, Registers registers, ReplayTask task) {
        String what = switch (stop.kind()) {
            case SECCOMP -> "system call " + SyscallTable.name(registers.syscallNumber());
            case SIGNAL -> Signals.name(stop.signal());
            default -> "a stop of kind " + stop.kind();
        };
        String where = what + " at " + Hex.of(registers.ip());
        byte[] siginfo =
                stop.kind() == WaitResult.Kind.SIGNAL ? task.tracee().ptrace().siginfo(stop.tid()) : null;
        // No other signal comes to a replay: what a process sends is part of the trace.
        if (siginfo == null) {
            return where;
        }
        byte[] code = task.space().memory().read(registers.ip(), SHOWN_CODE);
        return where + " " + Siginfo.of(siginfo).describe() + ", where " + (code.length == 0 ? "nothing" : Hex.of(code))
                + " is mapped";
    }
}
