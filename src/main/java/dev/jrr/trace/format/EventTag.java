package dev.jrr.trace.format;

import dev.jrr.model.Event;

/** The numbers that stand for kinds of events in the file; from 0 to 7. */
public final class EventTag {
    public static final int SYSCALL = 0;
    public static final int EXEC = 1;
    public static final int SIGNAL = 2;
    public static final int EXIT = 3;
    public static final int TSC = 4;
    public static final int PREEMPT = 5;

    /** Several system calls: {@link RunCodec}. */
    public static final int RUN = 6;

    public static final int RANDOM = 7;

    private EventTag() {}

    public static int of(Event event) {
        if (event instanceof Event.Syscall) {
            return SYSCALL;
        } else if (event instanceof Event.Signal) {
            return SIGNAL;
        } else if (event instanceof Event.Preempt) {
            return PREEMPT;
        } else if (event instanceof Event.Tsc) {
            return TSC;
        } else if (event instanceof Event.Random) {
            return RANDOM;
        } else if (event instanceof Event.Exec) {
            return EXEC;
        }
        return EXIT;
    }
}
