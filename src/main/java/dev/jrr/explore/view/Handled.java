package dev.jrr.explore.view;

import dev.jrr.model.Event;
import dev.jrr.model.TraceFrame;

/** How a system call was handled, in words. */
public final class Handled {
    private Handled() {}

    /** For people; empty for calls that were stopped for, which need no word, and for what is no call. */
    public static String note(TraceFrame frame) {
        if (!(frame.event() instanceof Event.Syscall call)) {
            return "";
        }
        return switch (call.handling()) {
            case BUFFERED -> "buffered";
            case USER_SPACE -> "user space";
            case TRACED, GENERIC, REFUSED -> "";
        };
    }

    /** For programs; empty for what is no system call. */
    static String member(TraceFrame frame) {
        if (frame.event() instanceof Event.Exec) {
            return "traced";
        }
        if (!(frame.event() instanceof Event.Syscall call)) {
            return "";
        }
        return switch (call.handling()) {
            case TRACED -> "traced";
            case GENERIC -> "generic";
            case REFUSED -> "refused";
            case BUFFERED -> "buffered";
            case USER_SPACE -> "userSpace";
        };
    }
}
