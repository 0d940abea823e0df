package dev.jrr.explore.view;

import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;

/** Looks at many frames in their order; those of buffered calls that it does not want are never made. */
public interface FrameVisitor {
    /** Whether it wants the frames of buffered calls of that number. */
    boolean wants(int syscall);

    /**
     * Some frames of one task, one after the other, all of buffered calls that it does not want.
     *
     * @param from the first of them
     * @param to the frame after the last
     */
    void calls(TaskUid task, long from, long to);

    /**
     * One of the frames that {@link #calls} is about has failed. Comes before that.
     *
     * @param number the frame
     */
    default void failed(TaskUid task, long number) {}

    void frame(TraceFrame frame);
}
