package dev.jrr.explore.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A terminal as xterm is one, as far as what it shows goes: makes a screen of the bytes that a
 * program sends. Reports and keys, which would go back to the program, are none of its business.
 */
final class EmulatedTerminal implements TerminalParser.Target {
    /** No terminal that people sit at is larger, and what a trace says may be anything. */
    static final int MOST_COLUMNS = 512;

    static final int MOST_ROWS = 256;

    private static final int TAB_STOP = 8;

    /** The line-drawing characters of the DEC terminals for 0x5f to 0x7e. */
    private static final String LINES = "\u00a0◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    private static final int FIRST_LINE = 0x5f;

    /** What ESC 7 keeps. */
    private record Saved(int row, int column, Look look, boolean isOrigin, boolean[] drawsLines, int shift) {
        static final Saved HOME = new Saved(0, 0, Look.PLAIN, false, new boolean[2], 0);
    }

    private final TerminalParser parser;
    private TerminalGrid main;
    private TerminalGrid other;
    private boolean alternate;
    private ScrollBack scrollBack = ScrollBack.EMPTY;
    private int row;
    private int column;
    /** The last column has been written; the next character goes to the next row. */
    private boolean wraps;

    private Look look = Look.PLAIN;
    /** The scrolling region: its first row, and the one behind its last. */
    private int top;

    private int end;
    private boolean isOrigin;
    private boolean isWrapping = true;
    private boolean isInserting;
    private boolean startsRows = true;
    private boolean isCursorShown = true;
    private boolean[] tabs;
    private boolean[] drawsLines = new boolean[2];
    private int shift;
    private int lastPrinted;
    /** Whether rows have been addressed since the screen has last moved up as a whole. */
    private boolean isAddressed;

    private Saved saved = Saved.HOME;
    private Saved savedOther = Saved.HOME;

    EmulatedTerminal(int columns, int rows) {
        this.parser = new TerminalParser();
        this.main = new TerminalGrid(bounded(columns, MOST_COLUMNS), bounded(rows, MOST_ROWS));
        this.other = new TerminalGrid(main.columns(), main.height());
        this.end = main.height();
        this.tabs = tabs(main.columns());
    }

    private EmulatedTerminal(EmulatedTerminal from) {
        this.parser = from.parser.copy();
        this.main = from.main.copy();
        this.other = from.other.copy();
        this.alternate = from.alternate;
        this.scrollBack = from.scrollBack;
        this.row = from.row;
        this.column = from.column;
        this.wraps = from.wraps;
        this.look = from.look;
        this.top = from.top;
        this.end = from.end;
        this.isOrigin = from.isOrigin;
        this.isWrapping = from.isWrapping;
        this.isInserting = from.isInserting;
        this.startsRows = from.startsRows;
        this.isCursorShown = from.isCursorShown;
        this.tabs = from.tabs.clone();
        this.drawsLines = from.drawsLines.clone();
        this.shift = from.shift;
        this.lastPrinted = from.lastPrinted;
        this.isAddressed = from.isAddressed;
        this.saved = from.saved;
        this.savedOther = from.savedOther;
    }

    EmulatedTerminal copy() {
        return new EmulatedTerminal(this);
    }

    private static int bounded(int size, int most) {
        return Math.max(1, Math.min(most, size));
    }

    private static boolean[] tabs(int columns) {
        boolean[] tabs = new boolean[columns];
        for (int column = TAB_STOP; column < columns; column += TAB_STOP) {
            tabs[column] = true;
        }
        return tabs;
    }

    // What is there to be seen.

    int columns() {
        return screen().columns();
    }

    int rows() {
        return screen().height();
    }

    boolean isAlternate() {
        return alternate;
    }

    /** Whether what the screen shows has been put to places, and is not just lines one after the other. */
    boolean isAddressed() {
        return alternate || isAddressed;
    }

    boolean isCursorShown() {
        return isCursorShown;
    }

    int cursorRow() {
        return row;
    }

    int cursorColumn() {
        return column;
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
        return main.weight() + other.weight() + scrollBack.weight() + 1000;
    }

    private TerminalGrid screen() {
        return alternate ? other : main;
    }

    // What changes it from outside.

    /** Takes what a program has sent. */
    void feed(byte[] bytes) {
        parser.feed(bytes, this);
    }

    /** Whether the line discipline puts a carriage return before each line feed (ONLCR of termios(3)). */
    void startsRows(boolean starts) {
        startsRows = starts;
    }

    /** Takes another size. */
    void resize(int wantedColumns, int wantedRows) {
        int columns = bounded(wantedColumns, MOST_COLUMNS);
        int rows = bounded(wantedRows, MOST_ROWS);
        if (columns == columns() && rows == rows()) {
            return;
        }
        int above = row - (rows - 1);
        if (above > 0) {
            // What the cursor stands in stays in sight.
            if (!alternate) {
                keep(above);
            }
            screen().up(0, rows(), above, Look.PLAIN);
            row -= above;
        }
        main.resize(columns, rows);
        other.resize(columns, rows);
        boolean[] stops = tabs(columns);
        System.arraycopy(tabs, 0, stops, 0, Math.min(columns, tabs.length));
        tabs = stops;
        top = 0;
        end = rows;
        moveTo(row, column);
    }

    /** Keeps the first rows of the screen before they leave it. */
    private void keep(int count) {
        for (int i = 0; i < count; i++) {
            scrollBack = scrollBack.plus(main.at(i).row());
        }
    }

    // Characters.

    @Override
    public void print(int character) {
        int shown = drawsLines[shift] && character >= FIRST_LINE && character < DEL ? line(character) : character;
        int width = CharacterWidth.of(shown);
        if (width == 0) {
            int before = wraps ? column : column - 1;
            if (before >= 0) {
                screen().change(row).mark(before, shown);
            }
            return;
        }
        if (width > columns()) {
            return;
        }
        if (wraps || (column + width > columns() && isWrapping)) {
            screen().change(row).continues(true);
            lineFeed();
            column = 0;
            wraps = false;
        }
        int at = Math.min(column, columns() - width);
        CellRow cells = screen().change(row);
        if (isInserting) {
            cells.insert(at, width, look.erased());
        }
        cells.put(at, shown, width, look);
        lastPrinted = shown;
        column = at + width;
        if (column >= columns()) {
            column = columns() - 1;
            wraps = isWrapping;
        }
    }

    private static final int DEL = 0x7f;

    private static int line(int character) {
        return LINES.charAt(character - FIRST_LINE);
    }

    @Override
    public void control(int character) {
        switch (character) {
            case '\b' -> moveTo(row, column - 1);
            case '\t' -> tab(1);
            case '\n', 0x0b, '\f' -> {
                screen().change(row).continues(false);
                lineFeed();
                wraps = false;
                if (startsRows) {
                    column = 0;
                }
            }
            case '\r' -> moveTo(row, 0);
            case 0x0e -> shift = 1;
            case 0x0f -> shift = 0;
            default -> {}
        }
    }

    private void tab(int times) {
        int to = column;
        for (int i = 0; i < Math.min(times, columns()); i++) {
            do {
                to++;
            } while (to < columns() - 1 && !tabs[to]);
        }
        moveTo(row, to);
    }

    private void tabBack(int times) {
        int to = column;
        for (int i = 0; i < Math.min(times, columns()); i++) {
            do {
                to--;
            } while (to > 0 && !tabs[to]);
        }
        moveTo(row, to);
    }

    /** Down a row in the same column; at the end of the region it moves up instead. */
    private void lineFeed() {
        if (row == end - 1) {
            scrollUp(1);
        } else if (row < rows() - 1) {
            row++;
        }
    }

    private void reverseLineFeed() {
        if (row == top) {
            screen().down(top, end, 1, look.erased());
        } else if (row > 0) {
            row--;
        }
    }

    private void scrollUp(int count) {
        int by = Math.min(count, end - top);
        if (top == 0 && !alternate) {
            keep(by);
        }
        if (top == 0 && end == rows()) {
            isAddressed = false;
        }
        screen().up(top, end, by, look.erased());
    }

    private void moveTo(int newRow, int newColumn) {
        row = Math.max(0, Math.min(rows() - 1, newRow));
        column = Math.max(0, Math.min(columns() - 1, newColumn));
        wraps = false;
    }

    /** To a row that counts from the region's first one if the program wants that. */
    private void address(int wantedRow, int wantedColumn) {
        isAddressed = true;
        if (isOrigin) {
            moveTo(Math.min(top + wantedRow, end - 1), wantedColumn);
        } else {
            moveTo(wantedRow, wantedColumn);
        }
    }

    /** Up or down, not beyond the region if the cursor is in it. */
    private void moveBy(int rows) {
        int first = row >= top ? top : 0;
        int last = row < end ? end - 1 : rows() - 1;
        moveTo(Math.max(first, Math.min(last, row + rows)), column);
    }

    // Sequences.

    @Override
    public void escape(int intermediate, int last) {
        switch (intermediate) {
            case '(' -> drawsLines[0] = last == '0';
            case ')' -> drawsLines[1] = last == '0';
            case '#' -> {
                if (last == '8') {
                    align();
                }
            }
            case 0 -> escape(last);
            default -> {}
        }
    }

    private void escape(int last) {
        switch (last) {
            case '7' -> save();
            case '8' -> restore();
            case 'D' -> {
                lineFeed();
                wraps = false;
            }
            case 'E' -> {
                lineFeed();
                moveTo(row, 0);
            }
            case 'H' -> tabs[column] = true;
            case 'M' -> {
                isAddressed = true;
                reverseLineFeed();
                wraps = false;
            }
            case 'c' -> reset();
            default -> {}
        }
    }

    /** DECALN: the test picture. */
    private void align() {
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

    private void save() {
        saved = new Saved(row, column, look, isOrigin, drawsLines.clone(), shift);
    }

    private void restore() {
        isAddressed = true;
        look = saved.look;
        isOrigin = saved.isOrigin;
        drawsLines = saved.drawsLines.clone();
        shift = saved.shift;
        moveTo(saved.row, saved.column);
    }

    private void reset() {
        alternate = false;
        softReset();
        isWrapping = true;
        tabs = tabs(columns());
        main.fill(0, rows(), Look.PLAIN);
        other.fill(0, rows(), Look.PLAIN);
        savedOther = Saved.HOME;
        moveTo(0, 0);
        isAddressed = false;
    }

    private void softReset() {
        look = Look.PLAIN;
        top = 0;
        end = rows();
        isOrigin = false;
        isInserting = false;
        isCursorShown = true;
        drawsLines = new boolean[2];
        shift = 0;
        saved = Saved.HOME;
    }

    @Override
    public void sequence(TerminalParser given, int prefix, int intermediate, int last) {
        if (intermediate != 0) {
            if (intermediate == '!' && last == 'p') {
                softReset();
            }
        } else if (prefix == '?') {
            switch (last) {
                case 'h' -> modes(given, true);
                case 'l' -> modes(given, false);
                case 'J' -> eraseScreen(given.parameter(0, 0));
                case 'K' -> eraseRow(given.parameter(0, 0));
                default -> {}
            }
        } else if (prefix == 0 && !moves(given, last)) {
            changes(given, last);
        }
    }

    /** Sequences that move the cursor; false if it is another. */
    private boolean moves(TerminalParser given, int last) {
        int times = given.times(0);
        switch (last) {
            case 'A' -> moveBy(-times);
            case 'B', 'e' -> moveBy(times);
            case 'C', 'a' -> moveTo(row, column + times);
            case 'D' -> moveTo(row, column - times);
            case 'E' -> {
                moveBy(times);
                moveTo(row, 0);
            }
            case 'F' -> {
                moveBy(-times);
                moveTo(row, 0);
            }
            case 'G', '`' -> moveTo(row, times - 1);
            case 'H', 'f' -> address(times - 1, given.times(1) - 1);
            case 'd' -> address(times - 1, column);
            case 'I' -> tab(times);
            case 'Z' -> tabBack(times);
            case 's' -> save();
            case 'u' -> restore();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void changes(TerminalParser given, int last) {
        int times = given.times(0);
        Look blank = look.erased();
        switch (last) {
            case '@' -> changed().insert(column, times, blank);
            case 'P' -> changed().delete(column, times, blank);
            case 'X' -> changed().erase(column, Math.min(columns(), column + times), blank);
            case 'J' -> eraseScreen(given.parameter(0, 0));
            case 'K' -> eraseRow(given.parameter(0, 0));
            case 'L' -> {
                if (row >= top && row < end) {
                    screen().down(row, end, times, blank);
                    moveTo(row, 0);
                }
            }
            case 'M' -> {
                if (row >= top && row < end) {
                    screen().up(row, end, times, blank);
                    moveTo(row, 0);
                }
            }
            case 'S' -> scrollUp(times);
            case 'T' -> {
                if (given.count() == 1) {
                    screen().down(top, end, times, blank);
                }
            }
            case 'b' -> repeat(times);
            case 'g' -> clearTabs(given.parameter(0, 0));
            case 'h', 'l' -> insertMode(given, last == 'h');
            case 'm' -> look = Pen.after(look, given);
            case 'r' -> region(given);
            default -> {}
        }
    }

    private CellRow changed() {
        wraps = false;
        return screen().change(row);
    }

    private void repeat(int times) {
        if (lastPrinted != 0) {
            // More than fills the screen changes nothing but the time it takes.
            for (int i = 0; i < Math.min(times, columns() * rows()); i++) {
                print(lastPrinted);
            }
        }
    }

    private void clearTabs(int which) {
        if (which == 0) {
            tabs[column] = false;
        } else if (which == 3) {
            Arrays.fill(tabs, false);
        }
    }

    private void insertMode(TerminalParser given, boolean on) {
        for (int i = 0; i < given.count(); i++) {
            if (given.parameter(i, 0) == 4) {
                isInserting = on;
            }
        }
    }

    private void region(TerminalParser given) {
        int first = given.times(0) - 1;
        int last = Math.min(rows(), given.parameter(1, 0) == 0 ? rows() : given.parameter(1, 0));
        if (last - first >= 2) {
            top = first;
            end = last;
            address(0, 0);
        }
    }

    private void eraseRow(int which) {
        int from = which == 0 ? column : 0;
        int to = which == 1 ? column + 1 : columns();
        if (which >= 0 && which <= 2) {
            CellRow cells = changed();
            cells.erase(from, to, look.erased());
            if (to == columns()) {
                cells.continues(false);
            }
        }
    }

    private void eraseScreen(int which) {
        switch (which) {
            case 0 -> {
                eraseRow(0);
                screen().fill(row + 1, rows(), look.erased());
            }
            case 1 -> {
                screen().fill(0, row, look.erased());
                eraseRow(1);
            }
            case 2 -> {
                screen().fill(0, rows(), look.erased());
                wraps = false;
            }
            case 3 -> scrollBack = ScrollBack.EMPTY;
            default -> {}
        }
    }

    private void modes(TerminalParser given, boolean on) {
        for (int i = 0; i < given.count(); i++) {
            switch (given.parameter(i, 0)) {
                case 6 -> {
                    isOrigin = on;
                    address(0, 0);
                }
                case 7 -> {
                    isWrapping = on;
                    wraps = false;
                }
                case 25 -> isCursorShown = on;
                case 47, 1047 -> alternate(on);
                case 1048 -> {
                    if (on) {
                        save();
                    } else {
                        restore();
                    }
                }
                case 1049 -> alternateWithCursor(on);
                default -> {}
            }
        }
    }

    private void alternateWithCursor(boolean on) {
        if (on == alternate) {
            return;
        }
        if (on) {
            save();
            alternate(true);
            other.fill(0, rows(), look.erased());
        } else {
            alternate(false);
            boolean before = isAddressed;
            restore();
            isAddressed = before;
        }
    }

    private void alternate(boolean on) {
        if (on != alternate) {
            alternate = on;
            Saved kept = saved;
            saved = savedOther;
            savedOther = kept;
            wraps = false;
        }
    }
}
