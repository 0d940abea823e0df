package dev.jrr.explore.view;

import java.util.ArrayList;
import java.util.List;

/**
 * The two screens of a terminal, with what has left the main one at its top, and where in them the cursor
 * is: knows rows, regions and places, and nothing of the sequences that a program sends.
 */
final class TerminalPage {
    /** No terminal that people sit at is larger, and what a trace says may be anything. */
    static final int MOST_COLUMNS = 512;

    static final int MOST_ROWS = 256;

    private final TerminalGrid main;
    private final TerminalGrid other;
    private boolean alternate;
    private ScrollBack scrollBack = ScrollBack.EMPTY;
    private int row;
    private int column;
    /** The last column has been written; the next character goes to the next row. */
    private boolean wraps;

    /** The scrolling region: its first row, and the one behind its last. */
    private int top;

    private int end;
    private boolean isOrigin;
    /** Whether rows have been addressed since the screen has last moved up as a whole. */
    private boolean isAddressed;

    TerminalPage(int columns, int rows) {
        this.main = new TerminalGrid(bounded(columns, MOST_COLUMNS), bounded(rows, MOST_ROWS));
        this.other = new TerminalGrid(main.columns(), main.height());
        this.end = main.height();
    }

    private TerminalPage(TerminalPage from) {
        this.main = from.main.copy();
        this.other = from.other.copy();
        this.alternate = from.alternate;
        this.scrollBack = from.scrollBack;
        this.row = from.row;
        this.column = from.column;
        this.wraps = from.wraps;
        this.top = from.top;
        this.end = from.end;
        this.isOrigin = from.isOrigin;
        this.isAddressed = from.isAddressed;
    }

    TerminalPage copy() {
        return new TerminalPage(this);
    }

    private static int bounded(int size, int most) {
        return Math.max(1, Math.min(most, size));
    }

    // What is there.

    int columns() {
        return screen().columns();
    }

    int rows() {
        return screen().height();
    }

    int row() {
        return row;
    }

    int column() {
        return column;
    }

    /** Whether the last column has been written, so that the next character goes to the next row. */
    boolean wraps() {
        return wraps;
    }

    boolean isAlternate() {
        return alternate;
    }

    boolean isOrigin() {
        return isOrigin;
    }

    /** Whether what the screen shows has been put to places, and is not just lines one after the other. */
    boolean isAddressed() {
        return alternate || isAddressed;
    }

    ScrollBack scrollBack() {
        return scrollBack;
    }

    List<ScreenRow> screenRows() {
        List<ScreenRow> rows = new ArrayList<>(rows());
        for (int i = 0; i < rows(); i++) {
            rows.add(screen().at(i).row());
        }
        return rows;
    }

    long weight() {
        return main.weight() + other.weight() + scrollBack.weight();
    }

    private TerminalGrid screen() {
        return alternate ? other : main;
    }

    /** The cells of the cursor's row, to be changed. */
    CellRow cells() {
        return screen().change(row);
    }

    // The screens as a whole.

    /** Takes another size; what the cursor stands in stays in sight. Returns whether it is another. */
    boolean resize(int wantedColumns, int wantedRows) {
        int columns = bounded(wantedColumns, MOST_COLUMNS);
        int rows = bounded(wantedRows, MOST_ROWS);
        if (columns == columns() && rows == rows()) {
            return false;
        }
        int above = row - (rows - 1);
        if (above > 0) {
            if (!alternate) {
                keep(above);
            }
            screen().up(0, rows(), above, Look.PLAIN);
            row -= above;
        }
        main.resize(columns, rows);
        other.resize(columns, rows);
        noRegion();
        moveTo(row, column);
        return true;
    }

    /** Keeps the first rows of the screen before they leave it. */
    private void keep(int count) {
        for (int i = 0; i < count; i++) {
            scrollBack = scrollBack.plus(main.at(i).row());
        }
    }

    /** Shows the other screen, or the main one. */
    void alternate(boolean on) {
        alternate = on;
        wraps = false;
    }

    /** Empties the screen. */
    void clear(Look blank) {
        screen().fill(0, rows(), blank);
    }

    /** Empties both screens and shows the main one; the cursor goes home. */
    void reset() {
        alternate = false;
        noRegion();
        main.fill(0, rows(), Look.PLAIN);
        other.fill(0, rows(), Look.PLAIN);
        moveTo(0, 0);
        isAddressed = false;
    }

    /** DECALN: the test picture. */
    void align() {
        for (int i = 0; i < rows(); i++) {
            CellRow cells = screen().change(i);
            for (int k = 0; k < columns(); k++) {
                cells.put(k, 'E', 1, Look.PLAIN);
            }
        }
        top = 0;
        end = rows();
        address(0, 0);
    }

    // The cursor.

    void moveTo(int newRow, int newColumn) {
        row = Math.max(0, Math.min(rows() - 1, newRow));
        column = Math.max(0, Math.min(columns() - 1, newColumn));
        wraps = false;
    }

    /** Behind a character that has been written; at the end of the row it stays on the last column. */
    void advanceTo(int newColumn, boolean isWrapping) {
        column = newColumn;
        if (column >= columns()) {
            column = columns() - 1;
            wraps = isWrapping;
        }
    }

    /** To the start of the row; a row that is full stays so. */
    void carriageReturn() {
        column = 0;
    }

    void noWrap() {
        wraps = false;
    }

    /** To a row that counts from the region's first one if the program wants that. */
    void address(int wantedRow, int wantedColumn) {
        isAddressed = true;
        if (isOrigin) {
            moveTo(Math.min(top + wantedRow, end - 1), wantedColumn);
        } else {
            moveTo(wantedRow, wantedColumn);
        }
    }

    /** Says that rows are put to places, or are not after all. */
    void addressed(boolean is) {
        isAddressed = is;
    }

    /** Up or down, not beyond the region if the cursor is in it. */
    void moveBy(int rows) {
        int first = row >= top ? top : 0;
        int last = row < end ? end - 1 : rows() - 1;
        moveTo(Math.max(first, Math.min(last, row + rows)), column);
    }

    /** Down a row in the same column; at the end of the region it moves up instead. */
    void lineFeed(Look blank) {
        if (row == end - 1) {
            scrollUp(1, blank);
        } else if (row < rows() - 1) {
            row++;
        }
    }

    void reverseLineFeed(Look blank) {
        if (row == top) {
            screen().down(top, end, 1, blank);
        } else if (row > 0) {
            row--;
        }
    }

    // The region.

    void origin(boolean on) {
        isOrigin = on;
    }

    void noRegion() {
        top = 0;
        end = rows();
    }

    /** @param last the row behind the last one */
    void region(int first, int last) {
        if (last - first >= 2) {
            top = first;
            end = last;
            address(0, 0);
        }
    }

    void scrollUp(int count, Look blank) {
        int by = Math.min(count, end - top);
        if (top == 0 && !alternate) {
            keep(by);
        }
        if (top == 0 && end == rows()) {
            isAddressed = false;
        }
        screen().up(top, end, by, blank);
    }

    void scrollDown(int count, Look blank) {
        screen().down(top, end, count, blank);
    }

    /** Puts rows before the cursor's, or takes rows away from there on, within the region. */
    void insertRows(int count, Look blank) {
        if (row >= top && row < end) {
            screen().down(row, end, count, blank);
            moveTo(row, 0);
        }
    }

    void deleteRows(int count, Look blank) {
        if (row >= top && row < end) {
            screen().up(row, end, count, blank);
            moveTo(row, 0);
        }
    }

    // Erasing.

    /** @param which 0 from the cursor on, 1 up to it, 2 all of the row; anything else does nothing */
    void eraseRow(int which, Look blank) {
        int from = which == 0 ? column : 0;
        int to = which == 1 ? column + 1 : columns();
        if (which >= 0 && which <= 2) {
            wraps = false;
            CellRow cells = cells();
            cells.erase(from, to, blank);
            if (to == columns()) {
                cells.continues(false);
            }
        }
    }

    /** @param which 0 from the cursor on, 1 up to it, 2 all of the screen, 3 what has left it; anything else does nothing */
    void eraseScreen(int which, Look blank) {
        switch (which) {
            case 0 -> {
                eraseRow(0, blank);
                screen().fill(row + 1, rows(), blank);
            }
            case 1 -> {
                screen().fill(0, row, blank);
                eraseRow(1, blank);
            }
            case 2 -> {
                clear(blank);
                wraps = false;
            }
            case 3 -> scrollBack = ScrollBack.EMPTY;
            default -> {}
        }
    }
}
