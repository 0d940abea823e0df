package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A text that lies over the panes until it is closed: the help, what a command printed.
 *
 * @param lines the whole text in rows of a width
 */
record Overlay(String title, IntFunction<List<Line>> lines) {
    /** What a command printed. */
    static Overlay printed(String title, List<String> text) {
        List<String> fixed = List.copyOf(text);
        return new Overlay(title, width -> {
            List<Line> lines = new ArrayList<>();
            for (String line : fixed) {
                Wrapped.of(line, width - 2).forEach(row -> lines.add(Line.of(row)));
            }
            return lines;
        });
    }

    /** The largest useful scroll on a screen of that size. */
    int lastScroll(Layout layout) {
        return Math.max(0, lines.apply(layout.width()).size() - rows(layout));
    }

    static int rows(Layout layout) {
        return Math.max(1, layout.status().top() - 1);
    }
}
