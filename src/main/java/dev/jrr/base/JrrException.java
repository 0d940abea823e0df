package dev.jrr.base;

/**
 * The root of every error that the project raises on purpose. Its message is one line, fit to be
 * printed to a user as it is.
 */
public class JrrException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JrrException(String message) {
        super(message);
    }

    public JrrException(String message, Throwable cause) {
        super(message, cause);
    }
}
