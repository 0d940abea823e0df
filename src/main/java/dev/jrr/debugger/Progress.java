package dev.jrr.debugger;

/** Told how far a long request has come, and asked whether it is still wanted. Any thread. */
public interface Progress {
    /** Neither shown nor cancelled. */
    Progress NONE = new Progress() {
        @Override
        public void at(long done, long total) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /** {@code done} of {@code total} frames are replayed. */
    void at(long done, long total);

    /** Whether to stop early; the position is then wherever the replay has come to. */
    boolean isCancelled();
}
