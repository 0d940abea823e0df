package dev.jrr.explore.lesson;

import static dev.jrr.explore.lesson.Lessons.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.base.UsageException;
import dev.jrr.debugger.Place;
import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Event;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Answers and whole lessons, on a recording of six frames. */
class LessonTrialTest {
    private static final int GETPID = 39;

    private static final List<TraceFrame> FRAMES = new SampleFrames()
            .syscall(SampleFrames.MAIN, GETPID, 100)
            .syscall(SampleFrames.MAIN, GETPID, -11)
            .signal(SampleFrames.OTHER, 10, Event.Disposition.IGNORED)
            .syscall(SampleFrames.OTHER, GETPID, 100)
            .syscall(SampleFrames.OTHER, GETPID, -4)
            .exit(SampleFrames.MAIN, 0, true)
            .frames();

    private static Stand at(int frame) {
        return new Stand(Place.at(frame), FRAMES.get(frame), FRAMES.get(frame).task(), OptionalLong.empty());
    }

    /** Knows "goto N", of which the last counts, and "locks", which prints the frame's number. */
    private static Motions.Visit follow(String words) {
        int frame = 0;
        String printed = "";
        for (String word : words.split(";")) {
            if (word.strip().startsWith("goto ")) {
                frame = Integer.parseInt(word.strip().substring(5));
                if (frame >= FRAMES.size()) {
                    throw new UsageException("no frame " + frame);
                }
            } else if (word.strip().equals("locks")) {
                printed = "first line\nstands at " + frame + "\n";
            }
        }
        return new Motions.Visit(at(frame), printed);
    }

    private static LessonCheck check(String answer) {
        Lesson lesson = Lessons.parse(HEAD + "\nstep: One\nText.\nask: What?\n" + answer);
        return LessonCheck.of(lesson.steps().get(0).question().orElseThrow(), LessonTrialTest::follow);
    }

    private static List<String> problems(String step) {
        return LessonTrial.problems(Lessons.parse(HEAD + "\nstep: One\nText.\n" + step), LessonTrialTest::follow);
    }

    @Test
    void anyFrameThatFitsTheExpressionIsRight() {
        LessonCheck check = check("answer-frame: failed\nmodel: goto 1\n");
        assertThat(check.accepts(at(1))).isTrue();
        assertThat(check.accepts(at(4))).isTrue();
        assertThat(check.accepts(at(3))).isFalse();
        assertThat(check.accepts("failed")).isFalse();
    }

    @Test
    void onlyThePlaceItselfIsRightUnlessNearIsEnough() {
        LessonCheck exact = check("answer-at: goto 3\n");
        assertThat(exact.accepts(at(3))).isTrue();
        assertThat(exact.accepts(at(2))).isFalse();
        assertThat(exact.accepts(at(4))).isFalse();
        LessonCheck near = check("answer-at: goto 3\nwithin: 1\n");
        assertThat(near.accepts(at(2))).isTrue();
        assertThat(near.accepts(at(4))).isTrue();
        assertThat(near.accepts(at(1))).isFalse();
        assertThat(near.accepts(at(5))).isFalse();
    }

    /** So many instructions behind frame 3. */
    private static Stand behind(int instructions) {
        return new Stand(
                Place.at(3).plusInstructions(instructions),
                FRAMES.get(3),
                FRAMES.get(3).task(),
                OptionalLong.of(0x1000 + instructions));
    }

    @Test
    void anInstructionBehindTheFrameIsThePlaceToo() {
        assertThat(check("answer-at: goto 3\n").accepts(behind(7))).isTrue();
    }

    @Test
    void aPlaceBetweenFramesIsKnownByItsInstruction() {
        Motions inner = words -> new Motions.Visit(behind(7), "");
        Lesson lesson = Lessons.parse(HEAD + "\nstep: One\nText.\nask: What?\nanswer-at: goto 3\n");
        LessonCheck check = LessonCheck.of(lesson.steps().get(0).question().orElseThrow(), inner);
        assertThat(check.accepts(behind(7))).isTrue();
        assertThat(check.accepts(behind(8))).isFalse();
        assertThat(check.accepts(at(3))).isFalse();
    }

    @Test
    void theTaskCountsAndNotTheFrame() {
        LessonCheck check = check("answer-task: goto 2\n");
        assertThat(check.accepts(at(4))).isTrue();
        assertThat(check.accepts(at(0))).isFalse();
        assertThat(check.accepts(new Stand(Place.at(0), FRAMES.get(0), SampleFrames.OTHER, OptionalLong.empty())))
                .isTrue();
    }

    @Test
    void aTextIsRightAsAWholeWhateverItsCase() {
        LessonCheck check = check("answer-text: (the )?right|rechts|\nmodel: right\n");
        assertThat(check.accepts("right")).isTrue();
        assertThat(check.accepts("  The RIGHT ")).isTrue();
        assertThat(check.accepts("right?")).isFalse();
        assertThat(check.accepts("left")).isFalse();
        assertThat(check.accepts("  ")).isFalse();
        assertThat(check.accepts(at(3))).isFalse();
    }

    @Test
    void aLessonThatIsAsItShouldBeHasNoProblems() {
        assertThat(problems("""
                        go: goto 2
                        view: memory rsp
                        claim: locks => ^stands at 2$
                        ask: Where?
                        answer-at: goto 4
                        wrong: goto 3

                        step: Two
                        claim: locks => stands at 2
                        Text.
                        ask: What?
                        answer-text: yes
                        model: Yes
                        wrong: no
                        """)).isEmpty();
    }

    @Test
    void aMotionThatLeadsNowhereIsAProblemOfItsStepAlone() {
        assertThat(problems("go: goto 9\n\nstep: Two\nText.\ngo: goto 1\nclaim: locks => at 7\n"))
                .containsExactly(
                        "step 1 (One): go: goto 9: no frame 9",
                        "step 2 (Two): claim: locks: nothing it prints fits at 7; it prints: first line | stands at 1");
    }

    @Test
    void answersThatAreNotAsTheTeacherThinksAreProblems() {
        assertThat(problems("ask: Where?\nanswer-frame: failed\nmodel: goto 3\n"))
                .containsExactly("step 1 (One): model: goto 3: is not accepted as the answer");
        assertThat(problems("ask: Where?\nanswer-frame: failed\nmodel: goto 4\nwrong: goto 1\n"))
                .containsExactly("step 1 (One): wrong: goto 1: is accepted as the answer");
        assertThat(problems("ask: What?\nanswer-text: y.*\nmodel: yes\nwrong: yellow\n"))
                .containsExactly("step 1 (One): wrong: yellow: is accepted as the answer");
        assertThat(problems("go: goto 4\nask: Where?\nanswer-task: goto 3\n"))
                .containsExactly("step 1 (One): ask: the place where the step begins is the answer already");
        assertThat(problems("ask: Where?\nanswer-at: goto 8\n")).containsExactly("step 1 (One): answer: no frame 8");
        assertThat(problems("ask: Where?\nanswer-at: goto 3\nwrong: goto 8\n"))
                .containsExactly("step 1 (One): wrong: goto 8: no frame 8");
    }
}
