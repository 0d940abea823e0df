package dev.jrr.explore.lesson;

import dev.jrr.base.JrrException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The answer of a question in one recording. Immutable; asking it takes no replay. */
public final class LessonCheck {
    private final LessonAnswer answer;
    private final Optional<Stand> target;

    private LessonCheck(LessonAnswer answer, Optional<Stand> target) {
        this.answer = answer;
        this.target = target;
    }

    /**
     * Finds the place that the answer means, if it means one: follows the motions, which may take as
     * long as a replay does.
     *
     * @throws dev.jrr.base.UsageException if the answer's words lead nowhere
     */
    public static LessonCheck of(LessonQuestion question, Motions motions) {
        LessonAnswer answer = question.answer();
        return new LessonCheck(
                answer, answer.words().map(words -> motions.follow(words).stand()));
    }

    /** Whether to stand there is the answer; never if the answer is a text. */
    public boolean accepts(Stand stand) {
        if (answer instanceof LessonAnswer.AtFrame at) {
            return at.filter().test(stand.frame());
        }
        if (answer instanceof LessonAnswer.AtPlace at) {
            Stand wanted = target.orElseThrow();
            long distance = Math.abs(stand.place().frame() - wanted.place().frame());
            // Many places have one frame: if one of them is meant, so is its instruction.
            boolean isExact = at.within() == 0 && !wanted.place().isAtFrame();
            return distance <= at.within() && (!isExact || wanted.instruction().equals(stand.instruction()));
        }
        return answer instanceof LessonAnswer.AtTask
                && stand.task().equals(target.orElseThrow().task());
    }

    /** Whether that text is the answer, whatever its case and the blanks around it; never if one has to go somewhere. */
    public boolean accepts(String typed) {
        return answer instanceof LessonAnswer.Typed text && matches(text.pattern(), typed.strip());
    }

    private static boolean matches(Pattern pattern, String text) {
        try {
            return !text.isEmpty() && pattern.matcher(text).matches();
        } catch (StackOverflowError e) {
            // The library matches alternatives in a repetition by recursion over the text.
            throw new JrrException("the pattern " + pattern + " is too complicated for that answer");
        }
    }
}
