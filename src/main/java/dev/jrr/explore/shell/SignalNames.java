package dev.jrr.explore.shell;

import dev.jrr.kernel.FrameText;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.Optional;

/** The names of signals, as frames show them. */
final class SignalNames {
    private SignalNames() {}

    /** Asks the one place that knows the names: how a frame with that signal would be called. */
    static String of(int signal) {
        Event event =
                new Event.Signal(signal, new byte[128], Event.Disposition.IGNORED, false, Registers.ZERO, new byte[0]);
        return FrameText.name(new TraceFrame(0, TaskUid.NONE, 0, event, Registers.ZERO, List.of(), Optional.empty()));
    }
}
