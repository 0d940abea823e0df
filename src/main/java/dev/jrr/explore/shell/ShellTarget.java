package dev.jrr.explore.shell;

import dev.jrr.debugger.Place;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Travel;
import java.util.Optional;

/** What the words of the shell act upon: a recording, a place in it, the replay there. */
public interface ShellTarget {
    Frames frames();

    /** Where everything is shown. */
    Place place();

    /** The last frame that has happened there. */
    default long position() {
        return place().frame();
    }

    /** Moves there. The replay may follow later: when {@link #live} is asked for. */
    void moveTo(Place place);

    /** The replay, caught up with the place. Valid until that moves. */
    Live live();

    /**
     * The replay where it can be within a moment, caught up or not: for what is offered while somebody types.
     * Empty if there is none so soon.
     */
    Optional<Live> nearby();

    /** Whether the user has cancelled what runs. */
    boolean isCancelled();

    /** Whether what is shown is a diversion. */
    boolean isDiverted();

    /** Throws the diversion away, wherever that stands. */
    void leaveDiversion();

    /** Moves of the replay from the place on, which does not follow by itself. */
    Travel travel();
}
