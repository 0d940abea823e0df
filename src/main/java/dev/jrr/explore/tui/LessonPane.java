package dev.jrr.explore.tui;

import dev.jrr.explore.lesson.LessonProgress;
import dev.jrr.explore.lesson.LessonQuestion;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a lesson's step beside the panes.
 *
 * @param scroll rows of the text that are out of sight above
 */
record LessonPane(LessonProgress progress, int scroll, KeyMap keys) {
    /** How far the text can be scrolled in so many columns and rows. */
    int lastScroll(int width, int rows) {
        return Math.max(0, lines(width).size() - Math.max(1, rows - 1));
    }

    void draw(Canvas canvas) {
        String heading = "Step " + progress.number() + " of "
                + progress.lesson().steps().size() + ": " + progress.step().title();
        List<Line> lines = lines(canvas.width());
        int first = Math.min(scroll, lastScroll(canvas.width(), canvas.height()));
        int more = lines.size() - first - (canvas.height() - 1);
        Heading.draw(canvas, heading, false, more > 0 ? more + " more: " + key(Action.LESSON_SCROLL) : "", Style.KEY);
        for (int row = 1; row < canvas.height(); row++) {
            int index = first + row - 1;
            int end = index < lines.size() ? canvas.put(1, row, lines.get(index)) : 0;
            canvas.put(0, row, " ", Style.NORMAL);
            canvas.fill(end, row, Style.NORMAL);
        }
    }

    private List<Line> lines(int width) {
        List<Line> lines = new ArrayList<>();
        for (String paragraph : progress.step().paragraphs()) {
            add(lines, paragraph, Style.NORMAL, width);
            lines.add(Line.EMPTY);
        }
        progress.step().question().ifPresent(question -> question(lines, question, width));
        add(lines, keysLine(), Style.KEY, width);
        return lines;
    }

    private void question(List<Line> lines, LessonQuestion question, int width) {
        add(lines, "? " + question.text(), Style.TITLE, width);
        for (String hint : progress.hints()) {
            add(lines, "hint: " + hint, Style.DIM, width);
        }
        if (progress.isAnswered()) {
            add(lines, "right! " + progress.explanation().orElse(""), Style.HIT, width);
        }
        lines.add(Line.EMPTY);
    }

    /** What can be done now, by its keys. */
    private String keysLine() {
        List<String> parts = new ArrayList<>();
        if (progress.isOpen()) {
            parts.add(key(Action.LESSON_ANSWER)
                    + (progress.step().question().orElseThrow().answer().isTyped()
                            ? " types the answer"
                            : " says: here it is"));
            if (progress.hasMoreHints()) {
                parts.add(key(Action.LESSON_HINT) + " gives a hint");
            }
        }
        parts.add(progress.isLast() ? "this is the last step" : key(Action.LESSON_NEXT) + " goes on");
        if (progress.number() > 1) {
            parts.add(key(Action.LESSON_PREVIOUS) + " goes back a step");
        }
        return String.join(", ", parts);
    }

    private String key(Action action) {
        return keys.keyOf(action);
    }

    private static void add(List<Line> lines, String text, Style style, int width) {
        Wrapped.of(text.strip(), width - 2).forEach(row -> lines.add(Line.of(row, style)));
    }
}
