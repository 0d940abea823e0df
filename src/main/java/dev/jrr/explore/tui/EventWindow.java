package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;

/** Which part of the list of events is in sight. Only the screen's thread uses it. */
final class EventWindow {
    private long top;

    /** The frame from which on the events are in sight. */
    long top() {
        return top;
    }

    /** Scrolls by rows, as far as the list goes; one that is empty is at the position. */
    void scroll(EventList events, int height, long rows, long position) {
        long last = Math.max(0, events.size() - height);
        long row = Math.max(0, Math.min(last, events.rank(top) + rows));
        top = row < events.size() ? events.frame(row) : position;
    }

    /** Scrolls so that a position is in sight. */
    void show(EventList events, int height, long position) {
        // Some rows around the cursor show what comes next; a far jump puts it in the middle.
        int margin = Math.min(3, (height - 1) / 2);
        long away = events.rank(position) - events.rank(top);
        long wanted = away;
        if (away < -height || away > 2L * height) {
            wanted = height / 2;
        } else if (away < margin) {
            wanted = margin;
        } else if (away > height - 1 - margin) {
            wanted = height - 1 - margin;
        }
        scroll(events, height, away - wanted, position);
    }

    /** The frames in sight: those of the list, and a position among them, whether it is in the list or not. */
    List<Long> rows(EventList events, int height, long position) {
        List<Long> shown = new ArrayList<>(events.rows(top, height));
        boolean isInside = position >= top && (shown.size() < height || position < shown.get(height - 1));
        if (isInside && !shown.contains(position)) {
            shown.add(position);
            shown.sort(null);
        }
        return shown.subList(0, Math.min(height, shown.size()));
    }
}
