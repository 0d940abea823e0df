package dev.jrr.explore.view;

import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What tasks do in a stretch of a run, in cells of as many frames each. One thread fills them, from
 * the left to the right; others may look at what is left of {@link #known} meanwhile.
 */
public final class LaneCells {
    /** Frames of the task are in the cell. */
    public static final int RUNS = 1;
    /** It waits on a futex. */
    public static final int WAITS_FUTEX = 1 << 1;
    /** It waits in another call. */
    public static final int WAITS_OTHER = 1 << 2;
    /** It could run, and another task does. */
    public static final int READY = 1 << 3;
    /** It does not exist yet, or no longer. */
    public static final int ABSENT = 1 << 4;
    /** A signal comes, and the task goes on. */
    public static final int SIGNAL = 1 << 5;
    /** A signal comes that the task's own instruction caused, or that ends it. */
    public static final int FAULT = 1 << 6;
    /** It ends. */
    public static final int EXIT = 1 << 7;
    /** It starts a program. */
    public static final int EXEC = 1 << 8;
    /** It ends a wait of another task. */
    public static final int WAKES = 1 << 9;
    /** Its own wait is ended by another task. */
    public static final int WOKEN = 1 << 10;

    /** A call of it fails. */
    public static final int FAILED = 1 << 11;
    /** What it does cannot be read. */
    public static final int UNREADABLE = 1 << 12;

    private static final int MARKS = SIGNAL | FAULT | FAILED | UNREADABLE;

    /** Of {@link #wake}: there is none in the cells. */
    public static final long NO_WAKE = 0;
    /** Of {@link #wake}: there are several, and not all from one task to one other. */
    public static final long SEVERAL_WAKES = -1;

    private record Lane(TaskSummary task, int first, short[] cells) {}

    private final long from;
    private final long cell;
    private final int count;
    private final List<TaskSummary> tasks = new ArrayList<>();
    private final Map<TaskUid, Lane> lanes = new HashMap<>();
    /** Who wakes whom in each cell: serial numbers, the waker's in the upper half. */
    private final long[] wakes;

    /** What is worth finding in each cell, whosever it is. */
    private final short[] marks;

    private volatile long known;

    /**
     * Cells of which nothing is known yet.
     *
     * @param from the first frame
     * @param cell how many frames a cell has
     * @param to the frame after the last; the last cell may have fewer frames than the others
     * @param all those that get lanes, unless they live before or after these frames only
     */
    public LaneCells(long from, long cell, long to, List<TaskSummary> all) {
        this.from = from;
        this.cell = cell;
        this.count = (int) ((to - from + cell - 1) / cell);
        this.wakes = new long[count];
        this.marks = new short[count];
        this.known = from;
        for (TaskSummary task : all) {
            if (task.firstFrame() < to && task.lastFrame() >= from) {
                int first = cellOf(Math.max(from, task.firstFrame()));
                int last = cellOf(Math.min(to - 1, task.lastFrame()));
                tasks.add(task);
                lanes.put(task.task(), new Lane(task, first, new short[last - first + 1]));
            }
        }
    }

    public long from() {
        return from;
    }

    /** How many frames a cell has. */
    public long cell() {
        return cell;
    }

    public int count() {
        return count;
    }

    /** The frame from which on nothing is known yet. */
    public long known() {
        return known;
    }

    /** Those that live in these frames, in the order of their creation. */
    public List<TaskSummary> tasks() {
        return tasks;
    }

    /** What a task does in some cells, together: 0 if nothing is known of it there. */
    public int flags(TaskUid task, int first, int end) {
        Lane lane = lanes.get(task);
        if (lane == null) {
            return ABSENT;
        }
        int flags = first < lane.first || end > lane.first + lane.cells.length ? ABSENT : 0;
        for (int i = Math.max(first, lane.first); i < Math.min(end, lane.first + lane.cells.length); i++) {
            flags |= lane.cells[i - lane.first];
        }
        return flags;
    }

    /** Which of {@link #SIGNAL}, {@link #FAULT}, {@link #FAILED} and {@link #UNREADABLE} are of some task in some cells. */
    public int marks(int first, int end) {
        int found = 0;
        for (int i = Math.max(0, first); i < Math.min(end, count); i++) {
            found |= marks[i];
        }
        return found;
    }

    /**
     * Who wakes whom in some cells: {@link #NO_WAKE}, {@link #SEVERAL_WAKES}, or the serial numbers of
     * {@link #waker} and {@link #woken}.
     */
    public long wake(int first, int end) {
        long all = NO_WAKE;
        for (int i = first; i < Math.min(end, count); i++) {
            all = together(all, wakes[i]);
        }
        return all;
    }

    public static int waker(long wake) {
        return (int) (wake >>> 32);
    }

    public static int woken(long wake) {
        return (int) wake;
    }

    private static long together(long one, long other) {
        return one == NO_WAKE || one == other ? other : other == NO_WAKE ? one : SEVERAL_WAKES;
    }

    // Filling: LaneReader's.

    /** Adds flags to a task's cells for frames, as far as they are among these. */
    void add(TaskUid task, long start, long end, int flags) {
        if ((flags & MARKS) != 0) {
            mark(start, end, flags & MARKS);
        }
        Lane lane = lanes.get(task);
        long begin = Math.max(start, from);
        if (lane == null || begin >= Math.min(end, from + cell * count)) {
            return;
        }
        int last = Math.min(cellOf(end - 1), lane.first + lane.cells.length - 1);
        for (int i = Math.max(cellOf(begin), lane.first); i <= last; i++) {
            lane.cells[i - lane.first] |= (short) flags;
        }
    }

    private void mark(long start, long end, int flags) {
        long first = Math.max(start, from);
        long last = Math.min(end, from + cell * count) - 1;
        for (int i = cellOf(first); first <= last && i <= cellOf(last); i++) {
            marks[i] |= (short) flags;
        }
    }

    void addWake(TaskUid waker, TaskUid woken, long frame) {
        if (frame >= from && cellOf(frame) < count) {
            int at = cellOf(frame);
            wakes[at] = together(wakes[at], (long) waker.serial() << 32 | woken.serial());
        }
    }

    /** Everything before a frame is filled in. */
    void known(long frame) {
        known = frame;
    }

    private int cellOf(long frame) {
        return (int) ((frame - from) / cell);
    }
}
