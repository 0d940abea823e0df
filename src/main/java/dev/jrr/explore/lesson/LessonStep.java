package dev.jrr.explore.lesson;

import java.util.List;
import java.util.Optional;

/**
 * One step of a tour: a place to go to, something to read there, and perhaps something to find out.
 *
 * @param paragraphs the text, each paragraph without line breaks
 * @param go words of the shell that lead to the place, from the start of the recording; empty if the
 *     tour stays where the step before has led to
 * @param view what to show there
 * @param claims what the text relies on; checked by {@link LessonTrial}, not shown
 */
public record LessonStep(
        String title,
        List<String> paragraphs,
        Optional<String> go,
        Optional<LessonView> view,
        List<Claim> claims,
        Optional<LessonQuestion> question) {
    public LessonStep {
        paragraphs = List.copyOf(paragraphs);
        claims = List.copyOf(claims);
    }

    /**
     * Something that must be true where a step stands.
     *
     * @param words of the shell, said there
     * @param printed a regular expression that is to be found in what the last of them prints
     */
    public record Claim(String words, String printed) {}
}
