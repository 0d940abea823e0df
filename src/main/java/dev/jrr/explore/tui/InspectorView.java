package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The inspector: one tab of several.
 *
 * @param lines the visible ones
 * @param more whether there are others out of sight
 */
record InspectorView(Tab tab, boolean focused, List<Line> lines, boolean more) {
    private static final int LONGEST_BRIEF = 4;

    /** One tab's title in the heading. */
    private record Title(Tab tab, int column, String text) {
        boolean isBehindOpen(Tab open) {
            return tab.ordinal() == open.ordinal() + 1;
        }
    }

    InspectorView {
        lines = List.copyOf(lines);
    }

    void draw(Canvas canvas) {
        Heading.rule(canvas, focused);
        for (Title title : titles(tab, canvas.width())) {
            boolean active = title.tab() == tab;
            Style style = active ? Style.TAB_ACTIVE : Style.DIM;
            // The blank between two titles is the bracket of the one that is open.
            int end = canvas.put(
                    title.column(), 0, (active ? "[" : title.isBehindOpen(tab) ? "]" : " ") + title.text(), style);
            if (end < canvas.width()) {
                canvas.put(end, 0, active ? "]" : " ", style);
            }
        }
        for (int row = 1; row < canvas.height(); row++) {
            if (row - 1 >= lines.size()) {
                canvas.fill(0, row, Style.NORMAL);
                continue;
            }
            Line line = lines.get(row - 1);
            canvas.fill(canvas.put(0, row, line), row, Style.NORMAL);
        }
    }

    /** The tab whose title is in a column of the heading. */
    static Optional<Tab> tabAt(Tab open, int width, int column) {
        return titles(open, width).stream()
                .filter(title -> column >= title.column()
                        && column < title.column() + title.text().length() + 1)
                .map(Title::tab)
                .findFirst();
    }

    private static List<Title> titles(Tab open, int width) {
        List<Title> titles = titles(tab -> " " + tab.title());
        for (int letters = LONGEST_BRIEF; letters >= 0 && !fits(titles, width); letters--) {
            int most = letters;
            titles = titles(tab -> tab == open || tab.brief().length() < most
                    ? tab.brief()
                    : tab.brief().substring(0, most));
        }
        return titles;
    }

    private static List<Title> titles(Function<Tab, String> names) {
        List<Title> titles = new ArrayList<>();
        int column = 0;
        for (Tab tab : Tab.values()) {
            String text = tab.ordinal() + 1 + names.apply(tab);
            titles.add(new Title(tab, column, text));
            column += text.length() + 1;
        }
        return titles;
    }

    private static boolean fits(List<Title> titles, int width) {
        Title last = titles.get(titles.size() - 1);
        // The blank behind the last title may be cut off.
        return last.column() + last.text().length() + 1 <= width;
    }
}
