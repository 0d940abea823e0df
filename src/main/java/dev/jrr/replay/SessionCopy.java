package dev.jrr.replay;

import dev.jrr.base.JrrException;
import dev.jrr.linux.ProcFs;
import dev.jrr.model.TaskUid;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All tasks of a session at one frame. Of each process one forked thread is kept, stopped; the
 * other threads are only notes, and made again when the copy is restored: that saves real tasks,
 * and the kernel copies memory only as it changes. Tracer thread only.
 */
public final class SessionCopy implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int MAP_SHARED_FIXED = 0x11;

    private record Thread(ReplayTask task, byte[] xstate) {}

    private record Parked(Tracee tracee, int processId, ReplaySpace notes, List<Thread> threads) {}

    private final long position;
    private final boolean within;
    private final long timeNanos;
    private final List<Parked> parked = new ArrayList<>();
    private final Set<TaskUid> replaced;
    private final SharedObjects shared;
    private final boolean changesCpuid;

    private SessionCopy(ReplayTasks tasks, SharedObjects shared, long position, boolean within, long timeNanos) {
        this.position = position;
        this.within = within;
        this.timeNanos = timeNanos;
        this.replaced = Set.copyOf(tasks.replaced());
        this.shared = shared;
        this.changesCpuid = tasks.changesCpuid();
    }

    static SessionCopy of(ReplayTasks tasks, long position, boolean within, long timeNanos) {
        SharedObjects shared = tasks.shared().copy();
        SessionCopy copy = new SessionCopy(tasks, shared, position, within, timeNanos);
        try {
            for (ReplayProcess process : tasks.processes()) {
                copy.park(process);
            }
        } catch (TraceeGoneException e) {
            copy.close();
            throw new JrrException("a task of the replay was killed from outside", e);
        } catch (JrrException e) {
            copy.close();
            throw e;
        }
        return copy;
    }

    private void park(ReplayProcess process) throws TraceeGoneException {
        ReplaySpace space = process.space();
        Tracee fork = RealTasks.fork(process.leader(), space.memory());
        List<Thread> threads = new ArrayList<>();
        Parked kept = new Parked(fork, process.processId(), space.notes(), threads);
        parked.add(kept);
        for (ReplayTask task : process.tasks()) {
            threads.add(new Thread(task.copyFor(null, null), task.tracee().xstate()));
        }
        if (!shared.isEmpty()) {
            AddressSpace memory = AddressSpace.of(fork.tid());
            memory.addUser();
            remapShared(fork, memory, shared);
            memory.removeUser();
        }
    }

    /** The frame at which it was taken. */
    public long position() {
        return position;
    }

    /** {@link ReplaySession#isWithin}. */
    boolean isWithin() {
        return within;
    }

    long timeNanos() {
        return timeNanos;
    }

    /** How many real processes it keeps. */
    public int processes() {
        return parked.size();
    }

    void restoreInto(ReplayTasks tasks) {
        tasks.shared(shared.copy());
        tasks.replaced().addAll(replaced);
        if (changesCpuid) {
            tasks.changeCpuid();
        }
        try {
            for (Parked each : parked) {
                restore(each, tasks);
            }
        } catch (TraceeGoneException e) {
            throw new JrrException("a task of the replay was killed from outside", e);
        }
    }

    private static void restore(Parked kept, ReplayTasks tasks) throws TraceeGoneException {
        AddressSpace parkedMemory = AddressSpace.of(kept.tracee().tid());
        parkedMemory.addUser();
        Tracee leader;
        try {
            leader = RealTasks.fork(kept.tracee(), parkedMemory);
        } finally {
            parkedMemory.removeUser();
        }
        ReplaySpace space = kept.notes().copyFor(leader.tid());
        ReplayProcess process = new ReplayProcess(kept.processId(), leader, space);
        if (!tasks.shared().isEmpty()) {
            remapShared(leader, space.memory(), tasks.shared());
        }
        Tracee next = leader;
        for (Thread thread : kept.threads()) {
            Tracee tracee = next == null ? RealTasks.thread(leader, space.memory()) : next;
            next = null;
            tracee.setXstate(thread.xstate());
            ReplayTask task = thread.task().copyFor(process, tracee);
            tasks.add(task);
            if (tasks.changesCpuid()) {
                CpuidFault.restore(task);
            }
        }
    }

    /** A fork still maps the files of its original: from now on, those of its own. */
    private static void remapShared(Tracee tracee, AddressSpace memory, SharedObjects objects)
            throws TraceeGoneException {
        RemoteSyscalls calls = new RemoteSyscalls(tracee, memory);
        for (ProcFs.MapLine line : ProcFs.maps(tracee.tid())) {
            if (!line.isShared() || JrrPage.contains(line.start())) {
                continue;
            }
            String path = objects.sameAs(line.path()).toString();
            if (!calls.hasRoom(3, path.length() * 3)) {
                calls.run();
            }
            long length = line.end() - line.start();
            calls.add(SystemCalls.OPEN, calls.string(path), O_RDWR, 0);
            calls.add(
                    SystemCalls.MMAP,
                    line.start(),
                    length,
                    line.prot(),
                    MAP_SHARED_FIXED,
                    Zygote.FIRST_FD,
                    line.offset());
            calls.add(SystemCalls.CLOSE, Zygote.FIRST_FD);
        }
        for (long result : calls.run()) {
            if (result < 0 && result >= -4095) {
                throw new JrrException("replay cannot map its shared memory again: error " + -result);
            }
        }
    }

    /** Ends the kept processes. */
    @Override
    public void close() {
        for (Parked each : parked) {
            RealTasks.kill(each.tracee().ptrace(), each.tracee().tid(), List.of());
        }
        parked.clear();
        shared.close();
    }
}
