package dev.jrr.timeline;

/** A motion is not wanted any more. The session is dead if a task was running. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
        super(null, null, false, false);
    }
}
