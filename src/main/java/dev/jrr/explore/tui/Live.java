package dev.jrr.explore.tui;

import java.util.Optional;

/** Where the screen asks for live state and finds the answers. Never waits. */
interface Live {
    /** Asks; an older request that differs is dropped. */
    void want(Want want);

    /** Drops the request. */
    void cancel();

    /** The newest answer. */
    Optional<Moment> moment();

    LiveState state();
}
