package dev.jrr.model;

import java.util.OptionalInt;

/**
 * The life of one task.
 *
 * @param parent who made it, {@link TaskUid#NONE} for the first
 * @param processId the process (thread group) that it belonged to
 * @param name the last path component of the program that it ran last
 * @param firstFrame the frame that made it
 * @param lastFrame its exit, or the last frame of the trace
 * @param exitStatus as wait(2) gives it, if it ended
 */
public record TaskSummary(
        TaskUid task,
        TaskUid parent,
        int processId,
        String name,
        long firstFrame,
        long lastFrame,
        OptionalInt exitStatus) {}
