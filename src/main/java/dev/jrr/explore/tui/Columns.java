package dev.jrr.explore.tui;

/**
 * Which part of a text that is wider than its pane is in sight.
 *
 * @param first the first column shown, from 0
 * @param last the first column that there is any use in
 */
record Columns(int first, int last) {
    /** A text of so many columns, of which there is room for some, from a column on. */
    static Columns of(int wanted, int columns, int room) {
        int last = Math.max(0, columns - room);
        return new Columns(Math.max(0, Math.min(last, wanted)), last);
    }

    /** So many further to the right, or to the left if negative. */
    Columns moved(int columns) {
        return new Columns(Math.max(0, Math.min(last, first + columns)), last);
    }
}
