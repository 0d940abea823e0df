package dev.jrr.explore.lesson;

import java.util.List;
import java.util.Optional;

/**
 * What a lesson records, and how.
 *
 * @param source the name of a file beside the lesson, which ends in .c, .py or .sh; empty if the
 *     lesson has a command line of its own
 * @param words the arguments of that program; without a source, the whole command line
 * @param compile the compiler and its options, for a source in C
 * @param recordOptions of {@code jrr-tui record}, each with its value, such as {@code --timeslice-ms=1}
 */
public record LessonProgram(
        Optional<String> source, List<String> words, List<String> compile, List<String> recordOptions) {
    /** How C is compiled unless a lesson says otherwise. */
    static final List<String> COMPILE = List.of("cc", "-g", "-O0", "-pthread");

    public LessonProgram {
        words = List.copyOf(words);
        compile = List.copyOf(compile);
        recordOptions = List.copyOf(recordOptions);
    }
}
