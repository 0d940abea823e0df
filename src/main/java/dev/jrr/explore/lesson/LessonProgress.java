package dev.jrr.explore.lesson;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where somebody is in a lesson: the step, the hints that they have seen, what they have answered.
 * Immutable: each change is a new value. Nobody is held back: a question may be left open.
 */
public final class LessonProgress {
    private final Lesson lesson;
    private final int index;
    private final Map<Integer, Integer> hints;
    private final Set<Integer> answered;

    private LessonProgress(Lesson lesson, int index, Map<Integer, Integer> hints, Set<Integer> answered) {
        this.lesson = lesson;
        this.index = index;
        this.hints = hints;
        this.answered = answered;
    }

    /** At the first step, with nothing answered. */
    public static LessonProgress begin(Lesson lesson) {
        return new LessonProgress(lesson, 0, Map.of(), Set.of());
    }

    public Lesson lesson() {
        return lesson;
    }

    public LessonStep step() {
        return lesson.steps().get(index);
    }

    /** Of the step, from 1 on. */
    public int number() {
        return index + 1;
    }

    public boolean isLast() {
        return number() == lesson.steps().size();
    }

    /** At a step by its number; before the first is the first, behind the last is the last. */
    public LessonProgress at(int number) {
        int wanted = Math.max(1, Math.min(number, lesson.steps().size())) - 1;
        return new LessonProgress(lesson, wanted, hints, answered);
    }

    /** At the next step, if there is one. */
    public LessonProgress next() {
        return at(number() + 1);
    }

    /** At the step before, if there is one. */
    public LessonProgress previous() {
        return at(number() - 1);
    }

    /**
     * The words that lead to the place of this step from the start of the recording: its own, or
     * those of the last step before that has some; none at all lead to the start.
     */
    public String motion() {
        for (int i = index; i >= 0; i--) {
            Optional<String> go = lesson.steps().get(i).go();
            if (go.isPresent()) {
                return go.get();
            }
        }
        return "";
    }

    /** The hints of this step that have been asked for. */
    public List<String> hints() {
        return allHints().subList(0, hints.getOrDefault(index, 0));
    }

    public boolean hasMoreHints() {
        return hints().size() < allHints().size();
    }

    /** With one more hint of this step, if there is one. */
    public LessonProgress withHint() {
        if (!hasMoreHints()) {
            return this;
        }
        Map<Integer, Integer> more = new TreeMap<>(hints);
        more.merge(index, 1, Integer::sum);
        return new LessonProgress(lesson, index, more, answered);
    }

    private List<String> allHints() {
        return step().question().map(LessonQuestion::hints).orElse(List.of());
    }

    /** With the question of this step answered, if it has one: for who has asked {@link LessonCheck}. */
    public LessonProgress withAnswer() {
        if (step().question().isEmpty()) {
            return this;
        }
        Set<Integer> more = new TreeSet<>(answered);
        more.add(index);
        return new LessonProgress(lesson, index, hints, more);
    }

    /** Whether this step asks something that has not been answered yet. */
    public boolean isOpen() {
        return step().question().isPresent() && !isAnswered();
    }

    public boolean isAnswered() {
        return answered.contains(index);
    }

    /** What is to be said of this step's question, once it is answered. */
    public Optional<String> explanation() {
        return step().question().filter(question -> isAnswered()).flatMap(LessonQuestion::explanation);
    }

    /** How many questions of the lesson have been answered. */
    public int answers() {
        return answered.size();
    }

    /** Whether the last step is reached and nothing is left open. */
    public boolean isDone() {
        return isLast() && answers() == lesson.questions();
    }
}
