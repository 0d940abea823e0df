package dev.jrr.explore.tui;

import dev.jrr.explore.view.CharacterWidth;
import java.util.List;

/** A line of styled text. */
record Line(List<Span> spans) {
    /** A piece of one style. */
    record Span(String text, Style style) {}

    static final Line EMPTY = new Line(List.of());

    Line {
        spans = List.copyOf(spans);
    }

    static Line of(String text, Style style) {
        return new Line(List.of(new Span(text, style)));
    }

    static Line of(String text) {
        return of(text, Style.NORMAL);
    }

    static Line of(Span... spans) {
        return new Line(List.of(spans));
    }

    static Span span(String text, Style style) {
        return new Span(text, style);
    }

    /** How many columns of a screen it takes. */
    int columns() {
        return spans.stream()
                .flatMapToInt(span -> span.text().codePoints())
                .map(CharacterWidth::of)
                .sum();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString();
    }
}
