package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Locks;
import dev.jrr.explore.view.Travel;

/**
 * What the screen needs of a live replay. Slow: only {@link LiveThread} calls it, and who has
 * borrowed it from there. Methods mean what those of {@link dev.jrr.debugger.Debugger} mean.
 */
interface Replay extends Live, AutoCloseable {
    /** Whether it is there: not if cancelled. */
    boolean goTo(Place place, Progress progress);

    /** Who waits for whom, where it stands: behind the frame at a position. */
    Locks locks(long position);

    Travel travel(Progress progress);

    /** Whether it is a diversion from the recording. Does not wait. */
    boolean isDiverted();

    @Override
    void close();
}
