package dev.jrr.explore.shell;

import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Live;

/** What the words of the shell act upon: a recording, a position in it, the replay there. */
public interface ShellTarget {
    Frames frames();

    /** The frame at which everything is shown. */
    long position();

    /** Moves the position. The replay may follow later: when {@link #live} is asked for. */
    void moveTo(long frame);

    /** The replay, caught up with the position. Valid until the position moves. */
    Live live();
}
