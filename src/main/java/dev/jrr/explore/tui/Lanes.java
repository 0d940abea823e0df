package dev.jrr.explore.tui;

import dev.jrr.explore.tui.Timeline.Window;
import dev.jrr.explore.view.LaneCells;
import dev.jrr.explore.view.Seconds;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes what the timeline draws, and finds what is in one of its cells. */
final class Lanes {
    /** Of a cell: the task wakes others, and no stroke says whom. */
    static final int WAKES_UNSEEN = 1 << 29;

    private static final int WIDEST_NAME = 14;

    /** With more wakes than one in so many columns their strokes would hide the lanes. */
    private static final int COLUMNS_OF_AN_ARROW = 5;

    private final Model model;
    private final Area area;
    private final int gutter;
    private final Window window;
    private final List<TaskSummary> tasks;
    private final int first;
    private final List<TaskSummary> shown;

    private Lanes(Model model, Area area) {
        this.model = model;
        this.area = area;
        this.gutter = gutter(model.run().summary().tasks(), area.width());
        Timeline timeline = model.timeline();
        this.window = timeline.window(model.position(), columns());
        this.tasks = timeline.tasks(window);
        int rows = area.height() - 1;
        int lane = tasks.stream().map(TaskSummary::task).toList().indexOf(model.task());
        if (lane >= 0) {
            timeline.follow(model.position(), lane, rows);
        }
        this.first = Math.max(0, Math.min(timeline.firstLane(), tasks.size() - rows));
        this.shown = tasks.subList(first, Math.min(tasks.size(), first + rows));
    }

    /** The lanes of the screen; empty where there is no room for them. */
    static Optional<Lanes> of(Model model) {
        return model.layout().timeline().map(area -> new Lanes(model, area));
    }

    private static int gutter(List<TaskSummary> tasks, int width) {
        int number = tasks.stream()
                .mapToInt(task -> task.task().toString().length())
                .max()
                .orElse(1);
        int name = tasks.stream().mapToInt(task -> task.name().length()).max().orElse(1);
        int room = Math.min(width / 4, 1 + Math.min(name, WIDEST_NAME) + 1 + number + 1);
        return Math.max(12, room);
    }

    /** How many columns a timeline has in which tasks do something. */
    int columns() {
        return area.width() - gutter;
    }

    /** How many lanes there are that are not on the screen. */
    int hidden() {
        return tasks.size() - shown.size();
    }

    int first() {
        return first;
    }

    /** The frames of the cell in a column of the screen, first and end; empty if it is none. */
    Optional<long[]> frames(int column) {
        int cell = column - area.left() - gutter;
        long start = window.frame(cell);
        if (cell < 0 || start >= model.run().frameCount()) {
            return Optional.empty();
        }
        return Optional.of(new long[] {start, start + window.cell()});
    }

    /** The task whose lane is in a row of the screen. */
    Optional<TaskSummary> task(int row) {
        int lane = row - area.top() - 1;
        return lane < 0 || lane >= shown.size() ? Optional.empty() : Optional.of(shown.get(lane));
    }

    /** Whether a task has frames in the cell of a column of the screen, as far as is known. */
    boolean runs(TaskUid task, int column) {
        LaneCells cells = model.timeline().cells(window);
        int cell = column - area.left() - gutter;
        boolean isKnown = Math.min(window.frame(cell + 1), model.run().frameCount()) <= cells.known();
        int flags = cells.flags(task, cell(cells, cell), Math.min(cell(cells, cell + 1), cells.count()));
        return isKnown && (flags & LaneCells.RUNS) != 0;
    }

    TimelineView view() {
        LaneCells cells = model.timeline().cells(window);
        int end = (int) Math.min(columns(), window.column(model.run().frameCount() - 1) + 1);
        List<int[]> flags = new ArrayList<>();
        shown.forEach(task -> flags.add(new int[end]));
        int known = fill(cells, flags, end);
        List<TimelineView.Arrow> arrows = arrows(cells, flags, known);
        List<TimelineView.Lane> lanes = new ArrayList<>();
        Optional<TaskUid> here = model.current().map(TraceFrame::task);
        for (int i = 0; i < shown.size(); i++) {
            TaskUid task = shown.get(i).task();
            char sign = here.filter(task::equals).isPresent() ? '>' : task.equals(model.task()) ? '*' : ' ';
            lanes.add(new TimelineView.Lane(sign, name(shown.get(i)), flags.get(i)));
        }
        String problem = model.timeline().problem(window);
        return new TimelineView(
                title(),
                ends(),
                problem.isEmpty() ? scales(cells, known < end) : List.of("cannot be read: " + problem),
                gutter,
                (int) window.column(model.position()),
                ticks(end),
                lanes,
                arrows);
    }

    /** Returns up to which column all is known. */
    private int fill(LaneCells cells, List<int[]> flags, int end) {
        long known = cells.known();
        int exact = 0;
        while (exact < end && Math.min(window.frame(exact + 1), model.run().frameCount()) <= known) {
            int from = cell(cells, exact);
            int to = cell(cells, exact + 1);
            for (int lane = 0; lane < shown.size(); lane++) {
                flags.get(lane)[exact] = cells.flags(shown.get(lane).task(), from, Math.min(to, cells.count()));
            }
            exact++;
        }
        for (int column = exact; column < end; column++) {
            List<Integer> about = model.timeline().about(window.frame(column), window.frame(column + 1));
            for (int lane = 0; lane < shown.size(); lane++) {
                boolean has = about.contains(shown.get(lane).task().serial());
                flags.get(lane)[column] = has ? TimelineView.Lane.ABOUT : 0;
            }
        }
        return exact;
    }

    private int cell(LaneCells cells, int column) {
        return (int) ((window.frame(column) - cells.from()) / cells.cell());
    }

    /** Strokes where there are few wakes; where there are many, or a lane is out of sight, the wakers are marked. */
    private List<TimelineView.Arrow> arrows(LaneCells cells, List<int[]> flags, int known) {
        List<TimelineView.Arrow> arrows = new ArrayList<>();
        int strokes = 0;
        for (int column = 0; column < known; column++) {
            long wake = cells.wake(cell(cells, column), cell(cells, column + 1));
            if (wake == LaneCells.NO_WAKE) {
                continue;
            }
            int waker = waker(cells, column);
            List<Integer> woken = lanes(flags, column, LaneCells.WOKEN);
            if (waker < 0 || woken.isEmpty()) {
                mark(flags, column);
                continue;
            }
            strokes++;
            int at = column;
            // The longest stroke first: the others' ends lie on it.
            woken.stream()
                    .sorted(Comparator.comparingInt((Integer lane) -> -Math.abs(lane - waker)))
                    .forEach(lane -> arrows.add(new TimelineView.Arrow(at, waker, lane)));
        }
        if (strokes <= Math.max(4, known / COLUMNS_OF_AN_ARROW)) {
            return arrows;
        }
        arrows.forEach(arrow -> mark(flags, arrow.column()));
        return List.of();
    }

    /** The lane of the only task that wakes others in a column; -1 if there are several, or it is out of sight. */
    private int waker(LaneCells cells, int column) {
        int from = cell(cells, column);
        int to = Math.min(cell(cells, column + 1), cells.count());
        List<TaskSummary> wakers = tasks.stream()
                .filter(task -> (cells.flags(task.task(), from, to) & LaneCells.WAKES) != 0)
                .limit(2)
                .toList();
        return wakers.size() == 1 ? shown.indexOf(wakers.get(0)) : -1;
    }

    private static List<Integer> lanes(List<int[]> flags, int column, int wanted) {
        return IntStream.range(0, flags.size())
                .filter(lane -> (flags.get(lane)[column] & wanted) != 0)
                .boxed()
                .toList();
    }

    private static void mark(List<int[]> flags, int column) {
        lanes(flags, column, LaneCells.WAKES).forEach(lane -> flags.get(lane)[column] |= WAKES_UNSEEN);
    }

    private String name(TaskSummary task) {
        String number = task.task().toString();
        int room = gutter - number.length() - 3;
        String name = task.name();
        String cut = name.length() <= room ? name : name.substring(0, Math.max(0, room));
        return cut + " ".repeat(Math.max(0, room - cut.length())) + " " + number;
    }

    private String title() {
        return hidden() > 0 ? "Timeline +" + hidden() + " {}" : "Timeline";
    }

    private List<String> scales(LaneCells cells, boolean isPartial) {
        int marks = cells.marks(cell(cells, 0), cell(cells, columns()));
        boolean isDamaged = (marks & LaneCells.UNREADABLE) != 0;
        String part = (isPartial ? "reading, " : "") + (isDamaged ? "? is damaged, " : "");
        String cell = window.cell() == 1 ? "a column a frame" : String.format("%,d frames a column", window.cell());
        boolean all = window.from() == 0 && window.end() >= model.run().frameCount();
        String where = all
                ? "whole run"
                : "frames " + window.from() + "-"
                        + (Math.min(window.end(), model.run().frameCount()) - 1);
        return List.of(part + where + ", " + cell, part + cell, isDamaged ? "? is damaged" : "");
    }

    private String ends() {
        return model.timeline()
                .times(window)
                .map(times -> Seconds.text(times.first()) + "-" + Seconds.text(times.last()) + " s")
                .orElse("");
    }

    private Map<Integer, Character> ticks(int end) {
        Map<Integer, Character> ticks = new HashMap<>();
        model.pattern()
                .flatMap(pattern -> model.timeline().hits(window, pattern))
                .ifPresent(hits -> hits.stream().forEach(column -> ticks.put(column, '/')));
        model.marks().forEach((name, place) -> {
            long column = window.column(place.frame());
            if (column >= 0 && column < end) {
                ticks.put((int) column, name.charAt(0));
            }
        });
        return ticks;
    }
}
