package dev.jrr.explore.tui;

import dev.jrr.model.TaskUid;

/**
 * The live state that the screen wants to show.
 *
 * @param frame the position
 * @param task whose registers, memory and mappings
 * @param pane what beyond registers and tasks: the tab that is open
 * @param memory the expression for the address of the memory, "" for none
 * @param memoryOffset bytes from there, a scroll
 * @param memoryLength bytes
 */
record Want(long frame, TaskUid task, Tab pane, String memory, long memoryOffset, int memoryLength) {}
