/**
 * A replay in which time goes both ways: to go back is to return to a checkpoint and to run
 * forward from there. Read {@link dev.jrr.timeline.ReplayTimeline}, then {@code Checkpoints}, which
 * decides which ones are worth their memory. Knows nothing of people or of what they ask.
 */
package dev.jrr.timeline;
