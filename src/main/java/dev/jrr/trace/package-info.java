/**
 * A recording on disk, written once and read many times. Never imports a live process.
 *
 * <p>Read first: {@link dev.jrr.trace.TraceReader}, {@link dev.jrr.trace.TraceWriter}.
 */
package dev.jrr.trace;
