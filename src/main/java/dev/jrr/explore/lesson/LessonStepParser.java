package dev.jrr.explore.lesson;

import dev.jrr.explore.lesson.LessonLine.Key;
import dev.jrr.explore.lesson.LessonStep.Claim;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Reads the lines of one step, the first of which is its title. */
final class LessonStepParser {
    /** What complains about words that the shell does not have. */
    interface WordCheck {
        void check(String file, LessonLine line, String commands);
    }

    private static final String ARROW = "=>";
    private static final int MOST_WITHIN = 1_000_000;

    private final String file;
    private final WordCheck words;
    private final List<LessonLine> lines;

    LessonStepParser(String file, WordCheck words, List<LessonLine> lines) {
        this.file = file;
        this.words = words;
        this.lines = lines;
    }

    LessonStep parse() {
        LessonLine title = lines.get(0);
        requireOrder();
        List<String> paragraphs = values(Key.TEXT);
        if (paragraphs.isEmpty()) {
            throw new LessonException(file, title.line(), "the step has no text; write some below, at the left");
        }
        return new LessonStep(
                title.value(),
                paragraphs,
                first(Key.GO).map(line -> shellWords(line, line.value())),
                first(Key.VIEW).map(this::view),
                all(Key.CLAIM).stream().map(this::claim).toList(),
                question());
    }

    private void requireOrder() {
        boolean asked = false;
        Key last = null;
        for (LessonLine line : lines) {
            Key key = line.key();
            if (key.isHead()) {
                throw new LessonException(
                        file, line.line(), key.label() + ": belongs to the head; write it before the first step");
            }
            if (!key.mayRepeat() && first(key).orElseThrow() != line) {
                throw new LessonException(
                        file,
                        line.line(),
                        "a second " + key.label() + ": in one step; begin a new step, or leave it out");
            }
            if (key.isOfQuestion() && !asked) {
                throw new LessonException(
                        file, line.line(), key.label() + ": answers nothing; write \"ask: A QUESTION\" above it");
            }
            if (key == Key.TEXT && asked) {
                throw new LessonException(
                        file,
                        line.line(),
                        "text below " + last.label()
                                + ":; write text above ask:, or indent the line if it goes on with " + last.label()
                                + ":");
            }
            asked |= key == Key.ASK;
            last = key;
        }
    }

    private LessonView view(LessonLine line) {
        String[] parts = line.value().split("\\s+", 2);
        LessonView.Kind kind = LessonView.Kind.named(parts[0])
                .orElseThrow(() -> new LessonException(
                        file,
                        line.line(),
                        "no view is called \"" + parts[0] + "\"; write one of "
                                + Arrays.stream(LessonView.Kind.values())
                                        .map(LessonView.Kind::label)
                                        .collect(Collectors.joining(", "))));
        Optional<String> address =
                Optional.of(parts).filter(all -> all.length > 1).map(all -> all[1]);
        if (address.isPresent() && !kind.hasAddress()) {
            throw new LessonException(
                    file, line.line(), "the view " + kind.label() + " takes no address; only memory and code do");
        }
        return new LessonView(kind, address);
    }

    private Claim claim(LessonLine line) {
        int arrow = line.value().indexOf(ARROW);
        String printed =
                arrow < 0 ? "" : line.value().substring(arrow + ARROW.length()).strip();
        String commands = arrow < 0 ? "" : line.value().substring(0, arrow).strip();
        if (printed.isEmpty() || commands.isEmpty()) {
            throw new LessonException(
                    file,
                    line.line(),
                    "claim: takes words of the shell, =>, and a pattern of what they print, such as locks => DEADLOCK");
        }
        pattern(line, printed, 0);
        return new Claim(shellWords(line, commands), printed);
    }

    private Optional<LessonQuestion> question() {
        Optional<LessonLine> ask = first(Key.ASK);
        if (ask.isEmpty()) {
            return Optional.empty();
        }
        List<LessonLine> answers =
                lines.stream().filter(line -> line.key().isAnswer()).toList();
        if (answers.size() != 1) {
            throw new LessonException(
                    file,
                    answers.isEmpty() ? ask.get().line() : answers.get(1).line(),
                    (answers.isEmpty() ? "the question has no answer" : "a second answer")
                            + "; write one of answer-frame:, answer-at:, answer-task: or answer-text:");
        }
        LessonAnswer answer = answer(answers.get(0));
        boolean needsModel = answer.words().isEmpty();
        if (needsModel && first(Key.MODEL).isEmpty()) {
            throw new LessonException(
                    file,
                    answers.get(0).line(),
                    "no model:, by which the answer can be tested; write model: "
                            + (answer.isTyped()
                                    ? "A TEXT that is right"
                                    : "WORDS OF THE SHELL that lead to such a frame"));
        }
        for (Key key : List.of(Key.MODEL, Key.WRONG)) {
            if (!answer.isTyped()) {
                all(key).forEach(line -> shellWords(line, line.value()));
            }
        }
        return Optional.of(new LessonQuestion(
                ask.get().value(),
                answer,
                values(Key.HINT),
                first(Key.EXPLAIN).map(LessonLine::value),
                first(Key.MODEL).map(LessonLine::value),
                values(Key.WRONG)));
    }

    private LessonAnswer answer(LessonLine line) {
        Optional<LessonLine> within = first(Key.WITHIN);
        if (within.isPresent() && line.key() != Key.ANSWER_AT) {
            throw new LessonException(file, within.get().line(), "within: goes with answer-at: alone; leave it out");
        }
        return switch (line.key()) {
            case ANSWER_FRAME -> new LessonAnswer.AtFrame(LessonParser.filter(file, line));
            case ANSWER_AT ->
                new LessonAnswer.AtPlace(
                        shellWords(line, line.value()), within.map(this::frames).orElse(0));
            case ANSWER_TASK -> new LessonAnswer.AtTask(shellWords(line, line.value()));
            default ->
                new LessonAnswer.Typed(pattern(line, line.value(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
        };
    }

    private int frames(LessonLine line) {
        if (!line.value().matches("[0-9]{1,7}") || Integer.parseInt(line.value()) > MOST_WITHIN) {
            throw new LessonException(file, line.line(), "within: takes a number of frames, such as within: 2");
        }
        return Integer.parseInt(line.value());
    }

    private Pattern pattern(LessonLine line, String text, int flags) {
        try {
            return Pattern.compile(text, flags);
        } catch (PatternSyntaxException e) {
            throw new LessonException(
                    file,
                    line.line(),
                    line.key().label() + ": not a regular expression: " + e.getDescription()
                            + "; put a backslash before letters such as ( [ * that stand for themselves");
        }
    }

    private String shellWords(LessonLine line, String commands) {
        words.check(file, line, commands);
        return commands;
    }

    private Optional<LessonLine> first(Key key) {
        return lines.stream().filter(line -> line.key() == key).findFirst();
    }

    private List<LessonLine> all(Key key) {
        return lines.stream().filter(line -> line.key() == key).toList();
    }

    private List<String> values(Key key) {
        return all(key).stream().map(LessonLine::value).toList();
    }
}
