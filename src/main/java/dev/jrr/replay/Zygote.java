package dev.jrr.replay;

import dev.jrr.base.Check;
import dev.jrr.base.JrrException;
import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.CpuidTable;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.BufferLayout;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import dev.jrr.tracee.TraceeStart;
import java.util.List;

/**
 * An empty process, stopped for ever, that every program of a replay is a copy of: forking it is
 * three times faster than an exec. It has the jrr page, no other memory, and no open descriptor.
 */
final class Zygote implements AutoCloseable {
    /** The descriptor that the next open in a copy returns, since none is ever left open. */
    static final int FIRST_FD = 0;

    /** Where the kernel's own page stands that cannot be unmapped ([vsyscall]). */
    private static final long KERNEL_HALF = 0x7fff_ffff_f000L;

    private final Tracee tracee;
    private final AddressSpace space;
    private final CpuidTable cpuid;

    private Zygote(Tracee tracee, AddressSpace space, CpuidTable cpuid) {
        this.tracee = tracee;
        this.space = space;
        this.cpuid = cpuid;
    }

    /**
     * Starts it.
     *
     * @param cpuid what cpuid is to answer in its copies, or null to let the processor answer
     */
    static Zygote start(Ptrace ptrace, int cpu, CpuidTable cpuid) {
        Tracee tracee = TraceeStart.replay(ptrace, cpu);
        try {
            WaitResult stop = tracee.await();
            if (stop.kind() == Kind.SECCOMP) {
                // Its exec itself.
                tracee.resume(Resume.CONT, 0);
                stop = tracee.await();
            }
            if (stop.isGone()) {
                throw new JrrException("the empty process of the replay could not be started");
            }
            Check.that(stop.kind() == Kind.EXEC, "first stop of the empty process is %s", stop.kind());
            AddressSpace space = AddressSpace.of(tracee.tid());
            space.addUser();
            RemoteSyscalls calls = new RemoteSyscalls(tracee, space);
            for (ProcFs.MapLine line : ProcFs.maps(tracee.tid())) {
                boolean low = Long.compareUnsigned(line.start(), KERNEL_HALF) < 0;
                if (low && !JrrPage.contains(line.start())) {
                    calls.add(SystemCalls.MUNMAP, line.start(), line.end() - line.start());
                }
            }
            int unmaps = calls.add(SystemCalls.CLOSE, 0);
            calls.add(SystemCalls.CLOSE, 1);
            calls.add(SystemCalls.CLOSE, 2);
            int faults = cpuid == null ? -1 : calls.add(SystemCalls.ARCH_PRCTL, CpuidFault.SET_CPUID, 0);
            space.write(BufferLayout.GLOBALS + BufferLayout.MODE, new byte[] {BufferLayout.MODE_REPLAY, 0, 0, 0});
            long[] results = calls.run();
            for (int i = 0; i < unmaps; i++) {
                // A kernel that seals its vdso refuses; replay then works as long as nothing overlaps.
                Check.that(results[i] == 0 || results[i] == -1, "munmap in the empty process: %d", results[i]);
            }
            return new Zygote(tracee, space, faults >= 0 && results[faults] == 0 ? cpuid : null);
        } catch (TraceeGoneException e) {
            throw new JrrException("the empty process of the replay was killed", e);
        }
    }

    /** A new empty process. */
    Tracee copy() throws TraceeGoneException {
        return RealTasks.fork(tracee, space);
    }

    /** What is answered in its copies, where cpuid faults; null if it cannot, or is not to. */
    CpuidTable cpuid() {
        return cpuid;
    }

    @Override
    public void close() {
        RealTasks.kill(tracee.ptrace(), tracee.tid(), List.of());
        space.removeUser();
    }
}
