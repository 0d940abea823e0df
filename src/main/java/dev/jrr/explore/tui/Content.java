package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a tab shows: as many lines as it has, made when they are looked at.
 *
 * @param fromEnd whether a scroll of 0 shows the end, as for output
 */
record Content(int size, IntFunction<Line> line, boolean fromEnd) {
    static Content of(List<Line> lines) {
        List<Line> fixed = List.copyOf(lines);
        return new Content(fixed.size(), fixed::get, false);
    }

    /** The lines in a window of {@code rows}. */
    List<Line> window(int scroll, int rows) {
        int last = Math.max(0, size - rows);
        int first = fromEnd ? Math.max(0, last - scroll) : Math.min(scroll, last);
        List<Line> lines = new ArrayList<>();
        for (int i = first; i < Math.min(size, first + rows); i++) {
            lines.add(line.apply(i));
        }
        return lines;
    }
}
