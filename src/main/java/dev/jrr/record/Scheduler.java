package dev.jrr.record;

import java.util.List;

/**
 * Decides which task runs: the current one until its time slice is over, then the next that is
 * ready, in a circle. Tracer thread only.
 */
final class Scheduler {
    private final List<RecordTask> tasks;
    private final RecordTask.ReadyCount ready;
    private final long sliceNanos;
    private RecordTask current;
    private long sliceStart = System.nanoTime();
    private boolean sliceOver;

    /**
     * Decides among tasks that come and go.
     *
     * @param tasks those alive, in the order of their creation
     */
    Scheduler(List<RecordTask> tasks, RecordTask.ReadyCount ready, long sliceNanos) {
        this.tasks = tasks;
        this.ready = ready;
        this.sliceNanos = sliceNanos;
    }

    /** The task whose turn it is, or null if all wait. */
    RecordTask choose() {
        boolean mayStay = current != null && current.state() == RecordTask.State.READY;
        // What has happened to the current task is written down before another one goes on: replay
        // lets it run up to there in the order of the frames.
        boolean hasUntold = mayStay && (current.stop != null || !current.isAtLastFrame);
        if (hasUntold || mayStay && !(sliceOver && ready.value > 1)) {
            return current;
        }
        if (ready.value == 0) {
            return null;
        }
        int start = tasks.indexOf(current) + 1;
        for (int i = 0; i < tasks.size(); i++) {
            RecordTask task = tasks.get((start + i) % tasks.size());
            if (task.state() == RecordTask.State.READY) {
                current = task;
                sliceStart = System.nanoTime();
                sliceOver = false;
                return task;
            }
        }
        return null;
    }

    /** The current task has come to a place where another could go on: looks at the clock. */
    void mayEndSlice() {
        sliceOver |= System.nanoTime() - sliceStart >= sliceNanos;
    }

    /** Whether the current task has had its time. */
    boolean isSliceOver() {
        mayEndSlice();
        return sliceOver;
    }

    /** The current task gives up the rest of its time. */
    void endSlice() {
        sliceOver = true;
    }

    /** The length of a time slice. */
    long sliceNanos() {
        return sliceNanos;
    }
}
