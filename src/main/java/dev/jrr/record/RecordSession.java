package dev.jrr.record;

import dev.jrr.base.JrrException;
import dev.jrr.linux.Errno;
import dev.jrr.linux.ErrnoException;
import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.Signals;
import dev.jrr.linux.SliceTimer;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.trace.TraceWriter;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import dev.jrr.tracee.TraceeStart;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A recording in progress: lets one task run at a time and hands each of its stops to the class
 * that records it. Tracer thread only.
 *
 * <p>Guarantees: frames are in the order in which things happened; when a task runs, no other does;
 * a task that waits in the kernel writes nothing into memory that another task could see, until
 * its own frame says so.
 */
final class RecordSession {
    private static final long TICK_NANOS = 10_000_000;

    /** One that is not just waiting for another is preempted after this many. */
    private static final int PREEMPT_SLICES = 10;

    private static final long CONTINUE_NANOS = 300_000_000;

    private final Ptrace ptrace;
    private final Recording recording;
    private final SyscallRecorder syscalls;
    private final MappedFileWrites fileWrites;
    private final SignalRecorder signals;
    private final BufferedCallRecorder buffered;
    private final TaskLife life;
    private final ExecRecorder execs;
    private final Scheduler scheduler;
    private final Waits waits;

    private final SiteCache siteCache = SiteCache.ofUser();

    /** First news of tasks whose creation is not reported yet. */
    private final Map<Integer, WaitResult> newborn = new HashMap<>();

    /** Leaders that have ended while their threads live on. */
    private final Set<Integer> zombies = new HashSet<>();

    private long stops;

    /** When this process was last continued, after it had stopped with its job. */
    private long continued = System.nanoTime() - CONTINUE_NANOS;

    private int mainStatus;
    private int mainPid;
    private boolean started;

    RecordSession(Ptrace ptrace, TraceWriter writer, RecordOptions options, Outputs outputs) {
        this.ptrace = ptrace;
        this.recording = new Recording(
                ptrace, writer, outputs, options.buffers(), new KnownSites(siteCache.read()), options.checksumEvery());
        this.fileWrites = new MappedFileWrites(recording.tasks, recording.mappedInodes);
        MappingRecorder mappings = new MappingRecorder(recording, fileWrites);
        this.signals = new SignalRecorder(recording, this::take);
        this.syscalls = new SyscallRecorder(recording, signals, mappings, fileWrites);
        this.buffered = new BufferedCallRecorder(recording, signals);
        this.life = new TaskLife(recording);
        this.execs = new ExecRecorder(recording, mappings, life);
        this.scheduler = new Scheduler(recording.tasks, recording.ready, options.timesliceMillis() * 1_000_000L);
        this.waits = new Waits(recording, scheduler, syscalls, buffered, this::take);
    }

    /** Runs the program to the end of all its tasks. */
    RecordResult run(RecordOptions options, int cpu) {
        Tracee tracee = TraceeStart.record(ptrace, cpu, options.program(), options.argv(), options.environment());
        mainPid = tracee.tid();
        try (SliceTimer timer = new SliceTimer()) {
            timer.start(TICK_NANOS, TICK_NANOS);
            RecordTask first = new RecordTask(
                    tracee,
                    new TaskUid(mainPid, recording.nextSerial()),
                    TaskUid.NONE,
                    mainPid,
                    openMemory(mainPid),
                    new FdTable(),
                    recording.ready);
            recording.tasks.add(first);
            launch(first);
            while (!recording.tasks.isEmpty() || !zombies.isEmpty()) {
                recordStep();
            }
        }
        if (recording.knownSites.hasNews()) {
            siteCache.keep(recording.knownSites.used(), recording.knownSites.stale());
        }
        recording.sources.keep();
        return new RecordResult(mainStatus, started, recording.writer.finish(stops));
    }

    private static AddressSpace openMemory(int tid) {
        try {
            return AddressSpace.of(tid);
        } catch (TraceeGoneException e) {
            throw new JrrException("the program was killed before it began");
        }
    }

    /** Runs the launcher up to its exec, or to its end if that fails. */
    private void launch(RecordTask task) {
        task.become(RecordTask.State.RUNNING);
        while (!started) {
            WaitResult news = ptrace.waitFor(task.tid(), true);
            if (news == null) {
                continue;
            }
            if (news.isGone()) {
                mainStatus = news.status();
                recording.tasks.remove(task);
                return;
            }
            task.tracee.hasStopped();
            try {
                if (news.kind() == Kind.SECCOMP) {
                    Registers entry = task.tracee.registers();
                    task.call = new SyscallInProgress(
                            entry.syscallNumber(), entry, dev.jrr.kernel.SyscallTable.byNumber(entry.syscallNumber()));
                }
                if (news.kind() == Kind.EXEC) {
                    started = true;
                    executed(task);
                } else {
                    task.tracee.resume(Resume.CONT, news.kind() == Kind.SIGNAL ? news.signal() : 0);
                }
            } catch (TraceeGoneException e) {
                // Its end is the next news.
            }
        }
    }

    /** Chooses a task and handles its news, or lets it run until it has some. */
    private void recordStep() {
        RecordTask task = scheduler.choose();
        if (task == null) {
            WaitResult news = waitForAny();
            if (news != null) {
                take(news);
            } else if (System.nanoTime() - continued > CONTINUE_NANOS && isJobStopped()) {
                // As the shell expects of the job that it started. Its fg continues all of us, in
                // any order.
                Signals.stopThisProcess();
                continued = System.nanoTime();
            }
            return;
        }
        try {
            if (task.stop != null) {
                WaitResult stop = task.stop;
                task.stop = null;
                handle(task, stop);
            } else {
                run(task);
            }
        } catch (TraceeGoneException e) {
            // SIGKILL has won a race: the news of the end is on its way.
            if (task.isAlive() && task.stop == null) {
                task.become(RecordTask.State.IN_CALL);
            }
        }
    }

    /** Whether a terminal's Ctrl-Z, or its guard of the foreground, has stopped all tasks. */
    private boolean isJobStopped() {
        for (RecordTask task : recording.tasks) {
            if (task.state() != RecordTask.State.STOPPED || !SignalInfo.isTerminalStop(task.stopSignal)) {
                return false;
            }
        }
        return !recording.tasks.isEmpty();
    }

    private WaitResult waitForAny() {
        try {
            return ptrace.waitFor(-1, true);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ECHILD) {
                throw e;
            }
            recording.tasks.clear();
            zombies.clear();
            return null;
        }
    }

    /** Puts news where it belongs. */
    private void take(WaitResult news) {
        stops++;
        if (news.tid() == mainPid && news.isGone()) {
            mainStatus = news.status();
        }
        RecordTask task = recording.find(news.tid());
        if (!news.isGone() && news.kind() == Kind.EXEC) {
            task = executing(news, task);
        }
        if (task == null) {
            if (!zombies.remove(news.tid()) && !news.isGone()) {
                newborn.put(news.tid(), news);
            }
            return;
        }
        if (!news.isGone()) {
            task.tracee.hasStopped();
        }
        task.stop = news;
        task.become(RecordTask.State.READY);
    }

    /**
     * Who has executed a new program. A thread that was not the leader has the leader's id by now,
     * and the leader is gone without news.
     */
    private RecordTask executing(WaitResult news, RecordTask leader) {
        int former = (int) ptrace.eventMessage(news.tid());
        RecordTask thread = former == news.tid() ? null : recording.find(former);
        if (thread == null) {
            return leader;
        }
        zombies.remove(news.tid());
        if (leader != null) {
            leader.tracee.renameTo(TaskLife.REPLACED);
            if (!leader.leaving) {
                life.ended(leader, 0, List.of());
            }
        }
        thread.tracee.renameTo(news.tid());
        thread.closeStat();
        return thread;
    }

    private void handle(RecordTask task, WaitResult news) throws TraceeGoneException {
        WaitResult stop = news;
        if (task.call == null && !news.isGone()) {
            stop = buffered.settle(task, news);
            if (stop == null) {
                behindBufferedCall(task);
                return;
            }
        }
        switch (stop.kind()) {
            case SECCOMP -> {
                if (syscalls.enter(task)) {
                    waits.forCall(task);
                }
                if (task.call == null) {
                    scheduler.mayEndSlice();
                }
            }
            case SYSCALL -> {
                if (task.call != null) {
                    boolean yields = SyscallRecorder.isYield(task.call.number);
                    syscalls.leave(task);
                    scheduler.mayEndSlice();
                    if (yields) {
                        scheduler.endSlice();
                    }
                }
            }
            case SIGNAL -> {
                signals.arrived(task, stop.signal());
                if (task.state() == RecordTask.State.RUNNING) {
                    waits.forStop(task);
                }
            }
            case GROUP_STOP -> {
                if (ptrace.listen(task.tid()) < 0) {
                    throw new TraceeGoneException(task.tid());
                }
                task.stopSignal = stop.signal();
                task.become(RecordTask.State.STOPPED);
            }
            case INTERRUPTED -> {
                if (task.interruptAsked) {
                    preempted(task);
                }
            }
            case FORK, VFORK, CLONE -> created(task);
            case EXEC -> executed(task);
            case VFORK_DONE -> {
                task.tracee.resume(Resume.SYSCALL, 0);
                task.become(RecordTask.State.IN_CALL);
                waits.forStop(task);
            }
            case EXITING -> {
                life.exiting(task, this::take);
                if (task.tid() == task.processId && task.stop == null) {
                    zombies.add(task.tid());
                }
            }
            case EXITED, KILLED -> life.ended(task, stop.status(), List.of());
        }
    }

    /** The task has left the hook, in which something had stopped it: it comes now what waited. */
    private void behindBufferedCall(RecordTask task) {
        signals.sendHeld(task);
        if (task.interruptAsked) {
            scheduler.endSlice();
        }
        scheduler.mayEndSlice();
    }

    /** Lets a task run until its next stop. */
    private void run(RecordTask task) throws TraceeGoneException {
        if (fileWrites.hasUnseen(task)) {
            // Others have changed its memory where it stands: a preemption that has not moved it.
            recording.append(
                    task,
                    new Event.Preempt(task.tracee.xstate(), List.of()),
                    task.last,
                    fileWrites.takeUnseen(task),
                    Optional.empty());
        }
        task.interruptAsked = false;
        task.resumedToSignal = task.lastMayRecur && task.isAtLastFrame && signals.isDue(task);
        task.isAtLastFrame = false;
        task.become(RecordTask.State.RUNNING);
        CallBuffer buffer = recording.callBuffers.of(task.space());
        buffer.goTraced(!task.held.isEmpty() || recording.ready.value > 0 && scheduler.isSliceOver());
        buffer.othersReady(recording.ready.value > 0);
        task.tracee.resume(Resume.CONT, 0);
        waits.forStop(task);
    }

    private void created(RecordTask parent) throws TraceeGoneException {
        int childTid = (int) ptrace.eventMessage(parent.tid());
        WaitResult first = newborn.remove(childTid);
        while (first == null) {
            first = ptrace.waitFor(childTid, true);
        }
        stops++;
        if (first.isGone()) {
            // Killed before its first instruction: it has no story, and its parent's call goes on.
            parent.tracee.resume(Resume.SYSCALL, 0);
            parent.become(RecordTask.State.IN_CALL);
            waits.forStop(parent);
            return;
        }
        RecordTask child = life.created(parent, childTid);
        if (first.kind() != Kind.INTERRUPTED) {
            child.stop = first;
        }
        parent.tracee.resume(Resume.SYSCALL, 0);
        parent.become(RecordTask.State.IN_CALL);
        if (TaskLife.waitsForChild(parent)) {
            syscalls.blocked(parent);
        } else {
            waits.forStop(parent);
            if (parent.stop.kind() == Kind.SYSCALL) {
                parent.stop = null;
                syscalls.leave(parent);
            } else {
                // Killed in the call: the child may run before the parent's end is handled.
                syscalls.blocked(parent);
            }
        }
    }

    private void executed(RecordTask task) throws TraceeGoneException {
        task.tracee.hasStopped();
        task.stop = null;
        SyscallInProgress call = task.call;
        task.tracee.resume(Resume.SYSCALL, 0);
        WaitResult exit = task.tracee.await();
        stops++;
        if (exit.kind() != Kind.SYSCALL) {
            take(exit);
            return;
        }
        execs.record(task, call);
        task.call = null;
        task.become(RecordTask.State.READY);
    }

    /** The task was interrupted between two instructions. */
    private void preempted(RecordTask task) throws TraceeGoneException {
        task.interruptAsked = false;
        boolean must = !task.held.isEmpty()
                || System.nanoTime() - task.runningSince >= scheduler.sliceNanos() * PREEMPT_SLICES;
        if (StatePointChoice.choose(task, recording.callBuffers.of(task.space()).patches(), must)) {
            task.runningSince = 0;
            MemoryChecksum checksum = recording.takeChecksum(task);
            Event.Preempt preempt = new Event.Preempt(task.tracee.xstate(), recording.likelyChanged(task));
            recording.append(task, preempt, task.tracee.registers(), List.of(), Optional.of(checksum));
            signals.sendHeld(task);
            scheduler.endSlice();
        } else if (must) {
            scheduler.endSlice();
        }
    }
}
