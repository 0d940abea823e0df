package dev.jrr.explore.view;

import java.util.List;

/**
 * A row of a terminal's screen, without the blanks at its end that look like nothing.
 *
 * @param continues whether the text goes on in the next row because it was too long for this one
 */
public record ScreenRow(List<Piece> pieces, boolean continues) {
    /** Text of one look; characters take columns as {@link CharacterWidth} says. */
    public record Piece(String text, Look look) {}

    static final ScreenRow EMPTY = new ScreenRow(List.of(), false);

    public ScreenRow {
        pieces = List.copyOf(pieces);
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }

    /** About how many bytes of memory it takes. */
    long weight() {
        long weight = 40;
        for (Piece piece : pieces) {
            weight += 80 + piece.text().length();
        }
        return weight;
    }
}
