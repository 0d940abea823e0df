package dev.jrr.explore.lesson;

import java.util.List;
import java.util.Optional;

/**
 * Something to find out.
 *
 * @param hints shown one after the other to who asks for them
 * @param explanation shown when it was answered
 * @param model a right answer: words of the shell that lead to the place, or the text; empty where
 *     the answer itself is such words
 * @param wrong answers, of the same sort, that are not right
 */
public record LessonQuestion(
        String text,
        LessonAnswer answer,
        List<String> hints,
        Optional<String> explanation,
        Optional<String> model,
        List<String> wrong) {
    public LessonQuestion {
        hints = List.copyOf(hints);
        wrong = List.copyOf(wrong);
    }

    /** An answer that is right, of the sort that {@link LessonAnswer#isTyped} tells. */
    public String rightAnswer() {
        return model.or(answer::words).orElseThrow();
    }
}
