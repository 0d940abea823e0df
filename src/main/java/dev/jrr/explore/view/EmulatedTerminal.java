package dev.jrr.explore.view;

import java.util.List;

/**
 * A terminal as xterm is one, as far as what it shows goes: makes a screen of the bytes that a
 * program sends. Reports and keys, which would go back to the program, are none of its business.
 */
final class EmulatedTerminal implements TerminalParser.Target {
    /** The line-drawing characters of the DEC terminals for 0x5f to 0x7e. */
    private static final String LINES = "\u00a0◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    private static final int FIRST_LINE = 0x5f;
    private static final int DEL = 0x7f;
    private static final int WEIGHT = 1000;

    /** What ESC 7 keeps. */
    private record Saved(int row, int column, Look look, boolean isOrigin, boolean[] drawsLines, int shift) {
        static final Saved HOME = new Saved(0, 0, Look.PLAIN, false, new boolean[2], 0);
    }

    private final TerminalParser parser;
    private final TerminalPage page;
    private TabStops tabs;
    private Look look = Look.PLAIN;
    private boolean isWrapping = true;
    private boolean isInserting;
    private boolean startsRows = true;
    private boolean isCursorShown = true;
    private boolean[] drawsLines = new boolean[2];
    private int shift;
    private int lastPrinted;
    private Saved saved = Saved.HOME;
    private Saved savedOther = Saved.HOME;

    EmulatedTerminal(int columns, int rows) {
        this.parser = new TerminalParser();
        this.page = new TerminalPage(columns, rows);
        this.tabs = new TabStops(page.columns());
    }

    private EmulatedTerminal(EmulatedTerminal from) {
        this.parser = from.parser.copy();
        this.page = from.page.copy();
        this.tabs = from.tabs.copy();
        this.look = from.look;
        this.isWrapping = from.isWrapping;
        this.isInserting = from.isInserting;
        this.startsRows = from.startsRows;
        this.isCursorShown = from.isCursorShown;
        this.drawsLines = from.drawsLines.clone();
        this.shift = from.shift;
        this.lastPrinted = from.lastPrinted;
        this.saved = from.saved;
        this.savedOther = from.savedOther;
    }

    EmulatedTerminal copy() {
        return new EmulatedTerminal(this);
    }

    // What is there to be seen.

    int columns() {
        return page.columns();
    }

    int rows() {
        return page.rows();
    }

    boolean isAlternate() {
        return page.isAlternate();
    }

    /** Whether what the screen shows has been put to places, and is not just lines one after the other. */
    boolean isAddressed() {
        return page.isAddressed();
    }

    boolean isCursorShown() {
        return isCursorShown;
    }

    int cursorRow() {
        return page.row();
    }

    int cursorColumn() {
        return page.column();
    }

    ScrollBack scrollBack() {
        return page.scrollBack();
    }

    List<ScreenRow> screenRows() {
        return page.screenRows();
    }

    long weight() {
        return page.weight() + WEIGHT;
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
        if (page.resize(wantedColumns, wantedRows)) {
            tabs.resize(page.columns());
        }
    }

    // Characters.

    @Override
    public void print(int character) {
        int shown = drawsLines[shift] && character >= FIRST_LINE && character < DEL ? line(character) : character;
        int width = CharacterWidth.of(shown);
        if (width == 0) {
            int before = page.wraps() ? page.column() : page.column() - 1;
            if (before >= 0) {
                page.cells().mark(before, shown);
            }
            return;
        }
        if (width > columns()) {
            return;
        }
        if (page.wraps() || (page.column() + width > columns() && isWrapping)) {
            page.cells().continues(true);
            page.lineFeed(look.erased());
            page.carriageReturn();
            page.noWrap();
        }
        int at = Math.min(page.column(), columns() - width);
        CellRow cells = page.cells();
        if (isInserting) {
            cells.insert(at, width, look.erased());
        }
        cells.put(at, shown, width, look);
        lastPrinted = shown;
        page.advanceTo(at + width, isWrapping);
    }

    private static int line(int character) {
        return LINES.charAt(character - FIRST_LINE);
    }

    @Override
    public void control(int character) {
        switch (character) {
            case '\b' -> page.moveTo(page.row(), page.column() - 1);
            case '\t' -> toColumn(tabs.after(page.column(), 1));
            case '\n', 0x0b, '\f' -> {
                page.cells().continues(false);
                page.lineFeed(look.erased());
                page.noWrap();
                if (startsRows) {
                    page.carriageReturn();
                }
            }
            case '\r' -> toColumn(0);
            case 0x0e -> shift = 1;
            case 0x0f -> shift = 0;
            default -> {}
        }
    }

    private void toColumn(int column) {
        page.moveTo(page.row(), column);
    }

    // Sequences.

    @Override
    public void escape(int intermediate, int last) {
        switch (intermediate) {
            case '(' -> drawsLines[0] = last == '0';
            case ')' -> drawsLines[1] = last == '0';
            case '#' -> {
                if (last == '8') {
                    page.align();
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
                page.lineFeed(look.erased());
                page.noWrap();
            }
            case 'E' -> {
                page.lineFeed(look.erased());
                toColumn(0);
            }
            case 'H' -> tabs.set(page.column());
            case 'M' -> {
                page.addressed(true);
                page.reverseLineFeed(look.erased());
                page.noWrap();
            }
            case 'c' -> reset();
            default -> {}
        }
    }

    private void save() {
        saved = new Saved(page.row(), page.column(), look, page.isOrigin(), drawsLines.clone(), shift);
    }

    private void restore() {
        page.addressed(true);
        look = saved.look;
        page.origin(saved.isOrigin);
        drawsLines = saved.drawsLines.clone();
        shift = saved.shift;
        page.moveTo(saved.row, saved.column);
    }

    private void reset() {
        softReset();
        isWrapping = true;
        tabs = new TabStops(columns());
        savedOther = Saved.HOME;
        page.reset();
    }

    private void softReset() {
        look = Look.PLAIN;
        page.noRegion();
        page.origin(false);
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
                case 'J' -> page.eraseScreen(given.parameter(0, 0), look.erased());
                case 'K' -> page.eraseRow(given.parameter(0, 0), look.erased());
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
            case 'A' -> page.moveBy(-times);
            case 'B', 'e' -> page.moveBy(times);
            case 'C', 'a' -> toColumn(page.column() + times);
            case 'D' -> toColumn(page.column() - times);
            case 'E' -> {
                page.moveBy(times);
                toColumn(0);
            }
            case 'F' -> {
                page.moveBy(-times);
                toColumn(0);
            }
            case 'G', '`' -> toColumn(times - 1);
            case 'H', 'f' -> page.address(times - 1, given.times(1) - 1);
            case 'd' -> page.address(times - 1, page.column());
            case 'I' -> toColumn(tabs.after(page.column(), times));
            case 'Z' -> toColumn(tabs.before(page.column(), times));
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
            case '@' -> changed().insert(page.column(), times, blank);
            case 'P' -> changed().delete(page.column(), times, blank);
            case 'X' -> changed().erase(page.column(), Math.min(columns(), page.column() + times), blank);
            case 'J' -> page.eraseScreen(given.parameter(0, 0), blank);
            case 'K' -> page.eraseRow(given.parameter(0, 0), blank);
            case 'L' -> page.insertRows(times, blank);
            case 'M' -> page.deleteRows(times, blank);
            case 'S' -> page.scrollUp(times, blank);
            case 'T' -> {
                if (given.count() == 1) {
                    page.scrollDown(times, blank);
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
        page.noWrap();
        return page.cells();
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
            tabs.clear(page.column());
        } else if (which == 3) {
            tabs.clearAll();
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
        int last = Math.min(rows(), given.parameter(1, 0) == 0 ? rows() : given.parameter(1, 0));
        page.region(given.times(0) - 1, last);
    }

    private void modes(TerminalParser given, boolean on) {
        for (int i = 0; i < given.count(); i++) {
            switch (given.parameter(i, 0)) {
                case 6 -> {
                    page.origin(on);
                    page.address(0, 0);
                }
                case 7 -> {
                    isWrapping = on;
                    page.noWrap();
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
        if (on == page.isAlternate()) {
            return;
        }
        if (on) {
            save();
            alternate(true);
            page.clear(look.erased());
        } else {
            alternate(false);
            boolean before = page.isAddressed();
            restore();
            page.addressed(before);
        }
    }

    private void alternate(boolean on) {
        if (on != page.isAlternate()) {
            page.alternate(on);
            Saved kept = saved;
            saved = savedOther;
            savedOther = kept;
        }
    }
}
