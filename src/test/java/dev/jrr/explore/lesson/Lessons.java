package dev.jrr.explore.lesson;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** Lessons for tests. */
final class Lessons {
    private static final Set<String> WORDS = Set.of("goto", "find", "next", "prev", "locks", "output");

    static final String HEAD = """
            title: A bell
            summary: What one learns.
            program: bell.c
            minutes: 10
            """;

    /** A step, which may be the only one. */
    static final String STEP = """

            step: First
            Some text.
            """;

    private Lessons() {}

    static LessonParser parser() {
        return new LessonParser(commands -> Arrays.stream(commands.split(";"))
                .map(command -> command.strip().split(" ")[0])
                .filter(word -> !WORDS.contains(word))
                .findFirst());
    }

    static Lesson parse(String text) {
        return parser().parse(Path.of("folder", "bell.lesson"), text);
    }
}
