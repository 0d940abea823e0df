package dev.jrr.trace.format;

import dev.jrr.base.JrrException;

/**
 * Bytes that this package refuses. It knows the place within them and not the file they came from;
 * package trace names that and turns this into its own exceptions.
 */
public final class Malformed extends JrrException {
    private static final long serialVersionUID = 1L;

    /** Why bytes are refused. */
    public enum Kind {
        /** No writer wrote them. */
        CORRUPT,
        /** A version of the format that is no longer read. */
        TOO_OLD,
        /** A later version of the format. */
        TOO_NEW
    }

    private final Kind kind;

    public Malformed(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Malformed(String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.CORRUPT;
    }

    static Malformed corrupt(String message) {
        return new Malformed(Kind.CORRUPT, message);
    }

    public Kind kind() {
        return kind;
    }
}
