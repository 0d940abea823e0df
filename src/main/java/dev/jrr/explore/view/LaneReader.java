package dev.jrr.explore.view;

import dev.jrr.base.JrrException;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills {@link LaneCells} from the frames, piece by piece; parts of the trace that cannot be read are passed over. */
public final class LaneReader implements FrameVisitor, FutexWaits.Listener {
    /** What a task does since a frame. */
    private static final class Lane {
        private int state;
        private long since;

        private Lane(int state, long since) {
            this.state = state;
            this.since = since;
        }
    }

    private static final int UNKNOWN = 0;

    private final Frames frames;
    private final LaneCells cells;
    private final long end;
    private final Map<TaskUid, Integer> processes;
    private FutexWaits waits;
    private final Map<TaskUid, Lane> lanes = new HashMap<>();
    private long at = -1;
    /** The frame behind the last that was looked at. */
    private long seen;

    /**
     * @param tasks all tasks of the run
     * @param end the frame after the last that is wanted
     */
    public LaneReader(Frames frames, List<TaskSummary> tasks, LaneCells cells, long end) {
        this.frames = frames;
        this.cells = cells;
        this.end = Math.min(end, frames.count());
        this.processes = FutexWaits.processes(tasks);
        this.waits = new FutexWaits(processes);
    }

    public LaneCells cells() {
        return cells;
    }

    public boolean isDone() {
        return at >= end;
    }

    /** Reads about so many frames more, or up to the end of a part that cannot be read. */
    public void read(int most) {
        if (at < 0) {
            at = Math.max(0, cells.from() - FutexWaits.RUN_UP);
            cells.tasks().stream()
                    .map(this::begin)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparingLong(TraceFrame::number))
                    .forEach(waits::seed);
        }
        long to = Math.min(end, at + most);
        seen = at;
        try {
            frames.visit(at, to, this);
            at = to;
        } catch (JrrException e) {
            passOver(seen);
        }
        long reached = at;
        lanes.forEach((task, lane) -> {
            cells.add(task, lane.since, reached, lane.state);
            lane.since = Math.max(lane.since, reached);
        });
        cells.known(Math.max(reached, cells.from()));
    }

    /** Goes on behind a part that cannot be read. Of what happened there, and so of who waits since, nothing is known. */
    private void passOver(long damaged) {
        long behind = Math.min(end, frames.endOfDamage(damaged));
        lanes.forEach((task, lane) -> {
            if (lane.since < behind) {
                cells.add(task, lane.since, damaged, lane.state);
                cells.add(task, Math.max(lane.since, damaged), behind, LaneCells.UNREADABLE);
                lane.state = UNKNOWN;
                lane.since = behind;
            }
        });
        waits = new FutexWaits(processes);
        at = behind;
    }

    /** Returns the frame in which a task began to wait on a futex, if it does. */
    private Optional<TraceFrame> begin(TaskSummary task) {
        if (task.firstFrame() >= at) {
            lanes.put(task.task(), new Lane(LaneCells.READY, task.firstFrame() + 1));
            return Optional.empty();
        }
        Optional<TraceFrame> frame;
        int state;
        try {
            frame = FutexWaits.lastBefore(frames, task.task(), at);
            state = frame.map(before -> stateAfter(before.event())).orElse(LaneCells.READY);
        } catch (JrrException e) {
            frame = Optional.empty();
            state = UNKNOWN;
        }
        lanes.put(task.task(), new Lane(state, at));
        return state == LaneCells.WAITS_FUTEX ? frame : Optional.empty();
    }

    @Override
    public boolean wants(int syscall) {
        return FutexWaits.isFutex(syscall);
    }

    @Override
    public void failed(TaskUid task, long number) {
        cells.add(task, number, number + 1, LaneCells.FAILED);
    }

    @Override
    public void calls(TaskUid task, long from, long to) {
        seen = to;
        run(task, from, to, LaneCells.RUNS, LaneCells.READY);
    }

    @Override
    public void frame(TraceFrame frame) {
        Event event = frame.event();
        seen = frame.number() + 1;
        run(frame.task(), frame.number(), frame.number() + 1, LaneCells.RUNS | marks(event), stateAfter(event));
        waits.frame(frame, this);
    }

    @Override
    public void woken(FutexWait wait) {
        long frame = wait.wake().orElseThrow();
        Lane lane = lanes.get(wait.task());
        if (lane != null && lane.state == LaneCells.WAITS_FUTEX) {
            cells.add(wait.task(), lane.since, frame + 1, lane.state);
            cells.add(wait.task(), frame, frame + 1, LaneCells.WOKEN);
            lane.state = LaneCells.READY;
            lane.since = frame + 1;
        }
        cells.add(wait.waker(), frame, frame + 1, LaneCells.WAKES);
        cells.addWake(wait.waker(), wait.task(), frame);
    }

    private void run(TaskUid task, long from, long to, int flags, int after) {
        Lane lane = lanes.get(task);
        if (lane != null) {
            cells.add(task, lane.since, from, lane.state);
            cells.add(task, from, to, flags);
            lane.state = after;
            lane.since = to;
        }
    }

    private static int marks(Event event) {
        if (event instanceof Event.Signal signal) {
            boolean isFault = signal.synchronous() || signal.disposition() == Event.Disposition.FATAL;
            return isFault ? LaneCells.FAULT : LaneCells.SIGNAL;
        }
        if (event instanceof Event.Syscall call) {
            return call.isFailed() ? LaneCells.FAILED : 0;
        }
        return event instanceof Event.Exit ? LaneCells.EXIT : event instanceof Event.Exec ? LaneCells.EXEC : 0;
    }

    private static int stateAfter(Event event) {
        if (event instanceof Event.Exit) {
            return LaneCells.ABSENT;
        }
        if (event instanceof Event.Syscall call && call.phase() == Phase.ENTERED) {
            return FutexWaits.isFutex(call.number()) ? LaneCells.WAITS_FUTEX : LaneCells.WAITS_OTHER;
        }
        return LaneCells.READY;
    }
}
