package dev.jrr.explore.tui;

import java.util.List;

/**
 * The visible part of a {@link Menu}.
 *
 * @param chosen the row with the cursor, of those shown
 * @param query what has been typed, or "" where letters pick
 */
record MenuView(String title, String query, boolean isByLetter, List<Menu.Entry> entries, int chosen, int others) {
    static final int HEADINGS = 1;

    MenuView {
        entries = List.copyOf(entries);
    }

    /** @param rows how many rows there are for it, its heading included */
    static MenuView of(Menu menu, int rows) {
        int room = Math.max(1, rows - HEADINGS);
        int first = first(menu, rows);
        List<Menu.Entry> shown =
                menu.found().subList(first, Math.min(menu.found().size(), first + room));
        return new MenuView(
                menu.title(),
                menu.query(),
                menu.isByLetter(),
                shown,
                menu.chosen() - first,
                menu.found().size() - shown.size());
    }

    /** The entry in the first row. */
    static int first(Menu menu, int rows) {
        int room = Math.max(1, rows - HEADINGS);
        return Math.max(0, Math.min(menu.found().size() - room, menu.chosen() - room / 2));
    }

    int height() {
        return HEADINGS + Math.max(1, entries.size());
    }

    void draw(Canvas canvas) {
        Heading.draw(canvas, title + ": Enter picks, Esc closes", true, others > 0 ? others + " more" : "", Style.DIM);
        if (entries.isEmpty()) {
            canvas.fill(canvas.put(1, HEADINGS, "nothing has these letters", Style.DIM), HEADINGS, Style.NORMAL);
            return;
        }
        for (int row = 0; row < entries.size(); row++) {
            Menu.Entry entry = entries.get(row);
            Style style = row == chosen ? Style.CURSOR : Style.NORMAL;
            int y = HEADINGS + row;
            int x = canvas.put(0, y, row == chosen ? ">" : " ", style);
            if (isByLetter) {
                x = canvas.put(x, y, entry.letter() + "  ", row == chosen ? Style.CURSOR : Style.KEY);
            }
            canvas.putRow(x, y, Line.of(entry.words(), style));
            canvas.fill(x + entry.words().length(), y, style);
            int note = canvas.width() - entry.note().length() - 1;
            if (note > x + entry.words().length() + 1) {
                canvas.put(note, y, entry.note(), row == chosen ? Style.CURSOR : Style.KEY);
            }
        }
    }
}
