package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The lines of the futex view, and which of them can be chosen. */
final class FutexRows {
    /** How many lines a row has that is chosen by its first. */
    static final int LINES = 2;

    /**
     * A row that can be chosen.
     *
     * @param frame of the call; empty for a word
     * @param address of the word
     */
    record Choice(OptionalLong frame, long address) {}

    private record At(int line, Choice choice) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<At> choices = new ArrayList<>();

    void add(Line line) {
        lines.add(line);
    }

    void add(String text, Style style) {
        lines.add(Line.of(text, style));
    }

    /** The line that is added next can be chosen. */
    void choice(Choice choice) {
        choiceAt(lines.size(), choice);
    }

    /** A line can be chosen; they are named in their order. */
    void choiceAt(int line, Choice choice) {
        choices.add(new At(line, choice));
    }

    int size() {
        return lines.size();
    }

    int choices() {
        return choices.size();
    }

    Optional<Choice> choice(int number) {
        return choices.isEmpty()
                ? Optional.empty()
                : Optional.of(choices.get(Math.min(number, choices.size() - 1)).choice());
    }

    int lineOf(int number) {
        return choices.get(Math.min(number, choices.size() - 1)).line();
    }

    /** @param chosen the row that is marked; empty for none */
    Content content(OptionalLong chosen) {
        List<Line> all = new ArrayList<>(lines);
        if (chosen.isPresent() && !choices.isEmpty()) {
            int line = lineOf((int) chosen.getAsLong());
            all.set(line, Line.of(">" + all.get(line).text().substring(1), Style.CURSOR));
        }
        return Content.of(all);
    }
}
