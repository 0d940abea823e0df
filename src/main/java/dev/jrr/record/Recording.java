package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace;
import dev.jrr.linux.WaitResult;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.PackedRun;
import dev.jrr.model.PageLines;
import dev.jrr.model.Registers;
import dev.jrr.trace.TraceWriter;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** What the parts of a recorder share: the tracees, and the trace that is being written. */
final class Recording {
    final Ptrace ptrace;
    final TraceWriter writer;
    final Scratch scratch = new Scratch();
    final RecordTask.ReadyCount ready = new RecordTask.ReadyCount();

    /** The tasks that are alive, in the order of their creation. */
    final List<RecordTask> tasks = new ArrayList<>();

    final Outputs outputs;

    /** Whether calls are buffered. */
    final boolean buffers;

    final CallBuffers callBuffers = new CallBuffers();
    final MappedInodes mappedInodes = new MappedInodes(tasks);
    final KnownSites knownSites;
    final RandomSites randomSites;
    final SourceKeeper sources;

    private final ChecksumPolicy checksums;
    private final Map<AddressSpace, PageHistory> histories = new WeakHashMap<>();
    private int serials;

    Recording(
            Ptrace ptrace,
            TraceWriter writer,
            Outputs outputs,
            boolean buffers,
            KnownSites knownSites,
            int checksumEvery) {
        this.ptrace = ptrace;
        this.writer = writer;
        this.outputs = outputs;
        this.buffers = buffers;
        this.knownSites = knownSites;
        this.randomSites = new RandomSites(knownSites);
        this.sources = new SourceKeeper(writer);
        this.checksums = new ChecksumPolicy(checksumEvery);
    }

    int nextSerial() {
        return ++serials;
    }

    RecordTask find(int tid) {
        for (RecordTask task : tasks) {
            if (task.tid() == tid) {
                return task;
            }
        }
        return null;
    }

    /** Whether any other task of the same process is alive. */
    boolean hasLivingSibling(RecordTask task) {
        for (RecordTask other : tasks) {
            if (other != task && other.processId == task.processId && other.isAlive()) {
                return true;
            }
        }
        return false;
    }

    /** Whether another thread of its process is about to end. */
    boolean hasLeavingSibling(RecordTask task) {
        for (RecordTask other : tasks) {
            if (other != task
                    && other.processId == task.processId
                    && other.stop != null
                    && (other.stop.isGone() || other.stop.kind() == WaitResult.Kind.EXITING)) {
                return true;
            }
        }
        return false;
    }

    /** Appends a frame whose memory is checked now and then. */
    void append(RecordTask task, Event event, Registers registers, List<MemoryWrite> writes) {
        Optional<MemoryChecksum> checksum = Optional.empty();
        if (checksums.isDue(writer.nextFrame()) && isSettled(task)) {
            checksum = Optional.of(takeChecksum(task));
        }
        append(task, event, registers, writes, checksum);
    }

    /** Appends a frame whose memory is always checked, if it is in a state that can be. */
    void appendChecked(RecordTask task, Event event, Registers registers, List<MemoryWrite> writes) {
        append(task, event, registers, writes, isSettled(task) ? Optional.of(takeChecksum(task)) : Optional.empty());
    }

    /** Appends a frame without a check: the task's memory is gone. */
    void append(
            RecordTask task,
            Event event,
            Registers registers,
            List<MemoryWrite> writes,
            Optional<MemoryChecksum> checksum) {
        task.last = registers;
        task.runningSince = 0;
        task.isAtLastFrame = true;
        task.lastMayRecur = event instanceof Event.Preempt
                || event instanceof Event.Signal
                || event instanceof Event.Syscall call && call.number() == SyscallRecorder.RT_SIGRETURN;
        writer.append(task.uid, event, registers, writes, checksum);
    }

    /**
     * Appends buffered calls.
     */
    void append(RecordTask task, PackedRun run) {
        task.last = run.last().registers();
        task.runningSince = 0;
        task.isAtLastFrame = false;
        task.lastMayRecur = false;
        writer.append(run);
    }

    MemoryChecksum takeChecksum(RecordTask task) {
        long start = System.nanoTime();
        MemoryChecksum checksum = history(task).checksum();
        checksums.taken(writer.nextFrame(), System.nanoTime() - start);
        return checksum;
    }

    /** What a point between two instructions, at which the last checksum was taken, is told by. */
    List<PageLines> likelyChanged(RecordTask task) throws TraceeGoneException {
        return history(task).likelyChanged(task.tracee.registers());
    }

    private PageHistory history(RecordTask task) {
        return histories.computeIfAbsent(task.space(), PageHistory::new);
    }

    /** Whether no call of another task may be writing into this task's memory right now. */
    private boolean isSettled(RecordTask task) {
        if (task.space() == null) {
            return false;
        }
        if (task.space().users() > 1) {
            for (RecordTask other : tasks) {
                if (other != task && other.space() == task.space() && other.call != null && other.call.unprotected) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A task of a process through which /proc still shows the given memory. */
    void keepVisible(RecordTask ended) {
        for (RecordTask other : tasks) {
            if (other != ended && other.isAlive() && other.space() == ended.space()) {
                ended.space().seenThrough(other.tid());
                return;
            }
        }
    }

    /** The path of the executable of a task. */
    static String executable(RecordTask task) {
        return ProcFs.link("/proc/" + task.tid() + "/exe");
    }
}
