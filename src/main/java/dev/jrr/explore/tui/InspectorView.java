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
    /** How many letters the titles have where there is less and less room, and how many that of the open tab. */
    private static final int[][] LETTERS = {{4, 4}, {3, 4}, {2, 4}, {1, 4}, {1, 3}, {1, 1}, {0, 4}, {0, 0}};

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
            canvas.putRow(0, row, lines.get(row - 1));
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
        for (int i = 0; i < LETTERS.length && !fits(titles, open, width); i++) {
            int[] letters = LETTERS[i];
            titles = titles(tab -> first(tab.brief(), letters[tab == open ? 1 : 0]));
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

    private static String first(String name, int letters) {
        return name.substring(0, Math.min(name.length(), letters));
    }

    private static boolean fits(List<Title> titles, Tab open, int width) {
        Title last = titles.get(titles.size() - 1);
        // The blank behind the last title may be cut off, but not its bracket.
        int bracket = last.tab() == open ? 1 : 0;
        return last.column() + last.text().length() + 1 + bracket <= width;
    }
}
