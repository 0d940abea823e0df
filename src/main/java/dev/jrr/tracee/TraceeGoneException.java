package dev.jrr.tracee;

/**
 * A tracee is no longer stopped: SIGKILL may win any race. Checked, because every caller must know
 * what to do then: wait for the news of its end.
 */
public final class TraceeGoneException extends Exception {
    private static final long serialVersionUID = 1L;

    public TraceeGoneException(int tid) {
        super("task " + tid + " is gone", null, false, false);
    }
}
