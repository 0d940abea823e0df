package dev.jrr.explore.lesson;

import java.nio.file.Path;
import java.util.List;

/**
 * A program and a guided tour of its recording. Immutable.
 *
 * @param name what {@code jrr-tui demo} calls it: its file's name without {@code .lesson}
 * @param file where it was read from
 * @param summary what one learns, in a sentence or two
 * @param minutes how long it takes, 1 to 240
 * @param steps at least one
 */
public record Lesson(
        String name,
        Path file,
        String title,
        String summary,
        LessonProgram program,
        int minutes,
        List<LessonStep> steps) {
    /** What the names of lessons' files end in. */
    public static final String SUFFIX = ".lesson";

    public Lesson {
        steps = List.copyOf(steps);
    }

    /** How many steps ask something. */
    public int questions() {
        return (int) steps.stream().filter(step -> step.question().isPresent()).count();
    }
}
