package dev.jrr.trace;

import dev.jrr.model.Event;
import dev.jrr.trace.format.EventTag;

/** The kinds of events that can be searched for without reading every frame. */
public enum FrameKind {
    /** {@link Event.Syscall}. */
    SYSCALL(EventTag.SYSCALL),
    /** {@link Event.Exec}. */
    EXEC(EventTag.EXEC),
    /** {@link Event.Signal}. */
    SIGNAL(EventTag.SIGNAL),
    /** {@link Event.Exit}. */
    EXIT(EventTag.EXIT),
    /** {@link Event.Tsc}. */
    TSC(EventTag.TSC),
    /** {@link Event.Random}. */
    RANDOM(EventTag.RANDOM),
    /** {@link Event.Preempt}. */
    PREEMPT(EventTag.PREEMPT);

    private final int tag;

    FrameKind(int tag) {
        this.tag = tag;
    }

    public static FrameKind of(Event event) {
        int tag = EventTag.of(event);
        for (FrameKind kind : values()) {
            if (kind.tag == tag) {
                return kind;
            }
        }
        throw new IllegalStateException("event without a kind: " + event);
    }

    int bit() {
        return 1 << tag;
    }
}
