package dev.jrr.explore.lesson;

import dev.jrr.explore.filter.Filter;
import dev.jrr.explore.filter.FilterException;
import dev.jrr.explore.lesson.LessonLine.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the files of lessons. Immutable; safe for several threads. */
public final class LessonParser {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_MINUTES = 240;
    private static final Set<String> OPTIONS_OF_THE_COMMAND = Set.of("--open", "--help");

    private final Function<String, Optional<String>> unknownWord;

    /** @param unknownWord what in a line of the shell's commands is none of its words, if something is */
    public LessonParser(Function<String, Optional<String>> unknownWord) {
        this.unknownWord = unknownWord;
    }

    /**
     * Reads a file.
     *
     * @throws LessonException if it is no lesson; says where, and what to write instead
     */
    public Lesson read(Path file) {
        String name = file.getFileName().toString();
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new LessonException(name, 1, "longer than a megabyte; a lesson is a text of some pages");
            }
            return parse(file, decode(name, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new LessonException(name, 1, "cannot be read (" + e + "); see to its permissions");
        }
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            throw new LessonException(name, 1, "not a text in UTF-8; save it as that");
        }
    }

    /** Understands a text as the lesson of that file; as {@link #read}. */
    Lesson parse(Path file, String text) {
        String fileName = file.getFileName().toString();
        List<LessonLine> lines = LessonLine.all(fileName, text);
        int head = 0;
        while (head < lines.size() && lines.get(head).key() != Key.STEP) {
            head++;
        }
        Map<Key, LessonLine> entries = head(fileName, lines.subList(0, head));
        if (head == lines.size()) {
            throw new LessonException(
                    fileName, lastLine(lines), "the lesson has no steps; write \"step: ITS TITLE\", and text below it");
        }
        String name = fileName.endsWith(Lesson.SUFFIX)
                ? fileName.substring(0, fileName.length() - Lesson.SUFFIX.length())
                : fileName;
        return new Lesson(
                name,
                file,
                entries.get(Key.TITLE).value(),
                entries.get(Key.SUMMARY).value(),
                program(fileName, entries),
                minutes(fileName, entries.get(Key.MINUTES)),
                steps(fileName, lines.subList(head, lines.size())));
    }

    private static int lastLine(List<LessonLine> lines) {
        return lines.isEmpty() ? 1 : lines.get(lines.size() - 1).line();
    }

    private static Map<Key, LessonLine> head(String file, List<LessonLine> lines) {
        Map<Key, LessonLine> entries = new EnumMap<>(Key.class);
        for (LessonLine line : lines) {
            if (line.key() == Key.TEXT) {
                throw new LessonException(
                        file, line.line(), "text before the first step; write \"step: ITS TITLE\" above it");
            }
            if (!line.key().isHead()) {
                throw new LessonException(
                        file,
                        line.line(),
                        line.key().label() + ": belongs to a step; write \"step: ITS TITLE\" above it");
            }
            if (entries.put(line.key(), line) != null) {
                throw new LessonException(
                        file, line.line(), "a second " + line.key().label() + ":; leave one of them out");
            }
        }
        require(file, entries, Key.TITLE, "title: WHAT THE LESSON IS CALLED");
        require(file, entries, Key.SUMMARY, "summary: WHAT ONE LEARNS");
        require(file, entries, Key.MINUTES, "minutes: HOW LONG IT TAKES");
        if (!entries.containsKey(Key.COMMAND)) {
            require(file, entries, Key.PROGRAM, "program: FILE.c (or command: A COMMAND LINE)");
        }
        return entries;
    }

    private static void require(String file, Map<Key, LessonLine> entries, Key key, String example) {
        if (!entries.containsKey(key)) {
            throw new LessonException(
                    file, 1, "no " + key.label() + ":; write \"" + example + "\" before the first step");
        }
    }

    private static int minutes(String file, LessonLine line) {
        if (!line.value().matches("[1-9][0-9]{0,2}") || Integer.parseInt(line.value()) > MOST_MINUTES) {
            throw new LessonException(
                    file, line.line(), "minutes: takes a number from 1 to " + MOST_MINUTES + ", such as minutes: 10");
        }
        return Integer.parseInt(line.value());
    }

    private static LessonProgram program(String file, Map<Key, LessonLine> entries) {
        LessonLine command = entries.get(Key.COMMAND);
        LessonLine program = entries.get(Key.PROGRAM);
        if (command != null) {
            for (Key key : List.of(Key.PROGRAM, Key.ARGUMENTS, Key.COMPILE)) {
                if (entries.containsKey(key)) {
                    throw new LessonException(
                            file,
                            entries.get(key).line(),
                            key.label() + ": does not go with command:, which says it all; leave one of them out");
                }
            }
            return new LessonProgram(
                    Optional.empty(), words(file, command), LessonProgram.COMPILE, recordOptions(file, entries));
        }
        if (!program.value().matches("[^/]+\\.(c|py|sh)")) {
            throw new LessonException(
                    file,
                    program.line(),
                    "program: takes the name of a file beside the lesson that ends in .c, .py or .sh; "
                            + "for anything else write command: A COMMAND LINE");
        }
        LessonLine compile = entries.get(Key.COMPILE);
        if (compile != null && !program.value().endsWith(".c")) {
            throw new LessonException(file, compile.line(), "compile: is for programs in C; leave it out");
        }
        return new LessonProgram(
                Optional.of(program.value()),
                entries.containsKey(Key.ARGUMENTS) ? words(file, entries.get(Key.ARGUMENTS)) : List.of(),
                compile != null ? words(file, compile) : LessonProgram.COMPILE,
                recordOptions(file, entries));
    }

    private static List<String> recordOptions(String file, Map<Key, LessonLine> entries) {
        LessonLine line = entries.get(Key.RECORD);
        List<String> options = line == null ? List.of() : words(file, line);
        for (String option : options) {
            if (!option.matches("--[a-z].*") || OPTIONS_OF_THE_COMMAND.contains(option)) {
                throw new LessonException(
                        file,
                        line.line(),
                        "record: takes options that say how jrr-tui record works, each with its value, such as "
                                + "--timeslice-ms=1; not " + option);
            }
        }
        return options;
    }

    private static List<String> words(String file, LessonLine line) {
        try {
            return CommandWords.of(line.value());
        } catch (IllegalArgumentException mistake) {
            throw new LessonException(file, line.line(), mistake.getMessage() + "; write it twice, or not at all");
        }
    }

    private List<LessonStep> steps(String file, List<LessonLine> lines) {
        List<LessonStep> steps = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).key() == Key.STEP) {
                steps.add(new LessonStepParser(file, this::requireWords, lines.subList(start, i)).parse());
                start = i;
            }
        }
        return steps;
    }

    private void requireWords(String file, LessonLine line, String commands) {
        unknownWord.apply(commands).ifPresent(word -> {
            throw new LessonException(
                    file,
                    line.line(),
                    line.key().label() + ": \"" + word + "\" is no word of the shell; jrr-tui shell -c help lists "
                            + "them, for example goto, next, find");
        });
    }

    static Filter filter(String file, LessonLine line) {
        try {
            return Filter.parse(line.value());
        } catch (FilterException mistake) {
            throw new LessonException(
                    file,
                    line.line(),
                    line.key().label() + ": " + mistake.getMessage() + ", at letter " + (mistake.position() + 1)
                            + " of the expression; write one such as syscall = futex and result < 0");
        }
    }
}
