package dev.jrr.replay;

/** A run has come to a stop before the event that it was to come to. */
final class StopReached extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Stop stop;

    StopReached(Stop stop) {
        super(null, null, false, false);
        this.stop = stop;
    }

    Stop stop() {
        return stop;
    }
}
