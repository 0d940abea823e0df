package dev.jrr.explore.tui;

import dev.jrr.debugger.StackFrame;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.OptionalInt;

/**
 * A stack frame that the user has chosen. It is the same one while its function has not returned,
 * whatever that calls meanwhile.
 *
 * @param fromOutermost how many frames are around it
 */
record ChosenFrame(TaskUid task, int fromOutermost, String function) {
    static ChosenFrame of(TaskUid task, List<StackFrame> stack, int level) {
        return new ChosenFrame(
                task, stack.size() - 1 - level, stack.get(level).place().symbol());
    }

    /** Which frame of a stack it is; empty if it is none of them any more. */
    OptionalInt level(TaskUid of, List<StackFrame> stack) {
        int level = stack.size() - 1 - fromOutermost;
        boolean isThere = task.equals(of)
                && level >= 0
                && stack.get(level).place().symbol().equals(function);
        return isThere ? OptionalInt.of(level) : OptionalInt.empty();
    }
}
