package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;

/** The help: every row of the key table, and the signs. */
record HelpView(List<Line> lines, int scroll) {
    /** More rows than any help has. */
    static final int LONGEST = 1000;

    private static final int KEY_COLUMN = 13;
    private static final String SIGNS =
            "! failed call   * signal   + new program   x exit   - preempted   t clock read   > here";

    HelpView {
        lines = List.copyOf(lines);
    }

    void draw(Canvas canvas) {
        Heading.draw(canvas, "Help: Esc closes", true);
        for (int row = 1; row < canvas.height(); row++) {
            int index = scroll + row - 1;
            int end = index < lines.size() ? canvas.put(1, row, lines.get(index)) : 0;
            canvas.put(0, row, " ", Style.NORMAL);
            canvas.fill(end, row, Style.NORMAL);
        }
    }

    static int lastScroll(KeyMap keys, int width, int height) {
        return Math.max(0, lines(keys, width).size() - (height - 3));
    }

    static List<Line> lines(KeyMap keys, int width) {
        List<Line> lines = new ArrayList<>();
        for (KeyMap.Group group : keys.groups()) {
            wrap(group.title(), width - 2).forEach(text -> lines.add(Line.of(text, Style.TITLE)));
            for (KeyMap.Binding row : group.bindings()) {
                String names = String.join(" ", row.keys());
                for (String text : wrap(row.words(), width - KEY_COLUMN - 3)) {
                    String padded = String.format("  %-" + KEY_COLUMN + "s", names);
                    lines.add(Line.of(Line.span(padded, Style.KEY), Line.span(text, Style.NORMAL)));
                    names = "";
                }
            }
            lines.add(Line.EMPTY);
        }
        lines.add(Line.of("Signs in the events", Style.TITLE));
        wrap(SIGNS, width - 4).forEach(text -> lines.add(Line.of("  " + text)));
        return lines;
    }

    private static List<String> wrap(String text, int width) {
        List<String> rows = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int cut = space > 0 ? space : width;
            rows.add(rest.substring(0, cut));
            rest = rest.substring(cut).strip();
        }
        rows.add(rest);
        return rows;
    }
}
