package dev.jrr.explore.tui;

import java.util.List;
import java.util.Optional;

/**
 * The rows at the bottom.
 *
 * @param position where one is, in full
 * @param brief the same for narrow screens
 * @param typed the beginning of an unfinished key sequence
 * @param bottom a prompt, a message, or the keys that matter; a long message has several rows
 * @param cursor the column of the cursor in {@code bottom}, if something is typed there
 */
record StatusView(String position, String brief, String typed, List<Line> bottom, Optional<Integer> cursor) {
    StatusView {
        bottom = List.copyOf(bottom);
    }

    /** Where it is: a long message lies over the last rows of the panes. */
    Area area(Layout layout) {
        Area usual = layout.status();
        int over = Math.min(usual.top(), bottom.size() - 1);
        return new Area(usual.left(), usual.top() - over, usual.width(), usual.height() + over);
    }

    void draw(Canvas canvas) {
        boolean fits = position.length() + typed.length() + 2 <= canvas.width();
        String shown = fits ? position : brief;
        canvas.fill(canvas.put(0, 0, shown, Style.STATUS), 0, Style.STATUS);
        if (shown.length() > canvas.width()) {
            canvas.put(canvas.width() - 1, 0, canvas.theme().unicode() ? "…" : "~", Style.STATUS);
        }
        canvas.put(canvas.width() - typed.length() - 1, 0, typed, Style.STATUS);
        for (int row = 0; row < bottom.size(); row++) {
            canvas.putRow(0, 1 + row, bottom.get(row));
        }
    }
}
