/**
 * The filter language, one everywhere: {@code syscall = futex and task = 1234 and result < 0}.
 * Text becomes a predicate over frames, and a hint with which whole blocks of a trace can be
 * skipped. Knows frames only: no trace, no screen.
 *
 * <p>Read first: {@link dev.jrr.explore.filter.Filter}, {@link dev.jrr.explore.filter.Field}.
 */
package dev.jrr.explore.filter;
