package dev.jrr.explore.tui;

import java.util.Optional;

/** Where the screen asks for live state and finds the answers. */
interface LiveSource {
    /** Asks; an older request that differs is dropped. Does not wait, as all but {@link #borrow}. */
    void want(Want want);

    /** Drops the request. */
    void cancel();

    /** The newest answer. */
    Optional<Moment> moment();

    LiveState state();

    /**
     * Takes the replay for the calling thread, which may not be the screen's: waits until it is
     * there. What the screen wants has to wait until {@link #giveBack}.
     *
     * @throws dev.jrr.base.JrrException if there is no replay, with the reason
     */
    Replay borrow();

    /** As {@link #borrow}, but does not wait long: empty if the replay is not there within so many milliseconds. */
    Optional<Replay> borrowSoon(long millis);

    void giveBack();

    /** Whether the replay is a diversion from the recording. */
    boolean isDiverted();

    /** How far the borrower's own seek has come. */
    void show(LiveState shown);
}
