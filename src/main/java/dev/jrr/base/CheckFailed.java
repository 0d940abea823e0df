package dev.jrr.base;

/** An invariant of the project itself is broken: a bug here, never a user's mistake. */
public final class CheckFailed extends JrrException {
    private static final long serialVersionUID = 1L;

    public CheckFailed(String message) {
        super(message);
    }
}
