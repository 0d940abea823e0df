package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;

/** The help: every row of the key table, and the signs. */
final class HelpText {
    private static final int KEY_COLUMN = 13;
    private static final String SIGNS =
            "! failed call   * signal   + new program   x exit   - preempted   t clock read   > here";

    private HelpText() {}

    static Overlay overlay(KeyMap keys) {
        return new Overlay("Help", width -> lines(keys, width));
    }

    static List<Line> lines(KeyMap keys, int width) {
        List<Line> lines = new ArrayList<>();
        for (KeyMap.Group group : keys.groups()) {
            Wrapped.of(group.title(), width - 2).forEach(text -> lines.add(Line.of(text, Style.TITLE)));
            for (KeyMap.Binding row : group.bindings()) {
                String names = String.join(" ", row.keys());
                for (String text : Wrapped.of(row.words(), width - KEY_COLUMN - 3)) {
                    String padded = String.format("  %-" + KEY_COLUMN + "s", names);
                    lines.add(Line.of(Line.span(padded, Style.KEY), Line.span(text, Style.NORMAL)));
                    names = "";
                }
            }
            lines.add(Line.EMPTY);
        }
        lines.add(Line.of("Signs in the events", Style.TITLE));
        Wrapped.of(SIGNS, width - 4).forEach(text -> lines.add(Line.of("  " + text)));
        return lines;
    }
}
