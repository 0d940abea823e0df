package dev.jrr.record;

import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.PatchSite;
import dev.jrr.tracee.TraceeGoneException;
import java.util.Arrays;

/** Moves a task that was interrupted to a place that replay can find again. */
final class StatePointChoice {
    private static final int SYSCALL_INSTRUCTION = 0x050f;

    private static final int LONGEST = 15;
    private static final byte INT3 = (byte) 0xcc;

    /** The longest loop that is recognised as waiting, in instructions. */
    private static final int MAX_SPIN = 64;

    /** Replay's breakpoint covers a few instructions; so far there is always a place for it. */
    private static final int MAX_STEPS = 64;

    private static final int PUSHF = 0x9c;

    private StatePointChoice() {}

    /**
     * Steps to a good place if need be. A loop that only waits comes back to the same state: replay
     * finds its first turn at once. Any other place takes replay as long to find as the task ran.
     *
     * @param must whether any place will do; otherwise only one in a loop that waits
     * @return whether the task stands between two instructions at a new place; false if it has not
     *     moved since its last frame, or has other news, or is about to make a system call
     */
    static boolean choose(RecordTask task, Patches patches, boolean must) throws TraceeGoneException {
        if (task.isRightAfterFrame(task.tracee.registers())) {
            return false;
        }
        if (!finishRepeated(task) || isCall(task, patches)) {
            return false;
        }
        return must ? stepToPatchable(task, patches) : isSpinning(task, patches);
    }

    /** Steps to where replay can search fast; if there is no such place near, any will do. */
    private static boolean stepToPatchable(RecordTask task, Patches patches) throws TraceeGoneException {
        for (int i = 0; i < MAX_STEPS; i++) {
            long ip = task.tracee.registers().ip();
            if (isCall(task, patches)) {
                return false;
            }
            PatchSite site = PatchSite.at(task.space(), ip);
            boolean isGood = site != null && !site.isEnteredInside(task.space());
            if (isGood || showsSteps(task, ip) || repeatedLength(task.space(), ip) > 0) {
                return true;
            }
            if (!step(task)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a few steps lead back to the same registers and the same memory. */
    private static boolean isSpinning(RecordTask task, Patches patches) throws TraceeGoneException {
        Registers start = task.tracee.registers();
        byte[] xstate = task.tracee.xstate();
        MemoryChecksum memory = task.space().checksum();
        for (int i = 0; i < MAX_SPIN; i++) {
            if (!step(task) || isCall(task, patches)) {
                return false;
            }
            if (start.firstDifference(task.tracee.registers()) == null) {
                return Arrays.equals(xstate, task.tracee.xstate())
                        && memory.equals(task.space().checksum());
            }
        }
        return false;
    }

    /** Steps once; false if something else happened, which is then the task's news. */
    private static boolean step(RecordTask task) throws TraceeGoneException {
        task.tracee.resume(Resume.SINGLESTEP, 0);
        WaitResult stop = task.tracee.await();
        if (stop.kind() != Kind.SIGNAL || stop.signal() != SignalInfo.SIGTRAP) {
            task.stop = stop;
            return false;
        }
        return true;
    }

    /** Whether it is about to make a call, or on the way to the code that buffers calls. */
    private static boolean isCall(RecordTask task, Patches patches) throws TraceeGoneException {
        long ip = task.tracee.registers().ip();
        return (task.space().readLong(ip) & 0xffff) == SYSCALL_INSTRUCTION || patches.leadsToCall(ip);
    }

    /** pushf, which would push the trap flag of a single step. */
    private static boolean showsSteps(RecordTask task, long ip) {
        int word = (int) task.space().readLong(ip);
        boolean prefixed = (word & 0xff) == 0x66 || (word & 0xf0) == 0x40;
        return (word >>> (prefixed ? 8 : 0) & 0xff) == PUSHF;
    }

    /**
     * Runs to behind a repeated string instruction, which stops inside itself, where no breakpoint
     * can be; false if something else happened first.
     */
    private static boolean finishRepeated(RecordTask task) throws TraceeGoneException {
        long ip = task.tracee.registers().ip();
        int length = repeatedLength(task.space(), ip);
        if (length == 0) {
            return true;
        }
        byte[] next = task.space().read(ip + length, 1);
        task.space().write(ip + length, new byte[] {INT3});
        task.tracee.resume(Resume.CONT, 0);
        WaitResult stop = task.tracee.await();
        task.space().write(ip + length, next);
        if (stop.kind() != Kind.SIGNAL || stop.signal() != SignalInfo.SIGTRAP) {
            task.stop = stop;
            return false;
        }
        task.tracee.setRegisters(task.tracee.registers().with(Register.RIP, ip + length));
        return true;
    }

    /** The length of the repeated string instruction at an address, 0 if it is another one. */
    private static int repeatedLength(AddressSpace space, long ip) {
        byte[] code = space.read(ip, LONGEST);
        boolean repeated = false;
        for (int i = 0; i < code.length; i++) {
            int value = code[i] & 0xff;
            if (value == 0xf2 || value == 0xf3) {
                repeated = true;
            } else if (value != 0x66 && value != 0x67 && (value & 0xf0) != 0x40) {
                // movs, cmps, stos, lods, scas; ins and outs are not for programs.
                boolean isString = (value >= 0xa4 && value <= 0xa7) || (value >= 0xaa && value <= 0xaf);
                return repeated && isString ? i + 1 : 0;
            }
        }
        return 0;
    }
}
