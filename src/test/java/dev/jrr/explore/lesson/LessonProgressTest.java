package dev.jrr.explore.lesson;

import static dev.jrr.explore.lesson.Lessons.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LessonProgressTest {
    private static final Lesson LESSON = Lessons.parse(HEAD + """

            step: One
            Text.

            step: Two
            go: goto end
            Text.
            ask: What?
            answer-text: yes
            model: yes
            hint: First.
            hint: Second.
            explain: Because.

            step: Three
            Text.
            ask: And now?
            answer-at: goto end
            """);

    private final LessonProgress start = LessonProgress.begin(LESSON);

    @Test
    void oneGoesFromStepToStepAndNotBeyond() {
        assertThat(start.number()).isEqualTo(1);
        assertThat(start.previous().number()).isEqualTo(1);
        assertThat(start.next().step().title()).isEqualTo("Two");
        assertThat(start.next().previous().step().title()).isEqualTo("One");
        assertThat(start.next().next().isLast()).isTrue();
        assertThat(start.next().next().next().number()).isEqualTo(3);
        assertThat(start.at(-5).number()).isEqualTo(1);
        assertThat(start.at(99).number()).isEqualTo(3);
    }

    @Test
    void aStepWithoutAMotionStaysWhereTheOneBeforeWas() {
        assertThat(start.motion()).isEmpty();
        assertThat(start.at(2).motion()).isEqualTo("goto end");
        assertThat(start.at(3).motion()).isEqualTo("goto end");
    }

    @Test
    void hintsComeOneByOneAndStayWithTheirStep() {
        LessonProgress two = start.at(2);
        assertThat(two.hints()).isEmpty();
        assertThat(two.hasMoreHints()).isTrue();
        assertThat(two.withHint().hints()).containsExactly("First.");
        LessonProgress both = two.withHint().withHint();
        assertThat(both.hints()).containsExactly("First.", "Second.");
        assertThat(both.hasMoreHints()).isFalse();
        assertThat(both.withHint()).isSameAs(both);
        assertThat(both.next().hints()).isEmpty();
        assertThat(both.next().previous().hints()).hasSize(2);
        assertThat(two.hints()).isEmpty();
        assertThat(start.withHint()).isSameAs(start);
    }

    @Test
    void anAnswerOpensTheExplanation() {
        LessonProgress two = start.at(2);
        assertThat(two.isOpen()).isTrue();
        assertThat(two.explanation()).isEmpty();
        LessonProgress answered = two.withAnswer();
        assertThat(answered.isOpen()).isFalse();
        assertThat(answered.isAnswered()).isTrue();
        assertThat(answered.explanation()).contains("Because.");
        assertThat(answered.withAnswer().answers()).isEqualTo(1);
        assertThat(two.isAnswered()).isFalse();
    }

    @Test
    void aStepThatAsksNothingIsNeverOpen() {
        assertThat(start.isOpen()).isFalse();
        assertThat(start.withAnswer()).isSameAs(start);
    }

    @Test
    void aLessonIsDoneAtItsEndWithNothingLeftOpen() {
        LessonProgress end = start.at(3).withAnswer();
        assertThat(end.isDone()).isFalse();
        LessonProgress all = end.at(2).withAnswer();
        assertThat(all.isDone()).isFalse();
        assertThat(all.at(3).isDone()).isTrue();
    }
}
