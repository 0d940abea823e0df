package dev.jrr.explore.tui;

import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of events: the visible rows of a list that may be ten million long.
 *
 * @param position the frame with the cursor; it may be out of sight
 * @param top how many rows come before the first
 * @param total how many rows there are
 * @param frames how many frames the run has
 * @param crumbs what the list is narrowed to, or ""
 * @param marks letters by frame
 * @param map what is found in the list, a sign for each row of the scroll bar
 * @param pinned the task looked at, if it was chosen: the others' rows then step back
 */
record EventsView(
        List<EventLine> lines,
        long position,
        long top,
        long total,
        long frames,
        String crumbs,
        int taskWidth,
        Map<Long, Character> marks,
        String map,
        Optional<TaskUid> pinned,
        boolean focused) {
    /** Where the heading has room behind the pane's name. */
    private static final int HEADING = 10;

    EventsView {
        lines = List.copyOf(lines);
        marks = Map.copyOf(marks);
    }

    void draw(Canvas canvas) {
        Heading.draw(canvas, "Events", focused);
        int room = canvas.width() - HEADING - 1;
        if (!crumbs.isEmpty() && room > 0) {
            // The newest filter and the count say most.
            String shown = crumbs.length() <= room ? crumbs : "…" + crumbs.substring(crumbs.length() - room + 1);
            canvas.put(HEADING, 0, shown, Style.HIT);
        }
        int bar = canvas.width() - 1;
        // A sign of the scroll bar right behind a row would be taken for a part of its text.
        Canvas rows = canvas.part(new Area(0, 1, Math.max(0, bar - 1), canvas.height() - 1));
        int numberWidth = Long.toString(Math.max(0, frames - 1)).length();
        for (int row = 0; row < rows.height(); row++) {
            if (row >= lines.size()) {
                rows.fill(0, row, Style.NORMAL);
                continue;
            }
            line(rows, row, lines.get(row), numberWidth);
        }
        for (int row = 1; row < canvas.height(); row++) {
            canvas.put(Math.max(0, bar - 1), row, " ", Style.NORMAL);
        }
        scrollBar(canvas, bar);
    }

    private void line(Canvas canvas, int row, EventLine line, int numberWidth) {
        boolean cursor = line.number() == position;
        boolean other = pinned.isPresent() && !pinned.get().equals(line.task());
        Style quiet = cursor ? Style.CURSOR : Style.DIM;
        Style style = cursor ? Style.CURSOR : other ? Style.DIM : line.style();
        char mark = cursor ? '>' : marks.getOrDefault(line.number(), ' ');
        int x = canvas.put(0, row, String.valueOf(mark), cursor ? Style.CURSOR : Style.HIT);
        x = canvas.put(x, row, pad(Long.toString(line.number()), numberWidth) + " ", quiet);
        x = canvas.put(x, row, pad(line.taskName(), taskWidth) + " ", quiet);
        x = canvas.put(x, row, String.valueOf(line.sign()), style);
        x = canvas.put(x, row, line.handling() + " ", quiet);
        x = canvas.put(x, row, line.fitted(canvas.width() - x, canvas.theme().unicode()), style);
        canvas.fill(x, row, cursor ? Style.CURSOR : Style.NORMAL);
    }

    private void scrollBar(Canvas canvas, int column) {
        int rows = canvas.height() - 1;
        boolean all = total <= rows;
        int thumb = all ? rows : (int) Math.max(1, (double) rows * rows / total);
        int start = all ? 0 : (int) Math.round((double) top / Math.max(1, total - rows) * (rows - thumb));
        boolean unicode = canvas.theme().unicode();
        for (int row = 0; row < rows; row++) {
            boolean inThumb = !all && row >= start && row < start + thumb;
            char sign = row < map.length() ? map.charAt(row) : EventMap.NOTHING;
            if (sign != EventMap.NOTHING) {
                canvas.put(column, row + 1, String.valueOf(sign), inThumb ? Style.STATUS : EventMap.style(sign));
            } else {
                canvas.put(column, row + 1, inThumb ? (unicode ? "█" : "#") : " ", Style.BORDER);
            }
        }
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
