package dev.jrr.explore.lesson;

import dev.jrr.explore.filter.Filter;
import java.util.Optional;
import java.util.regex.Pattern;

/** What answers a question. {@link LessonCheck} compares with it. */
public sealed interface LessonAnswer {
    /** To stand at a frame that an expression fits. */
    record AtFrame(Filter filter) implements LessonAnswer {}

    /**
     * To stand where words of the shell lead, or near.
     *
     * @param within how many frames away is near enough
     */
    record AtPlace(String place, int within) implements LessonAnswer {}

    /** To look at the task that is looked at where words of the shell lead. */
    record AtTask(String place) implements LessonAnswer {}

    /** To type a text that fits a pattern from its first letter to its last. */
    record Typed(Pattern pattern) implements LessonAnswer {}

    /** Whether it is typed; else one goes there. */
    default boolean isTyped() {
        return this instanceof Typed;
    }

    /** The words of the shell that it is found by, if it is found so. */
    default Optional<String> words() {
        if (this instanceof AtPlace at) {
            return Optional.of(at.place());
        }
        return this instanceof AtTask at ? Optional.of(at.place()) : Optional.empty();
    }
}
