package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.LaneCells;
import dev.jrr.explore.view.LaneReader;
import dev.jrr.model.TaskSummary;
import dev.jrr.trace.BlockSummary;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which part of the run the timeline shows, and what is known of it. The whole run is read once, in
 * cells of several frames; parts that are shown in more detail are read for themselves, and before it.
 * The screen's thread asks; pieces of the reading are jobs of another thread.
 */
final class Timeline {
    /** The frames of a picture: each column shows {@code cell} of them. */
    record Window(long from, long cell, int columns) {
        long end() {
            return from + cell * columns;
        }

        /** The column of a frame, which may be outside. */
        long column(long frame) {
            return Math.floorDiv(frame - from, cell);
        }

        long frame(int column) {
            return from + cell * column;
        }
    }

    /** The times of a window's first and last frame, in nanoseconds since the recording began. */
    record Times(long first, long last) {}

    /** Patterns are equal only if they are the same: each search makes its own. */
    private record Search(Window window, Pattern pattern) {}

    /** Cells that are read, and why they cannot be, if so. */
    private static final class Reading {
        private final LaneReader reader;
        private volatile boolean isOver;
        private volatile String problem = "";

        private Reading(LaneReader reader) {
            this.reader = reader;
        }

        private void read() {
            try {
                reader.read(PIECE);
                isOver = reader.isDone();
            } catch (RuntimeException e) {
                // Whatever it is: what escaped here would be printed across the screen.
                problem = LiveThread.reason(e);
                isOver = true;
            }
        }
    }

    /** So many cells have the whole run, unless it has many tasks. */
    private static final int CELLS = 16_384;

    private static final int FEWEST_CELLS = 512;
    /** A cell of a lane takes two bytes. */
    private static final int MOST_LANE_CELLS = 4_000_000;

    /** About 20 milliseconds of reading: others wait for their turn on the same thread. */
    private static final int PIECE = 16_384;

    /** Searched in less than a second. */
    private static final int MOST_SEARCHED = 50_000;

    private static final int ZOOM = 4;
    private static final int DETAILS = 6;

    private final Frames frames;
    private final List<TaskSummary> tasks;
    private final Executor executor;
    private final long bucket;
    private final Computed<Window, Times> times;
    private final Computed<Search, BitSet> hits;
    private final Computed<Search, BitSet> hitsOfRun;
    private final Map<Window, Reading> details = new LinkedHashMap<>(DETAILS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Window, Reading> eldest) {
            return size() > DETAILS;
        }
    };

    private Reading whole;
    private Reading wanted;
    private volatile boolean isReading;
    private int zoom;
    private long from;
    private int firstLane;
    private long followed = -1;

    Timeline(Run run, Executor executor) {
        this.frames = run.frames();
        this.tasks = run.summary().tasks();
        this.executor = executor;
        long cells = Math.max(FEWEST_CELLS, Math.min(CELLS, MOST_LANE_CELLS / Math.max(1, tasks.size())));
        this.bucket = Math.max(1, (frames.count() + cells - 1) / cells);
        this.hits = new Computed<>(frames, executor, (all, search) -> hits(run, all, search));
        this.hitsOfRun = new Computed<>(frames, executor, (all, search) -> hits(run, all, search));
        this.times = new Computed<>(
                frames,
                executor,
                (all, window) -> new Times(
                        all.frame(window.from()).timeNanos(),
                        all.frame(Math.min(all.count(), window.end()) - 1).timeNanos()));
    }

    /** How far it is zoomed in: 0 shows the whole run. */
    int zoom() {
        return zoom;
    }

    /** Zooms in, or out if {@code steps} is negative. Returns whether anything changes. */
    boolean zoom(int steps, int columns) {
        int before = zoom;
        zoom = Math.max(0, Math.min(deepest(columns), zoom + steps));
        from = Long.MIN_VALUE;
        return zoom != before;
    }

    private int deepest(int columns) {
        int level = 0;
        while (cell(level, columns) > 1) {
            level++;
        }
        return level;
    }

    /** How many frames a column has. */
    private long cell(int level, int columns) {
        long cell = roundUp((frames.count() + columns - 1) / columns, bucket);
        for (int i = 0; i < level; i++) {
            cell = (cell + ZOOM - 1) / ZOOM;
        }
        return cell > bucket ? cell - cell % bucket : Math.max(1, cell);
    }

    private static long roundUp(long number, long step) {
        return (number + step - 1) / step * step;
    }

    /** What is shown with a position in it: it moves on only when that comes near an end. */
    Window window(long position, int columns) {
        long cell = cell(Math.min(zoom, deepest(columns)), columns);
        Window now = new Window(from, cell, columns);
        int margin = columns / 10;
        boolean isFar = from == Long.MIN_VALUE
                || now.column(position) < margin
                || now.column(position) >= columns - margin
                || from % cell != 0;
        if (isFar) {
            long last = Math.max(0, roundUp(frames.count(), cell) - cell * columns);
            long middle = position / cell * cell - cell * (columns / 2);
            from = Math.max(0, Math.min(last, middle));
        }
        return new Window(from, cell, columns);
    }

    /** Those that live in a window, in the order of their creation. */
    List<TaskSummary> tasks(Window window) {
        return tasks.stream()
                .filter(task -> task.firstFrame() < window.end() && task.lastFrame() >= window.from())
                .toList();
    }

    int firstLane() {
        return firstLane;
    }

    /** Scrolls so that a lane is in sight, unless the user has scrolled since the position was reached. */
    void follow(long position, int lane, int rows) {
        if (followed != position) {
            followed = position;
            firstLane = Math.max(0, Math.max(lane - rows + 1, Math.min(lane, firstLane)));
        }
    }

    void firstLane(int lane) {
        firstLane = Math.max(0, lane);
    }

    /** The times at the ends of a window, when they are known. */
    Optional<Times> times(Window window) {
        return times.at(window);
    }

    /**
     * The columns of a window that have matches of a search: empty while they are looked for, and of
     * windows with more frames than can be looked at while somebody waits.
     */
    Optional<BitSet> hits(Window window, Pattern pattern) {
        long seen = Math.min(window.end(), frames.count()) - window.from();
        return seen > MOST_SEARCHED ? Optional.empty() : hits.at(new Search(window, pattern));
    }

    /** The same of the whole run in so many equal parts; empty if the run is longer than can be looked at. */
    Optional<BitSet> hitsOfRun(int parts, Pattern pattern) {
        Window window = new Window(0, (frames.count() + parts - 1) / parts, parts);
        return frames.count() > MOST_SEARCHED ? Optional.empty() : hitsOfRun.at(new Search(window, pattern));
    }

    private static BitSet hits(Run run, Frames frames, Search search) {
        Window window = search.window();
        BitSet columns = new BitSet();
        for (int column = 0; column < window.columns(); column++) {
            long end = Math.min(window.frame(column + 1), frames.count());
            for (long number = window.frame(column); number < end && !columns.get(column); number++) {
                boolean isHit = search.pattern()
                        .matcher(run.describe(frames.frame(number)))
                        .find();
                columns.set(column, isHit);
            }
        }
        return columns;
    }

    /** What is known of a window by now; more is read from now on. */
    LaneCells cells(Window window) {
        Reading reading = reading(window);
        if (!reading.isOver || !whole.isOver) {
            goOn(reading);
        }
        return reading.reader.cells();
    }

    /** What is known of the whole run by now, coarsely; more is read from now on. */
    LaneCells whole() {
        Reading reading = wholeReading();
        // If anything is read already, this is read behind it.
        if (!reading.isOver && wanted == null) {
            goOn(reading);
        }
        return reading.reader.cells();
    }

    /** Why a window cannot be read to its end, or "". */
    String problem(Window window) {
        return reading(window).problem;
    }

    private Reading reading(Window window) {
        Reading all = wholeReading();
        if (window.cell() % bucket == 0) {
            return all;
        }
        return details.computeIfAbsent(
                window,
                shown -> new Reading(reader(shown.from(), shown.cell(), Math.min(shown.end(), frames.count()))));
    }

    private Reading wholeReading() {
        if (whole == null) {
            whole = new Reading(reader(0, bucket, frames.count()));
        }
        return whole;
    }

    private LaneReader reader(long first, long cell, long end) {
        return new LaneReader(frames, tasks, new LaneCells(first, cell, end, tasks), end);
    }

    private synchronized void goOn(Reading first) {
        wanted = first;
        if (!isReading) {
            isReading = true;
            executor.execute(this::readPiece);
        }
    }

    /** Reads a piece of what is looked at, else of the whole run. */
    private void readPiece() {
        Reading now = next();
        if (now != null) {
            now.read();
            executor.execute(this::readPiece);
        }
    }

    private synchronized Reading next() {
        isReading = !wanted.isOver || !whole.isOver;
        return !isReading ? null : wanted.isOver ? whole : wanted;
    }

    /** Whether more of the picture is still to come. */
    boolean isGoing() {
        return isReading || times.isGoing() || hits.isGoing() || hitsOfRun.isGoing();
    }

    /** The serial numbers of the tasks that have frames in or near some frames, as the blocks of the trace say. */
    List<Integer> about(long first, long end) {
        List<BlockSummary> blocks = frames.blocks();
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).endFrame() <= first) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        IntStream serials = IntStream.empty();
        for (int i = low; i < blocks.size() && blocks.get(i).firstFrame() < end; i++) {
            serials = IntStream.concat(serials, blocks.get(i).tasks());
        }
        return serials.distinct().boxed().toList();
    }
}
