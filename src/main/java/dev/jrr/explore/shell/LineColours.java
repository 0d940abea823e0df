package dev.jrr.explore.shell;

import dev.jrr.explore.filter.FilterReading;
import dev.jrr.kernel.SyscallTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the parts of a line are, for colours. What is not finished at its end is no mistake yet. */
final class LineColours {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern TERM = Pattern.compile("[^\\s+*<>=!-]+|[+*<>=!-]+");
    private static final String NUMBER = "0[xX][0-9a-fA-F]+|[0-9]+";

    /** What a part is. */
    enum Colour {
        WORD,
        NUMBER,
        TEXT,
        NAME,
        FIELD,
        OPERATOR,
        COMMENT,
        /** What is not known, or cannot stand there. */
        MISTAKE
    }

    /** A part of a line, from {@code start} to before {@code end}. */
    record Span(int start, int end, Colour colour) {}

    private final String line;
    private final Collection<String> marks;
    private final List<Span> spans = new ArrayList<>();

    private LineColours(String line, Collection<String> marks) {
        this.line = line;
        this.marks = marks;
    }

    /**
     * The parts that have a colour, in order; they do not overlap.
     *
     * @param marks the names that goto knows
     */
    static List<Span> of(String line, Collection<String> marks) {
        LineColours colours = new LineColours(line, marks);
        ShellLine parted = ShellLine.of(line);
        parted.parts().forEach(colours::command);
        parted.comments().forEach(each -> colours.add(each.start(), each.end(), Colour.COMMENT));
        colours.spans.sort(java.util.Comparator.comparingInt(Span::start));
        return colours.spans;
    }

    private void add(int start, int end, Colour colour) {
        spans.add(new Span(start, end, colour));
    }

    private void command(ShellLine.Part part) {
        String name = part.text().split("\\s", 2)[0];
        int end = part.start() + name.length();
        known(part.start(), name, Colour.WORD, ShellWords.ALL.stream().map(ShellWord::name));
        ShellWords.named(name)
                .ifPresent(word -> arguments(word, end, part.text().substring(name.length())));
    }

    private void arguments(ShellWord word, int start, String text) {
        switch (word.completion()) {
            case FILTER -> filter(start, text);
            case KIND ->
                words(
                        start,
                        text,
                        Colour.NAME,
                        () -> Stream.concat(ShellWords.KINDS.stream(), SyscallTable.names().stream()));
            case WORD ->
                words(
                        start,
                        text,
                        Colour.WORD,
                        () -> Stream.concat(
                                ShellWords.ALL.stream().map(ShellWord::name), HelpWord.TOPICS.keySet().stream()));
            case PLACE -> places(start, text);
            case TASK, BREAKPOINT -> numbers(start, text);
            case NONE -> {
                // The only argument that such words have is a count, or a name that is new.
                if (word.isMotion()) {
                    numbers(start, text);
                }
            }
            case ADDRESS, CODE, CODE_IF, REGISTER -> terms(start, text);
        }
    }

    private interface Known {
        Stream<String> words();
    }

    private void words(int start, String text, Colour colour, Known known) {
        each(WORD, start, text, (at, word) -> known(at, word, colour, known.words()));
    }

    private interface Part {
        void at(int start, String text);
    }

    private static void each(Pattern pattern, int start, String text, Part part) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            part.at(start + matcher.start(), matcher.group());
        }
    }

    /** A word that has to be one of some; its beginning will do where the line ends. */
    private void known(int start, String word, Colour colour, Stream<String> known) {
        int end = start + word.length();
        boolean isLast = end == line.length();
        List<String> like = known.filter(each -> isLast ? each.startsWith(word) : each.equals(word))
                .toList();
        if (like.contains(word)) {
            add(start, end, colour);
        } else if (like.isEmpty()) {
            add(start, end, Colour.MISTAKE);
        }
    }

    private void places(int start, String text) {
        each(WORD, start, text, (at, word) -> {
            if (word.matches("[+-]?[0-9]+|[0-9]+(\\.[0-9]*)?%?|[+-]")) {
                add(at, at + word.length(), Colour.NUMBER);
            } else {
                String name = word.startsWith("'") ? word.substring(1) : word;
                known(at, name, Colour.NAME, Stream.concat(Stream.of("start", "end"), marks.stream()));
            }
        });
    }

    private void numbers(int start, String text) {
        each(WORD, start, text, (at, word) -> number(at, word, each -> each.matches("[0-9]+")));
    }

    private void number(int start, String word, Predicate<String> isNumber) {
        add(start, start + word.length(), isNumber.test(word) ? Colour.NUMBER : Colour.MISTAKE);
    }

    /** Sums: symbols have no colour, as only the program knows whether there are such. */
    private void terms(int start, String text) {
        each(TERM, start, text, (at, term) -> {
            int end = at + term.length();
            if (term.matches("[+*<>=!-]+")) {
                add(at, end, Colour.OPERATOR);
            } else if (AddressExpression.isRegister(term.startsWith("$") ? term.substring(1) : term)) {
                add(at, end, Colour.NAME);
            } else if (term.matches(NUMBER)) {
                add(at, end, Colour.NUMBER);
            } else if (Character.isDigit(term.charAt(0)) && !term.matches("0[xX]|([0-9a-fA-F]{2})+[0-9a-fA-F]?")) {
                add(at, end, Colour.MISTAKE);
            }
        });
    }

    private void filter(int start, String text) {
        FilterReading reading = FilterReading.of(text);
        int mistake = reading.mistake().map(each -> each.position()).orElse(Integer.MAX_VALUE);
        for (FilterReading.Token token : reading.tokens()) {
            boolean isWrong = mistake >= token.start() && mistake < token.end();
            if (!isWrong) {
                add(start + token.start(), start + token.end(), colour(token.kind()));
            }
        }
        // The text was stripped: a blank behind it shows that its last word is finished.
        boolean isEnd = start + text.length() == line.length();
        boolean mayGoOn = isEnd && !reading.continuations(List::of).isEmpty();
        if (mistake < text.length() && !mayGoOn) {
            Matcher word = Pattern.compile("\\S\\w*").matcher(text);
            int end = word.find(mistake) ? word.end() : text.length();
            add(start + mistake, start + end, Colour.MISTAKE);
        }
    }

    private static Colour colour(FilterReading.Kind kind) {
        return switch (kind) {
            case FIELD, CONNECTIVE -> Colour.FIELD;
            case OPERATOR -> Colour.OPERATOR;
            case NUMBER -> Colour.NUMBER;
            case TEXT -> Colour.TEXT;
        };
    }
}
