package dev.jrr.explore.lesson;

import dev.jrr.base.JrrException;

/** A lesson that cannot be understood: one line with the file, the line, and what to write there. */
public final class LessonException extends JrrException {
    private static final long serialVersionUID = 1L;

    private final int line;

    LessonException(String file, int line, String message) {
        super(file + ":" + line + ": " + message.replaceAll("\\p{Cntrl}+", " "));
        this.line = line;
    }

    /** Of the file, from 1 on. */
    public int line() {
        return line;
    }
}
