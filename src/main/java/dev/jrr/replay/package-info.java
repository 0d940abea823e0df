/** Runs a recorded program again, frame by frame, from its trace. */
package dev.jrr.replay;
