package dev.jrr.debugger;

import dev.jrr.model.TaskUid;
import java.util.Map;
import java.util.Optional;

/**
 * Where a diversion has come to.
 *
 * @param task that it stands in; empty when all have ended
 * @param breakpoint for {@link Kind#STOP}
 * @param signal for {@link Kind#SIGNAL}
 * @param output all that it has written to its standard output and error. Nobody changes the array.
 * @param refused how often each system call was refused that it cannot make
 */
public record DiversionHalt(
        Kind kind,
        Optional<TaskUid> task,
        Optional<Breakpoint> breakpoint,
        int signal,
        byte[] output,
        Map<String, Integer> refused) {
    /** Why it stands there. */
    public enum Kind {
        /** One instruction was made, or a system call. */
        STEPPED,
        /** It came to a breakpoint. */
        STOP,
        /** All tasks have ended. */
        OVER,
        /** Every task waits for something that nobody in it will do. */
        ALL_WAIT,
        /** A task got a signal; a diversion delivers none. */
        SIGNAL,
        /** It was cancelled. */
        CANCELLED
    }
}
