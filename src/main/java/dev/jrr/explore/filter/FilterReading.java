package dev.jrr.explore.filter;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An expression that somebody still types: what its parts are, where a mistake is, how its end may go on. Immutable. */
public final class FilterReading {
    private final String source;
    private final List<Token> tokens;
    private final Optional<FilterException> mistake;
    private final List<Expected> expected;

    private FilterReading(String source, FilterParser parser, Optional<FilterException> mistake) {
        this.source = source;
        this.tokens = List.copyOf(parser.tokens());
        this.expected = List.copyOf(parser.expected());
        this.mistake = mistake;
    }

    /** What a part is. */
    public enum Kind {
        FIELD,
        OPERATOR,
        NUMBER,
        TEXT,
        CONNECTIVE
    }

    /** A part, from {@code start} to before {@code end}. */
    public record Token(Kind kind, int start, int end) {}

    /** A way to go on: {@code text}, in place of all from {@code start} on. */
    public record Continuation(int start, String text, String summary) {}

    /** Reads a text that may be unfinished. */
    public static FilterReading of(String source) {
        FilterParser parser = new FilterParser(source);
        Optional<FilterException> mistake = Optional.empty();
        try {
            parser.parse();
        } catch (FilterException e) {
            mistake = Optional.of(e);
        }
        return new FilterReading(source, parser, mistake);
    }

    /** What could be read, in order, up to the mistake. */
    public List<Token> tokens() {
        return tokens;
    }

    /** Empty if it is an expression as it stands. */
    public Optional<FilterException> mistake() {
        return mistake;
    }

    /**
     * How the end of the text may go on.
     *
     * @param tasks the ids of tasks, asked for only where one may stand
     */
    public List<Continuation> continuations(Supplier<List<String>> tasks) {
        List<Expected> possible = expected.stream()
                .filter(each -> each.what().mayBegin(source.substring(each.position())))
                .toList();
        // What was begun first is what the cursor is in.
        int first = possible.stream().mapToInt(Expected::position).min().orElse(0);
        String begun = source.substring(first);
        return possible.stream()
                .filter(each -> each.position() == first)
                .flatMap(each -> each.continuations(tasks))
                .filter(each -> each.text().startsWith(begun))
                .distinct()
                .toList();
    }
}
