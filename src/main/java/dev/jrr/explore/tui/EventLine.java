package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;

/**
 * One row of the events.
 *
 * @param sign says by itself what the colour says: '!' failed, '*' signal, '+' exec, 'x' exit, '-'
 *     switch, 't' clock, ' ' otherwise
 */
record EventLine(long number, TaskUid task, char sign, String text, Style style) {
    static EventLine of(Run run, long number) {
        try {
            TraceFrame frame = run.frame(number);
            Event event = frame.event();
            return new EventLine(number, frame.task(), sign(event), run.describe(frame), style(event));
        } catch (JrrException e) {
            // A damaged block spoils its own rows, not the screen.
            return new EventLine(number, TaskUid.NONE, '!', "unreadable: " + e.getMessage(), Style.FAILED);
        }
    }

    private static char sign(Event event) {
        if (event instanceof Event.Syscall call) {
            return call.isFailed() ? '!' : ' ';
        }
        if (event instanceof Event.Signal) {
            return '*';
        }
        if (event instanceof Event.Exec) {
            return '+';
        }
        if (event instanceof Event.Exit) {
            return 'x';
        }
        return event instanceof Event.Preempt ? '-' : 't';
    }

    private static Style style(Event event) {
        if (event instanceof Event.Syscall call) {
            return call.isFailed() ? Style.FAILED : Style.SYSCALL;
        }
        if (event instanceof Event.Signal) {
            return Style.SIGNAL;
        }
        if (event instanceof Event.Exec) {
            return Style.EXEC;
        }
        if (event instanceof Event.Exit) {
            return Style.EXIT;
        }
        return event instanceof Event.Preempt ? Style.SWITCH : Style.CLOCK;
    }
}
