package dev.jrr.explore.lesson;

import dev.jrr.debugger.Place;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.OptionalLong;

/**
 * Where somebody stands in a recording, and what they look at.
 *
 * @param frame the last frame that has happened there
 * @param task the task that is looked at
 * @param instruction the address at which the program goes on there; empty at a frame
 */
public record Stand(Place place, TraceFrame frame, TaskUid task, OptionalLong instruction) {}
