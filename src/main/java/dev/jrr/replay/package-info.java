/**
 * Executes a trace again: the same instructions, with the stored results of everything that was
 * left to chance.
 *
 * <p>Read first: {@link dev.jrr.replay.ReplaySession}, whose step replays one frame; then {@code
 * SyscallReplay}, which makes on the replay's own tasks the few calls that shape a process, and
 * {@code StatePoint}, which finds a point between two instructions again. Knows nothing of
 * recording and nothing of going backward: a {@link dev.jrr.replay.SessionCopy} is all it offers
 * for that.
 */
package dev.jrr.replay;
