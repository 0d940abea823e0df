package dev.jrr.replay;

import dev.jrr.base.JrrException;
import dev.jrr.model.CpuidTable;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;

/** A recorded task that is alive in a replay, and the real one that stands for it. */
public final class ReplayTask {
    private static final int SYSCALL_LENGTH = 2;

    private final TaskUid uid;
    private ReplayProcess process;
    private Tracee tracee;
    private Registers registers;
    private String name;
    private long lastFrame;
    private boolean blocked;

    /** What cpuid, which then faults, is answered; null if the processor answers itself. */
    private CpuidTable cpuid;

    /** Whether the program has asked for a fault at cpuid, which is then its own affair. */
    private boolean cpuidFaults;

    /** The call that the kernel makes again when the task goes on, or -1. */
    private int restart = -1;

    ReplayTask(TaskUid uid, ReplayProcess process, Tracee tracee, Registers registers, String name, long lastFrame) {
        this.uid = uid;
        this.process = process;
        this.tracee = tracee;
        this.registers = registers;
        this.name = name;
        this.lastFrame = lastFrame;
    }

    /** As the kernel has it: what holds for cpuid in one task holds in those that it makes. */
    void inheritCpuid(ReplayTask parent) {
        cpuid = parent.cpuid;
        cpuidFaults = parent.cpuidFaults;
    }

    /** The same task in another real process. */
    ReplayTask copyFor(ReplayProcess otherProcess, Tracee otherTracee) {
        ReplayTask copy = new ReplayTask(uid, otherProcess, otherTracee, registers, name, lastFrame);
        copy.blocked = blocked;
        copy.restart = restart;
        copy.inheritCpuid(this);
        return copy;
    }

    public TaskUid uid() {
        return uid;
    }

    public ReplayProcess process() {
        return process;
    }

    public ReplaySpace space() {
        return process.space();
    }

    /** Its extended registers, an XSAVE area as the processor here has it. */
    public byte[] xstate() {
        try {
            return tracee.xstate();
        } catch (TraceeGoneException e) {
            throw new JrrException("a task of the replay was killed from outside", e);
        }
    }

    Tracee tracee() {
        return tracee;
    }

    /** The registers after its newest frame. */
    public Registers registers() {
        return registers;
    }

    void registers(Registers value) {
        registers = value;
    }

    /** The last path component of its program. */
    public String name() {
        return name;
    }

    /** Its newest frame; before the first, the frame that made it. */
    public long lastFrame() {
        return lastFrame;
    }

    void lastFrame(long frame) {
        lastFrame = frame;
    }

    /** Whether it is in a system call that has not returned. */
    public boolean isBlocked() {
        return blocked;
    }

    void blocked(boolean value) {
        blocked = value;
    }

    /** A new program: nothing of the old one is left. */
    void exec(ReplayProcess newProcess, Tracee newTracee, String newName) {
        process = newProcess;
        tracee = newTracee;
        name = newName;
        blocked = false;
        restart = -1;
        cpuidFaults = false;
    }

    /** @param table what is answered when cpuid faults, or null if it does not */
    void cpuid(CpuidTable table) {
        cpuid = table;
    }

    CpuidTable cpuid() {
        return cpuid;
    }

    void cpuidFaults(boolean value) {
        cpuidFaults = value;
    }

    boolean cpuidFaults() {
        return cpuidFaults;
    }

    /** Notes whether a call that has returned is one that the kernel makes again (ERESTART*). */
    void returned(int number, long result) {
        boolean restarts = result == -512 || result == -513 || result == -514 || result == -516;
        restart = !restarts || number == SystemCalls.RT_SIGRETURN
                ? -1
                : result == -516 ? SystemCalls.RESTART_SYSCALL : number;
    }

    /** A handler was entered: its frame on the stack says how the interrupted call goes on. */
    void forgetRestart() {
        restart = -1;
    }

    /** The registers with which it goes on. */
    Registers toResume() {
        Registers value = registers.with(Register.ORIG_RAX, -1);
        if (restart >= 0) {
            value = value.with(Register.RIP, value.ip() - SYSCALL_LENGTH).with(Register.RAX, restart);
        }
        return value;
    }
}
