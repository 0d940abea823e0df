package dev.jrr.explore.tui;

import java.util.Optional;

/**
 * Where the panes are on a screen of some size. Each pane's first row is its heading.
 *
 * @param timeline empty on small screens
 * @param events empty where only the inspector fits
 * @param inspector empty where only the events fit
 * @param details the whole text of the frame, where there are rows to spare
 * @param lesson the text of a lesson, if one is open: at the side of a wide screen, else below
 */
record Layout(
        int width,
        int height,
        Optional<Area> title,
        Optional<Area> timeline,
        Optional<Area> events,
        Optional<Area> inspector,
        Optional<Area> details,
        Optional<Area> lesson,
        Area status) {
    private static final int WIDE = 80;
    private static final int HIGH = 24;
    private static final int HIGH_FOR_DETAILS = 30;
    private static final int HIGHER = 40;
    private static final int STATUS_ROWS = 2;
    private static final int WIDE_FOR_LESSON = 150;
    private static final int LESSON_COLUMNS = 56;
    private static final int LEAST_LESSON_ROWS = 7;
    private static final int LANES = 3;
    private static final int MOST_LANES = 12;
    private static final int ROWS_OF_A_LANE = 4;
    private static final int NARROWEST_INSPECTOR = 38;
    /** A row of a hex dump with 16 bytes, and borders. */
    private static final int WIDEST_INSPECTOR = 84;

    /** @param tasks of the run: the timeline has no more lanes than there are */
    static Layout of(int width, int height, boolean inspectorFocused, int tasks) {
        int statusRows = Math.min(STATUS_ROWS, height);
        Area status = new Area(0, height - statusRows, width, statusRows);
        int detailRows = height >= HIGHER ? 4 : height >= HIGH_FOR_DETAILS ? 3 : 0;
        int bodyRows = height - statusRows - detailRows;
        Optional<Area> details =
                detailRows == 0 ? Optional.empty() : Optional.of(new Area(0, bodyRows, width, detailRows));
        if (width < WIDE || height < HIGH) {
            Optional<Area> only = Optional.of(new Area(0, 0, width, bodyRows));
            Optional<Area> none = Optional.empty();
            Optional<Area> events = inspectorFocused ? none : only;
            Optional<Area> inspector = inspectorFocused ? only : none;
            return new Layout(width, height, none, none, events, inspector, details, none, status);
        }
        int right = Math.max(NARROWEST_INSPECTOR, Math.min(WIDEST_INSPECTOR, width * 45 / 100));
        Area title = new Area(0, 0, width, 1);
        int lanes = Math.min(tasks, Math.min(MOST_LANES, LANES + (height - HIGH) / ROWS_OF_A_LANE));
        Area timeline = new Area(0, 1, width, 1 + lanes);
        int top = timeline.bottom();
        Area events = new Area(0, top, width - right - 1, bodyRows - top);
        Area inspector = new Area(width - right, top, right, bodyRows - top);
        return new Layout(
                width,
                height,
                Optional.of(title),
                Optional.of(timeline),
                Optional.of(events),
                Optional.of(inspector),
                details,
                Optional.empty(),
                status);
    }

    /** The same, with room for a lesson. */
    static Layout withLesson(int width, int height, boolean inspectorFocused, int tasks) {
        if (width >= WIDE_FOR_LESSON) {
            int side = width - LESSON_COLUMNS;
            Layout rest = of(side - 1, height, inspectorFocused, tasks);
            return rest.with(
                    width,
                    height,
                    new Area(side, 0, LESSON_COLUMNS, rest.status().top()));
        }
        int rows = Math.min(height / 2, Math.max(LEAST_LESSON_ROWS, height / 3));
        int top = Math.max(0, height - STATUS_ROWS - rows);
        Layout rest = of(width, height - rows, inspectorFocused, tasks);
        return rest.with(width, height, new Area(0, top, width, Math.max(0, height - STATUS_ROWS - top)));
    }

    private Layout with(int fullWidth, int fullHeight, Area lessonArea) {
        int statusRows = Math.min(STATUS_ROWS, fullHeight);
        Area bottom = new Area(0, fullHeight - statusRows, fullWidth, statusRows);
        return new Layout(
                fullWidth, fullHeight, title, timeline, events, inspector, details, Optional.of(lessonArea), bottom);
    }

    int eventRows() {
        return events.map(area -> Math.max(1, area.height() - 1)).orElse(1);
    }

    int inspectorRows() {
        return inspector.map(area -> Math.max(1, area.height() - 1)).orElse(1);
    }

    int inspectorWidth() {
        return inspector.map(Area::width).orElse(width);
    }
}
