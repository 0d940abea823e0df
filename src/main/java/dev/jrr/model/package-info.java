/**
 * The values that all stages share: what happened to one task ({@link dev.jrr.model.Event}), the
 * recorded frame around it ({@link dev.jrr.model.TraceFrame}), registers, mappings. Immutable, and
 * without any knowledge of ptrace, of files or of bytes on disk.
 *
 * <p>Read first: {@link dev.jrr.model.TraceFrame}, {@link dev.jrr.model.Event}.
 */
package dev.jrr.model;
