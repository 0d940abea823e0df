package dev.jrr.explore.tui;

import dev.jrr.debugger.Progress;
import dev.jrr.explore.view.Live;

/**
 * What the screen needs of a live replay. Slow: only {@link LiveThread} calls it, and who has
 * borrowed it from there. Methods mean what those of {@link dev.jrr.debugger.Debugger} mean.
 */
interface Replay extends Live, AutoCloseable {
    long seek(long frame, Progress progress);

    @Override
    void close();
}
