package dev.jrr.explore.tui;

import java.util.Optional;

/**
 * The two rows at the bottom.
 *
 * @param position where one is, in full
 * @param brief the same for narrow screens
 * @param typed the beginning of an unfinished key sequence
 * @param bottom a prompt, a message, or the keys that matter
 * @param cursor the column of the cursor in {@code bottom}, if something is typed there
 */
record StatusView(String position, String brief, String typed, Line bottom, Optional<Integer> cursor) {
    void draw(Canvas canvas) {
        boolean fits = position.length() + typed.length() + 2 <= canvas.width();
        canvas.fill(canvas.put(0, 0, fits ? position : brief, Style.STATUS), 0, Style.STATUS);
        canvas.put(canvas.width() - typed.length() - 1, 0, typed, Style.STATUS);
        canvas.fill(canvas.put(0, 1, bottom), 1, Style.NORMAL);
    }
}
