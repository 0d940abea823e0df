package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.regex.Pattern;

/**
 * One row of the events. What is wider than its room is cut from the middle: the name of a call and
 * its result say most, so the result keeps its place at the right edge.
 *
 * @param sign says by itself what the colour says: '!' failed, '*' signal, '+' exec, 'x' exit, '-'
 *     switch, 't' clock or random number of the processor, ' ' otherwise
 * @param handling 'b' for a buffered call, 'u' for one answered in user space, ' ' otherwise
 */
record EventLine(long number, TaskUid task, char sign, char handling, String text, Style style) {
    /** Of a path that is too long the end says most. */
    private static final Pattern FOLDERS = Pattern.compile("\"/[^\" ]*/(?=[^\"/])");

    /** Why a frame cannot be read begins with the whole path of the file, which is the same for all. */
    private static final Pattern FOLDERS_OF_A_FILE = Pattern.compile("^/\\S*/");

    /** With less room for a call and its arguments than this, its result is cut off. */
    private static final int LEAST = 8;

    static EventLine of(Run run, long number) {
        try {
            TraceFrame frame = run.frame(number);
            Event event = frame.event();
            return new EventLine(
                    number,
                    frame.task(),
                    sign(event),
                    handling(event),
                    ShortNames.of(run.describe(frame)),
                    style(event));
        } catch (JrrException e) {
            // A damaged block spoils its own rows, not the screen.
            String reason = FOLDERS_OF_A_FILE.matcher(e.getMessage()).replaceFirst("");
            return new EventLine(number, TaskUid.NONE, '!', ' ', "unreadable: " + reason, Style.FAILED);
        }
    }

    /** The task's number; "-" if the frame, and so the task, is not known. */
    String taskName() {
        return task.equals(TaskUid.NONE) ? "-" : task.toString();
    }

    /** The text in exactly so many columns or fewer, the result at the right edge. */
    String fitted(int width, boolean unicode) {
        String head = text;
        String result = "";
        // Quoted arguments may hold the same characters: the last ones are the call's own.
        int at = Math.max(text.lastIndexOf(") = "), text.lastIndexOf(") <waiting>"));
        if (at >= 0) {
            head = text.substring(0, at + 1);
            result = text.substring(at + 1);
            int words = result.indexOf(" (");
            if (words > 0 && result.length() > width * 2 / 5) {
                result = result.substring(0, words);
            }
        }
        String dots = unicode ? "…" : "~";
        int room = width - result.length();
        if (room < LEAST) {
            return cut(text, width, dots);
        }
        if (head.length() > room) {
            head = FOLDERS.matcher(head).replaceFirst("\"…/");
        }
        if (head.length() <= room) {
            return result.isEmpty() ? head : head + " ".repeat(room - head.length()) + result;
        }
        return cut(head, room, dots) + result;
    }

    private static String cut(String text, int width, String dots) {
        return text.length() <= width || width < 1 ? text : text.substring(0, width - 1) + dots;
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

    private static char handling(Event event) {
        if (!(event instanceof Event.Syscall call)) {
            return ' ';
        }
        return switch (call.handling()) {
            case BUFFERED -> 'b';
            case USER_SPACE -> 'u';
            case TRACED, GENERIC, REFUSED -> ' ';
        };
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
