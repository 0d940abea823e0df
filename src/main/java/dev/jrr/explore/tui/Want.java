package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import dev.jrr.model.TaskUid;

/**
 * The live state that the screen wants to show.
 *
 * @param place where
 * @param task whose state
 * @param query what beyond registers and tasks
 */
record Want(Place place, TaskUid task, LiveQuery query) {
    /** The last frame that has happened there. */
    long frame() {
        return place.frame();
    }
}
