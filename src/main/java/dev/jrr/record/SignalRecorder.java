package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.Signals;
import dev.jrr.linux.WaitResult;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Disposition;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.RandomInstruction;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records signals. One that the program's own instruction raised is delivered where it is; any
 * other only where replay finds the place again: right after a frame. One that comes between two
 * instructions is kept back until the task's next call or preemption.
 */
final class SignalRecorder {
    private static final int RDTSC = 0x310f;
    private static final int RDTSCP = 0xf9010f;

    /** Of the signal frame (arch/x86/include/asm/sigframe.h): uc_mcontext.fpstate from rsp. */
    private static final int FPSTATE_OFFSET = 8 + 40 + 184;

    /** The same of uc_mcontext.eflags. */
    private static final int FLAGS_OFFSET = 8 + 40 + 136;

    /** struct _fpx_sw_bytes: magic1, extended_size, in the bytes after the 464th of the area. */
    private static final int SW_BYTES = 464;

    private static final int FP_XSTATE_MAGIC1 = 0x46505853;
    private static final int FXSAVE_BYTES = 512;

    private final SecureRandom random = new SecureRandom();
    private final Recording recording;
    private final int ownPid = (int) ProcessHandle.current().pid();
    private final long tscStart = System.nanoTime();

    /** Takes news that arrives while a handler is being entered. */
    private final Consumer<WaitResult> news;

    SignalRecorder(Recording recording, Consumer<WaitResult> news) {
        this.recording = recording;
        this.news = news;
    }

    /** A signal is about to be delivered. Afterwards the task is resumed, or can be. */
    void arrived(RecordTask task, int signal) throws TraceeGoneException {
        if (signal == SignalInfo.SIGSEGV && readTsc(task)) {
            return;
        }
        if (signal == SignalInfo.SIGILL && drawRandom(task)) {
            return;
        }
        byte[] siginfo = recording.ptrace.siginfo(task.tid());
        if (siginfo == null) {
            throw new TraceeGoneException(task.tid());
        }
        siginfo = original(task, siginfo);
        boolean synchronous = SignalInfo.isSynchronous(siginfo);
        Registers before = task.tracee.registers();
        if (!synchronous && !task.isRightAfterFrame(before)) {
            hold(task, siginfo);
            return;
        }
        deliver(task, signal, siginfo, synchronous, before);
    }

    /**
     * A signal is about to be delivered where none can be: keeps it back.
     *
     * @return false if the instruction itself raised it, which is then not kept
     */
    boolean holdUnlessFault(RecordTask task) throws TraceeGoneException {
        byte[] siginfo = recording.ptrace.siginfo(task.tid());
        if (siginfo == null) {
            throw new TraceeGoneException(task.tid());
        }
        if (SignalInfo.isSynchronous(siginfo)) {
            return false;
        }
        hold(task, original(task, siginfo));
        return true;
    }

    /** Signals that were kept back reach the task, as if they came now. */
    void sendHeld(RecordTask task) {
        while (!task.held.isEmpty()) {
            byte[] siginfo = task.held.poll();
            task.sentAgain.add(siginfo);
            Signals.sendToTask(task.processId, task.tid(), SignalInfo.signal(siginfo));
        }
    }

    /** Keeps a signal back. Of a standard signal that is pending already the kernel keeps no second. */
    private static void hold(RecordTask task, byte[] siginfo) {
        int signal = SignalInfo.signal(siginfo);
        if (signal < SignalInfo.FIRST_REAL_TIME) {
            for (byte[] held : task.held) {
                if (SignalInfo.signal(held) == signal) {
                    return;
                }
            }
        }
        task.held.add(siginfo);
    }

    /** What a signal was before it was kept back and sent again. */
    private byte[] original(RecordTask task, byte[] siginfo) {
        if (!SignalInfo.isSentBy(siginfo, ownPid)) {
            return siginfo;
        }
        for (Iterator<byte[]> i = task.sentAgain.iterator(); i.hasNext(); ) {
            byte[] kept = i.next();
            if (SignalInfo.signal(kept) == SignalInfo.signal(siginfo)) {
                i.remove();
                recording.ptrace.setSiginfo(task.tid(), kept);
                return kept;
            }
        }
        return siginfo;
    }

    /** Whether the kernel will deliver a signal before the task makes another instruction. */
    boolean isDue(RecordTask task) {
        long pending = ProcFs.statusMask(task.tid(), "SigPnd") | ProcFs.statusMask(task.tid(), "ShdPnd");
        return (pending & ~ProcFs.statusMask(task.tid(), "SigBlk")) != 0;
    }

    private void deliver(RecordTask task, int signal, byte[] siginfo, boolean synchronous, Registers before)
            throws TraceeGoneException {
        long bit = SignalInfo.bit(signal);
        if ((ProcFs.statusMask(task.tid(), "SigCgt") & bit) != 0) {
            enterHandler(task, signal, siginfo, synchronous, before);
        } else if (!synchronous
                && (SignalInfo.isIgnoredByDefault(signal) || (ProcFs.statusMask(task.tid(), "SigIgn") & bit) != 0)) {
            append(task, signal, siginfo, Disposition.IGNORED, false, before);
        } else if (SignalInfo.stopsByDefault(signal)) {
            append(task, signal, siginfo, Disposition.STOPPED, false, before);
            task.tracee.resume(Resume.CONT, signal);
            task.become(RecordTask.State.RUNNING);
        } else {
            recording.appendChecked(
                    task,
                    new Event.Signal(signal, siginfo, Disposition.FATAL, synchronous, before, new byte[0]),
                    before,
                    List.of());
            task.tracee.resume(Resume.CONT, signal);
            task.become(RecordTask.State.RUNNING);
        }
    }

    private void append(
            RecordTask task,
            int signal,
            byte[] siginfo,
            Disposition disposition,
            boolean synchronous,
            Registers before) {
        recording.append(
                task,
                new Event.Signal(signal, siginfo, disposition, synchronous, before, new byte[0]),
                before,
                List.of());
    }

    /** Delivers with a single step: the kernel then stops at the handler's first instruction. */
    private void enterHandler(RecordTask task, int signal, byte[] siginfo, boolean synchronous, Registers before)
            throws TraceeGoneException {
        // The program knows nothing of stubs: what looks for a caller, as an exception does, finds it.
        task.tracee.setRegisters(
                recording.callBuffers.of(task.space()).patches().asSeen(before));
        task.tracee.resume(Resume.SINGLESTEP, signal);
        WaitResult stop = null;
        while (stop == null) {
            stop = recording.ptrace.waitFor(task.tid(), true);
        }
        if (stop.kind() != WaitResult.Kind.SIGNAL || stop.signal() != SignalInfo.SIGTRAP) {
            // No room for the signal frame, or killed: that is news of its own.
            news.accept(stop);
            return;
        }
        task.tracee.hasStopped();
        Registers after = task.tracee.registers();
        clearTrapFlag(task, after.sp(), before);
        MemoryWrite frame = task.space().capture(after.sp(), frameLength(task, after.sp()));
        recording.append(
                task,
                new Event.Signal(signal, siginfo, Disposition.HANDLED, synchronous, before, task.tracee.xstate()),
                after,
                List.of(frame));
    }

    /**
     * Takes the flag of our own single step out of the signal frame. The kernel does, but not if it
     * believes that the instruction there sets the flag itself (arch/x86/kernel/step.c); and what is
     * there may be a popf, or a byte of a jump of ours.
     */
    private static void clearTrapFlag(RecordTask task, long sp, Registers before) {
        long flags = task.space().readLong(sp + FLAGS_OFFSET);
        if ((flags & CallBuffer.TRAP_FLAG) != 0 && (before.get(Register.EFLAGS) & CallBuffer.TRAP_FLAG) == 0) {
            ByteBuffer cleared = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            task.space()
                    .write(
                            sp + FLAGS_OFFSET,
                            cleared.putLong(flags & ~CallBuffer.TRAP_FLAG).array());
        }
    }

    /** From the stack pointer to the end of the floating-point state, which lies highest. */
    private static long frameLength(RecordTask task, long sp) {
        long fpstate = task.space().readLong(sp + FPSTATE_OFFSET);
        if (fpstate <= sp || fpstate - sp > 65536) {
            return FPSTATE_OFFSET + 1024;
        }
        long words = task.space().readLong(fpstate + SW_BYTES);
        long extended = (int) words == FP_XSTATE_MAGIC1 ? words >>> 32 : FXSAVE_BYTES;
        return fpstate - sp + Math.min(extended, 16384);
    }

    /** The instruction that trapped may be a read of the time stamp counter, which we answer. */
    private boolean readTsc(RecordTask task) throws TraceeGoneException {
        Registers before = task.tracee.registers();
        int word = (int) task.space().readLong(before.ip());
        boolean rdtsc = (word & 0xffff) == RDTSC;
        boolean rdtscp = (word & 0xffffff) == RDTSCP;
        if (!rdtsc && !rdtscp) {
            return false;
        }
        // Two ticks a nanosecond: the order of magnitude that programs calibrate against.
        long value = (System.nanoTime() - tscStart) * 2 + (1L << 32);
        Registers after = before.with(Register.RAX, value & 0xffffffffL)
                .with(Register.RDX, value >>> 32)
                .with(Register.RIP, before.ip() + (rdtsc ? 2 : 3));
        if (rdtscp) {
            after = after.with(Register.RCX, 0);
        }
        task.tracee.setRegisters(after);
        recording.append(task, new Event.Tsc(value, before), after, List.of());
        return true;
    }

    /** The instruction that trapped may be one that asks the processor for a random number, which we draw. */
    private boolean drawRandom(RecordTask task) throws TraceeGoneException {
        Registers before = task.tracee.registers();
        RandomInstruction instruction = recording.randomSites.trapped(task.space(), before.ip());
        if (instruction == null) {
            return false;
        }
        long value = instruction.cut(random.nextLong());
        Registers after = instruction.returned(before, value);
        task.tracee.setRegisters(after);
        recording.append(task, new Event.Random(value, before), after, List.of());
        return true;
    }
}
