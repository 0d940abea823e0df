package dev.jrr.trace;

import dev.jrr.base.JrrException;

/** A trace cannot be read. The message names the file and the place in it. */
public class TraceFormatException extends JrrException {
    private static final long serialVersionUID = 1L;

    public TraceFormatException(String message) {
        super(message);
    }

    public TraceFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Written by a version of the format that is no longer read. */
    public static final class TooOld extends TraceFormatException {
        private static final long serialVersionUID = 1L;

        public TooOld(String message) {
            super(message);
        }
    }

    /** Written by a later version. */
    public static final class TooNew extends TraceFormatException {
        private static final long serialVersionUID = 1L;

        public TooNew(String message) {
            super(message);
        }
    }

    /** Bytes that no writer wrote. */
    public static final class Corrupt extends TraceFormatException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String message) {
            super(message);
        }

        public Corrupt(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
