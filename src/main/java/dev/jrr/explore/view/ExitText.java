package dev.jrr.explore.view;

import dev.jrr.kernel.FrameText;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.Optional;

/** How a task ended, and how signals are called. */
public final class ExitText {
    private ExitText() {}

    /** @param status as wait(2) gives it */
    public static String of(int status) {
        int signal = status & 0x7f;
        if (signal == 0) {
            return "exited with " + ((status >> 8) & 0xff);
        }
        return "killed by " + signalName(signal) + ((status & 0x80) != 0 ? " (core dumped)" : "");
    }

    /** Asks the one place that knows the names: how a frame with that signal would be called. */
    public static String signalName(int signal) {
        Event event =
                new Event.Signal(signal, new byte[128], Event.Disposition.IGNORED, false, Registers.ZERO, new byte[0]);
        return FrameText.name(new TraceFrame(0, TaskUid.NONE, 0, event, Registers.ZERO, List.of(), Optional.empty()));
    }
}
