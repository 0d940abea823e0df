package dev.jrr.debugger;

import dev.jrr.base.UsageException;
import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.ReplaySpace;
import dev.jrr.replay.ReplayTask;
import dev.jrr.timeline.ReplayTimeline;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.TracerThread;
import java.util.ArrayList;
import java.util.List;

/**
 * A replay that can be moved to any frame and looked at there.
 *
 * <p>Assumes that one caller at a time uses it; any thread may be the caller, calls wait for the
 * tracer's own thread. Divergence surfaces as {@code dev.jrr.replay.DivergenceException}, a
 * {@link dev.jrr.base.JrrException}; the debugger can still go to frames before it.
 */
public final class Debugger implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 30;

    private final TraceReader trace;
    private final TracerThread tracer;
    private final ReplayTimeline timeline;
    private boolean closed;

    private Debugger(TraceReader trace, TracerThread tracer, ReplayTimeline timeline) {
        this.trace = trace;
        this.tracer = tracer;
        this.timeline = timeline;
    }

    /** Opens a replay at frame 0. */
    public static Debugger open(TraceReader trace) {
        int cpu = ReplaySession.cpuFor(trace);
        TracerThread tracer = new TracerThread(cpu);
        try {
            return new Debugger(trace, tracer, tracer.call(() -> ReplayTimeline.start(trace, new Ptrace(), cpu)));
        } catch (RuntimeException e) {
            tracer.close();
            throw e;
        }
    }

    public TraceReader trace() {
        return trace;
    }

    /** The frame that the replay stands at: all that it records has happened, nothing later has. */
    public long position() {
        return tracer.call(timeline::position);
    }

    /**
     * Goes to a frame, forward or backward. Reports progress about every 50 ms.
     *
     * @param frame 0 to {@code trace().frameCount() - 1}
     * @return the position reached: {@code frame}, unless cancelled
     */
    public long seek(long frame, Progress progress) {
        return tracer.call(() -> timeline.seek(frame, (done, total) -> {
            progress.at(done, total);
            return !progress.isCancelled();
        }));
    }

    /** The tasks alive at the position, in the order of their creation. */
    public List<TaskView> tasks() {
        return tracer.call(() -> {
            List<TaskView> views = new ArrayList<>();
            for (ReplayTask task : timeline.session().tasks()) {
                views.add(view(task));
            }
            return List.copyOf(views);
        });
    }

    /** The registers of a live task. */
    public Registers registers(TaskUid task) {
        return tracer.call(() -> alive(task).registers());
    }

    /**
     * Reads memory as the task would see it (read_bytes): never fails for an address, says of each
     * stretch whether it can be read. The stretches are in order, adjoin, and cover the request.
     *
     * @param length 0 to 1 GiB
     */
    public List<MemoryStretch> read(TaskUid task, long address, int length) {
        if (length < 0 || length > MOST_BYTES) {
            throw new UsageException("cannot read " + length + " bytes at once: 0 to " + MOST_BYTES + " are possible");
        }
        return tracer.call(() -> new MemoryReading(alive(task).space()).read(address, length));
    }

    /** The mappings of a live task, in order of address. */
    public List<MapEntry> maps(TaskUid task) {
        return tracer.call(() -> {
            ReplaySpace space = alive(task).space();
            List<MapEntry> entries = new ArrayList<>();
            for (ProcFs.MapLine line : space.memory().maps()) {
                for (ReplaySpace.Part part : space.parts(line)) {
                    add(entries, line.permissions(), part);
                }
            }
            return List.copyOf(entries);
        });
    }

    /** Memory without a file is one mapping, also where the kernel keeps two: that depends on its past. */
    private static void add(List<MapEntry> entries, String permissions, ReplaySpace.Part part) {
        MapEntry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        long start = part.start();
        if (last != null
                && last.end() == part.start()
                && last.permissions().equals(permissions)
                && last.path().equals(part.path())
                && !part.path().startsWith("/")) {
            entries.remove(entries.size() - 1);
            start = last.start();
        }
        entries.add(new MapEntry(start, part.end(), permissions, part.offset(), part.path()));
    }

    /** A checksum over all writable memory of a live task. */
    public long checksum(TaskUid task) {
        return tracer.call(() -> {
            long sum = 0;
            for (MemoryChecksum.Range range :
                    alive(task).space().memory().checksum().ranges()) {
                sum += range.sum();
            }
            return sum;
        });
    }

    private TaskView view(ReplayTask task) {
        TaskView.State state = TaskView.State.READY;
        if (task.lastFrame() == timeline.position() && isOwn(task, timeline.position())) {
            state = TaskView.State.CURRENT;
        } else if (task.isBlocked()) {
            state = TaskView.State.BLOCKED;
        }
        long lastFrame = isOwn(task, task.lastFrame()) ? task.lastFrame() : -1;
        return new TaskView(task.uid(), task.process().processId(), task.name(), state, lastFrame);
    }

    /** A task that has no frame yet names that of the task which made it. */
    private boolean isOwn(ReplayTask task, long frame) {
        return trace.frame(frame).task().equals(task.uid());
    }

    private ReplayTask alive(TaskUid task) {
        return timeline.session()
                .task(task)
                .orElseThrow(
                        () -> new UsageException("task " + task + " is not alive at frame " + timeline.position()));
    }

    /** Ends every process of the replay. The trace stays open. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                tracer.call(() -> {
                    timeline.close();
                    return null;
                });
            } finally {
                tracer.close();
            }
        }
    }
}
