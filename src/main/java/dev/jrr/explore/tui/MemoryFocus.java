package dev.jrr.explore.tui;

/**
 * Which bytes are looked at: from an expression on, scrolled, with a cursor on one byte. Immutable.
 *
 * @param expression as it was typed, such as rsp+0x20 or a symbol
 * @param offset bytes from there to the first one shown: a scroll
 * @param cursor bytes from there to the cursor
 */
record MemoryFocus(String expression, long offset, long cursor) {
    static MemoryFocus at(String expression) {
        return new MemoryFocus(expression, 0, 0);
    }

    /** The address of the cursor, as an expression. */
    String cursorExpression() {
        String plain = expression.replaceAll("\\s+", "");
        return cursor == 0 ? plain : plain + (cursor < 0 ? "-" : "+") + "0x" + Long.toHexString(Math.abs(cursor));
    }

    /** The cursor moved, and the scroll with it where it would leave the rows. */
    MemoryFocus moved(long bytes, int perRow, int rows) {
        long there = cursor + bytes;
        long row = Math.floorDiv(there - offset, perRow);
        long wanted = row < 0 ? row : row >= rows ? row - rows + 1 : 0;
        return new MemoryFocus(expression, offset + wanted * perRow, there);
    }

    /** Scrolled by whole rows; the cursor stays on its place of the screen. */
    MemoryFocus scrolled(long rows, int perRow) {
        return new MemoryFocus(expression, offset + rows * perRow, cursor + rows * perRow);
    }
}
