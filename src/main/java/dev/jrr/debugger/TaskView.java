package dev.jrr.debugger;

import dev.jrr.model.TaskUid;

/**
 * A task that is alive at the position.
 *
 * @param processId the process that it belongs to
 * @param name the last path component of its program
 * @param state what it is doing
 * @param lastFrame its newest frame at or before the position, or -1
 */
public record TaskView(TaskUid task, int processId, String name, State state, long lastFrame) {
    /** What a task is doing at a position. */
    public enum State {
        /** The frame at the position is its own. */
        CURRENT,
        /** Between two frames: could run. */
        READY,
        /** In a system call that has not returned: {@code lastFrame} says which. */
        BLOCKED
    }
}
