package dev.jrr.replay;

import dev.jrr.base.JrrException;
import dev.jrr.model.TaskUid;
import java.util.List;

/**
 * Replay did what the trace does not say. The session that raised it is dead; its copies stay
 * usable.
 */
public final class DivergenceException extends JrrException {
    private static final long serialVersionUID = 1L;

    private final long frame;
    private final transient TaskUid task;
    private final String expected;
    private final String actual;
    private final transient List<String> before;

    DivergenceException(long frame, TaskUid task, String expected, String actual, List<String> before) {
        super("replay differs from the recording at frame " + frame + ", task " + task + ": expected " + expected
                + ", found " + actual);
        this.frame = frame;
        this.task = task;
        this.expected = expected;
        this.actual = actual;
        this.before = List.copyOf(before);
    }

    /** The frame that could not be replayed. */
    public long frame() {
        return frame;
    }

    public TaskUid task() {
        return task;
    }

    /** What the trace says. */
    public String expected() {
        return expected;
    }

    /** What replay found. */
    public String actual() {
        return actual;
    }

    /** All that is known, in several lines: the frame, both sides, and the frames before. */
    public String report() {
        StringBuilder text = new StringBuilder();
        text.append("divergence at frame ").append(frame).append(", task ").append(task);
        text.append("\n  expected  ").append(expected);
        text.append("\n  found     ").append(actual);
        text.append("\n  the frames before, and the frame itself:");
        for (String line : before) {
            text.append("\n    ").append(line);
        }
        return text.append('\n').toString();
    }
}
