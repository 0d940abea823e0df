package dev.jrr.explore.filter;

import dev.jrr.base.JrrException;

/** A filter expression that cannot be understood, and the place where that shows. */
public final class FilterException extends JrrException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final int position;

    FilterException(String message, String source, int position) {
        super(message);
        this.source = source;
        this.position = Math.min(position, source.length());
    }

    /** Where the mistake is: an index into the expression, or its length for its end. */
    public int position() {
        return position;
    }

    /** The message, the expression, and a caret under the place. */
    public String report() {
        // Tabs and line breaks would move the caret away from its place.
        return getMessage() + "\n  " + source.replaceAll("\\p{Cntrl}", " ") + "\n  " + " ".repeat(position) + "^";
    }
}
