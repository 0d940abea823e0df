package dev.jrr.model;

import java.util.List;

/**
 * What is known of a recording after its last frame.
 *
 * @param complete false if the recorder was killed or is still at work: the trace ends at its last whole block
 * @param frames how many
 * @param recordNanos how long recording took, in nanoseconds
 * @param stops how often a tracee stopped for the recorder
 * @param tasks in the order of creation
 */
public record TraceSummary(boolean complete, long frames, long recordNanos, long stops, List<TaskSummary> tasks) {
    public TraceSummary {
        tasks = List.copyOf(tasks);
    }
}
