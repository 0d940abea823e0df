package dev.jrr.kernel;

import dev.jrr.model.TraceFrame;

/** A frame as a person reads it. */
public final class FrameText {
    private FrameText() {}

    /**
     * One line without a line break, such as {@code read(3</etc/passwd>, "root:x:0"..., 4096) = 1834}.
     * Needs the frame alone.
     */
    public static String describe(TraceFrame frame) {
        throw new UnsupportedOperationException();
    }

    /** The kind of the frame in one word: "syscall", "signal", "exec", "exit", "clock" or "switch". */
    public static String kind(TraceFrame frame) {
        throw new UnsupportedOperationException();
    }

    /** The system call's name, the signal's name, or the kind. */
    public static String name(TraceFrame frame) {
        throw new UnsupportedOperationException();
    }
}
