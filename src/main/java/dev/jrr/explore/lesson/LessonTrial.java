package dev.jrr.explore.lesson;

import dev.jrr.base.UsageException;
import dev.jrr.explore.lesson.Motions.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Goes through a lesson as its teacher would, on a recording of its program: motions lead somewhere,
 * claims hold, right answers are accepted and wrong ones are not.
 */
public final class LessonTrial {
    private final Lesson lesson;
    private final Motions motions;
    private final List<String> problems = new ArrayList<>();

    private LessonTrial(Lesson lesson, Motions motions) {
        this.lesson = lesson;
        this.motions = motions;
    }

    /**
     * Tries all steps, also behind one that fails.
     *
     * @return what is wrong, a line each, which begins with the step; nothing if all is well
     */
    public static List<String> problems(Lesson lesson, Motions motions) {
        LessonTrial trial = new LessonTrial(lesson, motions);
        LessonProgress progress = LessonProgress.begin(lesson);
        trial.step(progress);
        while (!progress.isLast()) {
            progress = progress.next();
            trial.step(progress);
        }
        return trial.problems;
    }

    private void step(LessonProgress progress) {
        LessonStep step = progress.step();
        String where = "step " + progress.number() + " (" + step.title() + "): ";
        try {
            Visit start = follow("go", progress.motion());
            step.view().ifPresent(view -> view(progress, view));
            for (LessonStep.Claim claim : step.claims()) {
                claim(progress, claim);
            }
            step.question().ifPresent(question -> question(question, start.stand()));
        } catch (Failure failure) {
            problems.add(where + failure.getMessage());
        }
    }

    private Visit follow(String entry, String words) {
        try {
            return motions.follow(words);
        } catch (UsageException mistake) {
            throw new Failure(entry + ": " + words + ": " + mistake.getMessage());
        }
    }

    private void view(LessonProgress progress, LessonView view) {
        view.address().ifPresent(address -> {
            String look = view.kind() == LessonView.Kind.CODE ? "disas " + address : "read " + address + " 1";
            follow("view", progress.motion() + "; " + look);
        });
    }

    private void claim(LessonProgress progress, LessonStep.Claim claim) {
        String printed =
                follow("claim", progress.motion() + "; " + claim.words()).printed();
        if (!Pattern.compile(claim.printed(), Pattern.MULTILINE)
                .matcher(printed)
                .find()) {
            throw new Failure("claim: " + claim.words() + ": nothing it prints fits " + claim.printed()
                    + "; it prints: " + brief(printed));
        }
    }

    private static String brief(String printed) {
        String line = printed.strip().replaceAll("\\s*\\R\\s*", " | ");
        return line.length() <= 300 ? line : line.substring(0, 300) + "...";
    }

    private void question(LessonQuestion question, Stand start) {
        LessonCheck check;
        try {
            check = LessonCheck.of(question, motions);
        } catch (UsageException mistake) {
            throw new Failure("answer: " + mistake.getMessage());
        }
        if (!accepts(question, check, "model", question.rightAnswer())) {
            throw new Failure("model: " + question.rightAnswer() + ": is not accepted as the answer");
        }
        if (!question.answer().isTyped() && check.accepts(start)) {
            throw new Failure("ask: the place where the step begins is the answer already");
        }
        for (String wrong : question.wrong()) {
            if (accepts(question, check, "wrong", wrong)) {
                throw new Failure("wrong: " + wrong + ": is accepted as the answer");
            }
        }
    }

    private boolean accepts(LessonQuestion question, LessonCheck check, String entry, String answer) {
        return question.answer().isTyped()
                ? check.accepts(answer)
                : check.accepts(follow(entry, answer).stand());
    }

    /** What is wrong with a step, whose trial ends there. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message.replaceAll("\\s*\\R\\s*", " | "), null, false, false);
        }
    }
}
