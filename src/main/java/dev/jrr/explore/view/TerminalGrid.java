package dev.jrr.explore.view;

import java.util.Arrays;

/** The rows of one screen, and how they move. Rows that copies have too are copied before they change. */
final class TerminalGrid {
    private CellRow[] rows;
    private int columns;

    TerminalGrid(int columns, int rows) {
        this.columns = columns;
        this.rows = new CellRow[rows];
        fill(0, rows, Look.PLAIN);
    }

    private TerminalGrid(TerminalGrid other) {
        this.columns = other.columns;
        this.rows = other.rows.clone();
        for (CellRow row : rows) {
            row.share();
        }
    }

    TerminalGrid copy() {
        return new TerminalGrid(this);
    }

    int columns() {
        return columns;
    }

    int height() {
        return rows.length;
    }

    /** A row to look at. */
    CellRow at(int row) {
        return rows[row];
    }

    /** A row to change. */
    CellRow change(int row) {
        rows[row] = rows[row].own();
        return rows[row];
    }

    /** Puts blank rows in place of some. */
    void fill(int from, int to, Look look) {
        for (int row = from; row < to; row++) {
            rows[row] = new CellRow(columns, look);
        }
    }

    /** Moves the rows of a region up; the first ones are gone, blank ones come in at its end. */
    void up(int top, int end, int count, Look look) {
        int by = Math.min(count, end - top);
        System.arraycopy(rows, top + by, rows, top, end - top - by);
        fill(end - by, end, look);
    }

    /** Moves the rows of a region down; the last ones are gone, blank ones come in at its start. */
    void down(int top, int end, int count, Look look) {
        int by = Math.min(count, end - top);
        System.arraycopy(rows, top, rows, top + by, end - top - by);
        fill(top, top + by, look);
    }

    /** Takes another size: what is beyond it is cut off. */
    void resize(int newColumns, int newRows) {
        int before = rows.length;
        if (newColumns != columns) {
            for (int row = 0; row < before; row++) {
                rows[row] = rows[row].resized(newColumns);
            }
        }
        columns = newColumns;
        rows = Arrays.copyOf(rows, newRows);
        if (newRows > before) {
            fill(before, newRows, Look.PLAIN);
        }
    }

    long weight() {
        return Arrays.stream(rows).mapToLong(CellRow::weight).sum();
    }
}
