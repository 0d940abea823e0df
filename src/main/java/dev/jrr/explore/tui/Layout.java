package dev.jrr.explore.tui;

import java.util.Optional;

/**
 * Where the panes are on a screen of some size. Each pane's first row is its heading.
 *
 * @param timeline empty on small screens
 * @param events empty where only the inspector fits
 * @param inspector empty where only the events fit
 * @param details the whole text of the frame, where there are rows to spare
 */
record Layout(
        int width,
        int height,
        Optional<Area> title,
        Optional<Area> timeline,
        Optional<Area> events,
        Optional<Area> inspector,
        Optional<Area> details,
        Area status) {
    private static final int WIDE = 80;
    private static final int HIGH = 24;
    private static final int HIGH_FOR_DETAILS = 30;
    private static final int HIGHER = 40;
    private static final int STATUS_ROWS = 2;
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
            Area only = new Area(0, 0, width, bodyRows);
            return inspectorFocused
                    ? small(width, height, Optional.empty(), Optional.of(only), details, status)
                    : small(width, height, Optional.of(only), Optional.empty(), details, status);
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
                status);
    }

    private static Layout small(
            int width,
            int height,
            Optional<Area> events,
            Optional<Area> inspector,
            Optional<Area> details,
            Area status) {
        return new Layout(width, height, Optional.empty(), Optional.empty(), events, inspector, details, status);
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
