package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The line that is being typed at the bottom, and those that were typed before. Only the screen's thread uses it. */
final class Prompts {
    private final Completion completion;
    private final Map<Prompt.Kind, List<String>> histories = new EnumMap<>(Prompt.Kind.class);
    private Optional<Prompt> current = Optional.empty();

    /** @param completion of the words that are typed */
    Prompts(Completion completion) {
        this.completion = completion;
    }

    Optional<Prompt> current() {
        return current;
    }

    void ask(Prompt.Kind kind) {
        ask(kind, "");
    }

    /** Asks for a line that begins with a text. */
    void ask(Prompt.Kind kind, String beginning) {
        Prompt.Completer completer = switch (kind) {
            case COMMAND -> completion::of;
            case FILTER -> completion::ofFilter;
            case SEARCH, ADDRESS, BYTES, ANSWER -> words -> List.of();
        };
        Prompt.Checker checker = kind == Prompt.Kind.FILTER ? Filters::mistake : line -> Prompt.Mistake.NONE;
        current = Optional.of(
                new Prompt(kind, histories.getOrDefault(kind, List.of()), completer, checker).prefilled(beginning));
    }

    /** Keeps a line for the prompts to come. */
    void remember(Prompt.Kind kind, String line) {
        List<String> history = histories.computeIfAbsent(kind, none -> new ArrayList<>());
        history.remove(line);
        history.add(line);
    }

    void close() {
        current = Optional.empty();
    }
}
