package dev.jrr.explore.view;

import dev.jrr.kernel.FrameText;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;

/**
 * One frame in a list.
 *
 * @param kind one word, as {@link FrameText#kind} says it
 * @param text one line, decoded
 * @param handling how a system call was handled, if it was not stopped for: {@link Handled#note}
 * @param failed whether it is a system call that returned an error, or a signal that ended a process
 */
public record EventRow(
        long frame, TaskUid task, long timeNanos, String kind, String text, String handling, boolean failed) {
    public static EventRow of(TraceFrame frame) {
        return new EventRow(
                frame.number(),
                frame.task(),
                frame.timeNanos(),
                FrameText.kind(frame),
                FrameText.describe(frame),
                Handled.note(frame),
                isFailed(frame));
    }

    private static boolean isFailed(TraceFrame frame) {
        if (frame.event() instanceof Event.Signal signal) {
            return signal.disposition() == Event.Disposition.FATAL;
        }
        return frame.event() instanceof Event.Syscall call && call.isFailed();
    }

    /** The text, and how a call was handled. */
    public String marked() {
        return handling.isEmpty() ? text : text + " [" + handling + "]";
    }

    /** Number, task, seconds and text, in columns that hold for most recordings. */
    public String line() {
        StringBuilder line = new StringBuilder(40 + text.length());
        pad(line, Long.toString(frame), 8);
        pad(line.append(' '), task.toString(), 7);
        pad(line.append(' '), Seconds.text(timeNanos), 11);
        return line.append("  ").append(marked()).toString();
    }

    private static void pad(StringBuilder line, String text, int width) {
        for (int i = text.length(); i < width; i++) {
            line.append(' ');
        }
        line.append(text);
    }
}
