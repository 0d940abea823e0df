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
}
