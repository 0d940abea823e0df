package dev.jrr.cli;

import dev.jrr.base.UsageException;
import dev.jrr.explore.lesson.Lesson;
import dev.jrr.explore.lesson.LessonProgress;
import dev.jrr.explore.lesson.LessonQuestion;
import dev.jrr.explore.lesson.LessonStep;
import dev.jrr.explore.lesson.LessonView;
import dev.jrr.explore.lesson.Motions;
import java.util.ArrayList;
import java.util.List;

/** A lesson's tour as a text to read, with the places of one recording. */
final class LessonTour {
    private static final int WIDTH = 96;
    private static final String INDENT = "   ";

    private final Output out;

    LessonTour(Output out) {
        this.out = out;
    }

    /**
     * Prints all steps.
     *
     * @throws UsageException if a step's words lead nowhere in this recording
     */
    void print(Lesson lesson, Motions motions) {
        out.line(lesson.title());
        wrapped(lesson.summary(), WIDTH).forEach(out::line);
        LessonProgress progress = LessonProgress.begin(lesson);
        step(progress, motions);
        while (!progress.isLast()) {
            progress = progress.next();
            step(progress, motions);
        }
    }

    private void step(LessonProgress progress, Motions motions) {
        LessonStep step = progress.step();
        out.line("");
        out.line(progress.number() + ". " + step.title());
        for (String paragraph : step.paragraphs()) {
            out.line("");
            text(paragraph);
        }
        out.line("");
        place(progress, motions);
        step.view().ifPresent(view -> out.line(INDENT + "look at: " + words(view)));
        step.question().ifPresent(this::question);
    }

    private void place(LessonProgress progress, Motions motions) {
        String words = progress.motion().isEmpty() ? "goto start" : progress.motion();
        out.line(INDENT + "> " + words);
        try {
            motions.follow(words).printed().lines().forEach(line -> out.line(INDENT + line));
        } catch (UsageException mistake) {
            throw new UsageException("step " + progress.number() + ": " + words + ": " + mistake.getMessage());
        }
    }

    private static String words(LessonView view) {
        return view.kind().label()
                + view.address().map(address -> " at " + address).orElse("");
    }

    private void question(LessonQuestion question) {
        out.line("");
        text("Question: " + question.text());
        // Words of the shell are there to be copied, and so stay on one line.
        out.line(INDENT + (question.answer().isTyped() ? "Answer: " : "Answer: > ") + question.rightAnswer());
        question.explanation().ifPresent(this::text);
    }

    private void text(String paragraph) {
        wrapped(paragraph, WIDTH - INDENT.length()).forEach(line -> out.line(INDENT + line));
    }

    /** A text in lines of at most so many letters; a longer word has a line of its own. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
