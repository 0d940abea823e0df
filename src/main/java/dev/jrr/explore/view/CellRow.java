package dev.jrr.explore.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cells of one row of a screen. A row that several screens have is not changed any more. */
final class CellRow {
    private static final int BLANK = 0;

    /** The right half of a wide character. */
    private static final int RIGHT_HALF = -1;

    /** Nobody reads more marks than this on one letter; a program that never ends them fills no memory. */
    private static final int MOST_MARKS = 8;

    private final int[] characters;
    private final Look[] looks;

    /** The marks drawn onto the characters; null while there is none in the row. */
    private String[] marks;

    private boolean continues;
    private boolean shared;

    CellRow(int columns, Look look) {
        this.characters = new int[columns];
        this.looks = new Look[columns];
        Arrays.fill(looks, look);
    }

    private CellRow(CellRow other, int columns) {
        this.characters = Arrays.copyOf(other.characters, columns);
        this.looks = Arrays.copyOf(other.looks, columns);
        this.marks = other.marks == null ? null : Arrays.copyOf(other.marks, columns);
        this.continues = other.continues;
        for (int column = other.characters.length; column < columns; column++) {
            looks[column] = Look.PLAIN;
        }
    }

    /** Gives the row to another screen too. */
    void share() {
        shared = true;
    }

    /** This, or if others have it too, a copy for one screen alone. */
    CellRow own() {
        return shared ? new CellRow(this, characters.length) : this;
    }

    CellRow resized(int columns) {
        CellRow row = new CellRow(this, columns);
        if (columns > 0 && row.isLeftHalf(columns - 1) && columns < characters.length) {
            row.clear(columns - 1, Look.PLAIN);
        }
        return row;
    }

    void continues(boolean goesOn) {
        continues = goesOn;
    }

    /** Puts a character of one or two columns, which have to be there. */
    void put(int column, int character, int width, Look look) {
        erase(column, column + width, look);
        characters[column] = character;
        if (width == 2) {
            characters[column + 1] = RIGHT_HALF;
        }
    }

    /** Draws a mark onto the character of a column. */
    void mark(int column, int mark) {
        int at = column > 0 && characters[column] == RIGHT_HALF ? column - 1 : column;
        if (marks == null) {
            marks = new String[characters.length];
        }
        String there = marks[at] == null ? "" : marks[at];
        if (there.codePointCount(0, there.length()) < MOST_MARKS) {
            marks[at] = there + Character.toString(mark);
        }
    }

    /** Blanks from a column up to before another. */
    void erase(int from, int to, Look look) {
        if (from >= to) {
            return;
        }
        part(from);
        part(to);
        fill(from, to, look);
    }

    /** Moves what is at a column and behind it to the right. */
    void insert(int column, int count, Look look) {
        int by = Math.min(count, characters.length - column);
        part(column);
        shift(column, column + by, characters.length - column - by);
        fill(column, column + by, look);
        if (isLeftHalf(characters.length - 1)) {
            clear(characters.length - 1, look);
        }
    }

    /** Takes columns away; what is behind them moves to the left. */
    void delete(int column, int count, Look look) {
        int by = Math.min(count, characters.length - column);
        part(column);
        part(column + by);
        shift(column + by, column, characters.length - column - by);
        fill(characters.length - by, characters.length, look);
    }

    private void shift(int from, int to, int length) {
        System.arraycopy(characters, from, characters, to, length);
        System.arraycopy(looks, from, looks, to, length);
        if (marks != null) {
            System.arraycopy(marks, from, marks, to, length);
        }
    }

    private void fill(int from, int to, Look look) {
        for (int column = from; column < to; column++) {
            clear(column, look);
        }
    }

    private void clear(int column, Look look) {
        characters[column] = BLANK;
        looks[column] = look;
        if (marks != null) {
            marks[column] = null;
        }
    }

    private boolean isLeftHalf(int column) {
        return characters[column] > 0 && CharacterWidth.of(characters[column]) == 2;
    }

    /** A wide character whose halves will be parted at a column is gone. */
    private void part(int column) {
        if (column < characters.length && characters[column] == RIGHT_HALF) {
            clear(column - 1, looks[column - 1]);
            clear(column, looks[column]);
        }
    }

    ScreenRow row() {
        int end = characters.length;
        // Of text that goes on, the blanks at the end are part.
        while (!continues && end > 0 && isNothing(end - 1)) {
            end--;
        }
        if (end == 0) {
            return ScreenRow.EMPTY;
        }
        List<ScreenRow.Piece> pieces = new ArrayList<>(1);
        StringBuilder text = new StringBuilder(end);
        Look look = looks[0];
        for (int column = 0; column < end; column++) {
            if (characters[column] == RIGHT_HALF) {
                continue;
            }
            if (!looks[column].equals(look)) {
                pieces.add(new ScreenRow.Piece(text.toString(), look));
                text.setLength(0);
                look = looks[column];
            }
            text.appendCodePoint(characters[column] == BLANK ? ' ' : characters[column]);
            if (marks != null && marks[column] != null) {
                text.append(marks[column]);
            }
        }
        pieces.add(new ScreenRow.Piece(text.toString(), look));
        return new ScreenRow(pieces, continues);
    }

    private boolean isNothing(int column) {
        // A blank that was erased is nothing; one that was printed in a plain look is not seen either.
        return (characters[column] == BLANK || characters[column] == ' ')
                && looks[column].background() == Look.DEFAULT
                && !looks[column].is(Look.REVERSE | Look.UNDERLINE)
                && (marks == null || marks[column] == null);
    }

    long weight() {
        return 80 + 8L * characters.length + (marks == null ? 0 : 4L * characters.length);
    }
}
