package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import dev.jrr.model.TaskUid;

/**
 * The live state that the screen wants to show.
 *
 * @param place where
 * @param task whose registers, memory and mappings
 * @param pane what beyond registers and tasks: the tab that is open
 * @param memory the expression for the address of the memory, "" for none
 * @param memoryOffset bytes from there, a scroll
 * @param memoryLength bytes
 */
record Want(Place place, TaskUid task, Tab pane, String memory, long memoryOffset, int memoryLength) {
    /** The last frame that has happened there. */
    long frame() {
        return place.frame();
    }
}
