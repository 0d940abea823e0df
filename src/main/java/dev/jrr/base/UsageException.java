package dev.jrr.base;

/** The user asked for something that cannot be asked for: exit status 2, one line, no stack trace. */
public final class UsageException extends JrrException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
