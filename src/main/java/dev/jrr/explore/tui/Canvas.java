package dev.jrr.explore.tui;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.Screen;

/** Draws text into one area of a screen; what does not fit is cut. Coordinates are the area's own. */
final class Canvas {
    private final Screen screen;
    private final Theme theme;
    private final Area area;

    Canvas(Screen screen, Theme theme, Area area) {
        this.screen = screen;
        this.theme = theme;
        this.area = area;
    }

    int width() {
        return area.width();
    }

    int height() {
        return area.height();
    }

    Theme theme() {
        return theme;
    }

    Canvas part(Area inner) {
        Area clipped = new Area(
                area.left() + inner.left(),
                area.top() + inner.top(),
                Math.max(0, Math.min(inner.width(), area.width() - inner.left())),
                Math.max(0, Math.min(inner.height(), area.height() - inner.top())));
        return new Canvas(screen, theme, clipped);
    }

    void fill(Style style) {
        for (int row = 0; row < height(); row++) {
            fill(0, row, style);
        }
    }

    /** Blanks from a column to the end of the row. */
    void fill(int column, int row, Style style) {
        if (row < 0 || row >= height()) {
            return;
        }
        TextCharacter blank = theme.cell(' ', style);
        for (int x = Math.max(0, column); x < width(); x++) {
            screen.setCharacter(area.left() + x, area.top() + row, blank);
        }
    }

    /** Returns the column after the text. */
    int put(int column, int row, String text, Style style) {
        if (row < 0 || row >= height()) {
            return column;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 127 && theme.unicode()) {
                return putWide(column, row, printable(text.substring(i)), style);
            }
            if (column >= width()) {
                return column;
            }
            put(column++, row, theme.cell(ascii(c), style));
        }
        return column;
    }

    int put(int column, int row, Line line) {
        int x = column;
        for (Line.Span span : line.spans()) {
            x = put(x, row, span.text(), span.style());
        }
        return x;
    }

    /** Puts a line into a whole row; one that is too long says so at its end. */
    void putRow(int column, int row, Line line) {
        fill(put(column, row, line), row, Style.NORMAL);
        if (column + line.columns() > width() && !line.spans().isEmpty()) {
            Style last = line.spans().get(line.spans().size() - 1).style();
            put(width() - 1, row, theme.unicode() ? "…" : "~", last);
        }
    }

    /** Puts a line in one style, whatever its own, to the end of the row. */
    void putAll(int row, Line line, Style style) {
        fill(put(0, row, line.text(), style), row, style);
    }

    private int putWide(int column, int row, String text, Style style) {
        int x = column;
        for (TextCharacter cell : theme.cells(text, style)) {
            int cells = cell.isDoubleWidth() ? 2 : 1;
            if (x + cells > width()) {
                return x;
            }
            put(x, row, cell);
            x += cells;
        }
        return x;
    }

    private void put(int column, int row, TextCharacter cell) {
        screen.setCharacter(area.left() + column, area.top() + row, cell);
    }

    private static char ascii(char c) {
        return c == '…' ? '~' : c < 32 || c >= 127 ? '?' : c;
    }

    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> safe.appendCodePoint(
                        Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE
                                        || Character.getType(c) == Character.UNASSIGNED
                                        || Character.getType(c) == Character.LINE_SEPARATOR
                                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                                ? '?'
                                : c));
        return safe.toString();
    }
}
