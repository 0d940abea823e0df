package dev.jrr.explore.view;

import dev.jrr.kernel.Signals;

/** How a task ended. */
public final class ExitText {
    private ExitText() {}

    /** @param status as wait(2) gives it */
    public static String of(int status) {
        int signal = status & 0x7f;
        if (signal == 0) {
            return "exited with " + ((status >> 8) & 0xff);
        }
        return "killed by " + Signals.name(signal) + ((status & 0x80) != 0 ? " (core dumped)" : "");
    }
}
