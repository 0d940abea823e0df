package dev.jrr.explore.view;

import dev.jrr.model.TraceFrame;

/**
 * A place in a recording.
 *
 * @param frame the frame there
 * @param count how many frames the recording has
 */
public record Where(EventRow frame, long count) {
    public static Where of(Frames frames, long position) {
        TraceFrame frame = frames.frame(position);
        return new Where(EventRow.of(frame), frames.count());
    }

    /** How far through the recording, from 0 at its first frame to 100 at its last. */
    public int percent() {
        return count <= 1 ? 100 : (int) (100.0 * frame.frame() / (count - 1));
    }

    /** One line, such as {@code frame 12 of 340 (3%)  task 77  0.001234 s  read(3, ...) = 1}. */
    public String line() {
        return "frame " + frame.frame() + " of " + count + " (" + percent() + "%)  task " + frame.task() + "  "
                + Seconds.text(frame.timeNanos()) + " s  " + frame.marked();
    }
}
