package dev.jrr.record;

import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.TraceeGoneException;
import java.util.Arrays;

/** Moves a task that was interrupted to a place that replay can find again. */
final class StatePointChoice {
    private static final int SYSCALL_INSTRUCTION = 0x050f;

    /** A repeated string instruction stops inside itself, where no breakpoint can be. */
    private static final int MAX_REPEATS = 200_000;

    /** The longest loop that is recognised as waiting, in instructions. */
    private static final int MAX_SPIN = 64;

    private StatePointChoice() {}

    /**
     * Steps to a good place if need be. A loop that only waits comes back to the same state: replay
     * finds its first turn at once. Any other place takes replay as long to find as the task ran.
     *
     * @param must whether any place will do; otherwise only one in a loop that waits
     * @return whether the task stands between two instructions at a new place; false if it has not
     *     moved since its last frame, or has other news, or is about to make a system call
     */
    static boolean choose(RecordTask task, boolean must) throws TraceeGoneException {
        Registers now = task.tracee.registers();
        if (task.last != null
                && task.last.with(Register.ORIG_RAX, 0).firstDifference(now.with(Register.ORIG_RAX, 0)) == null) {
            return false;
        }
        for (int i = 0; i < MAX_REPEATS && isRepeated(task, now.ip()); i++) {
            task.tracee.resume(Resume.SINGLESTEP, 0);
            WaitResult stop = task.tracee.await();
            if (stop.kind() != Kind.SIGNAL || stop.signal() != SignalInfo.SIGTRAP) {
                task.stop = stop;
                return false;
            }
            now = task.tracee.registers();
        }
        if ((task.space().readLong(now.ip()) & 0xffff) == SYSCALL_INSTRUCTION) {
            return false;
        }
        return must || isSpinning(task);
    }

    /** Whether a few steps lead back to the same registers and the same memory. */
    private static boolean isSpinning(RecordTask task) throws TraceeGoneException {
        Registers start = task.tracee.registers();
        byte[] xstate = task.tracee.xstate();
        MemoryChecksum memory = task.space().checksum();
        for (int i = 0; i < MAX_SPIN; i++) {
            task.tracee.resume(Resume.SINGLESTEP, 0);
            WaitResult stop = task.tracee.await();
            if (stop.kind() != Kind.SIGNAL || stop.signal() != SignalInfo.SIGTRAP) {
                task.stop = stop;
                return false;
            }
            if (start.firstDifference(task.tracee.registers()) == null) {
                return Arrays.equals(xstate, task.tracee.xstate())
                        && memory.equals(task.space().checksum());
            }
        }
        return false;
    }

    private static boolean isRepeated(RecordTask task, long ip) {
        int first = (int) task.space().readLong(ip) & 0xff;
        if (first != 0xf2 && first != 0xf3) {
            return false;
        }
        long word = task.space().readLong(ip) >>> 8;
        int opcode = (int) word & 0xff;
        if ((opcode & 0xf0) == 0x40) {
            opcode = (int) (word >>> 8) & 0xff;
        }
        // movs, cmps, stos, lods, scas; ins and outs are not for programs.
        return (opcode >= 0xa4 && opcode <= 0xa7) || (opcode >= 0xaa && opcode <= 0xaf);
    }
}
