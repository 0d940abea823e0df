package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;

/** Text in rows of a width: at blanks where there are some, else anywhere. */
final class Wrapped {
    private Wrapped() {}

    static List<String> of(String text, int width) {
        int most = Math.max(1, width);
        List<String> rows = new ArrayList<>();
        String rest = text;
        while (rest.length() > most) {
            int space = rest.lastIndexOf(' ', most);
            // A blank far to the left would waste most of the row, for a long string for one.
            int cut = space > most / 2 ? space : most;
            rows.add(rest.substring(0, cut));
            rest = rest.substring(cut).strip();
        }
        rows.add(rest);
        return rows;
    }

    /** Texts one after the other, with two blanks between them; one is broken only if it is wider than a row. */
    static List<String> of(List<String> texts, int width) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (String text : texts) {
            if (row.length() > 0 && row.length() + 2 + text.length() > width) {
                rows.addAll(of(row.toString(), width));
                row.setLength(0);
            }
            row.append(row.length() > 0 ? "  " : "").append(text);
        }
        rows.addAll(of(row.toString(), width));
        return rows;
    }
}
