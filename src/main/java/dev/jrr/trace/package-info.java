/**
 * A recording on disk, written once and read many times. Never imports a live process.
 *
 * <p>A trace is a directory of mode 0700:
 *
 * <pre>
 * header  what is known before the first frame; written when recording has begun
 * frames  every {@link dev.jrr.model.TraceFrame} in order, in blocks that can be read alone
 * data    the bytes of long memory writes, in blocks
 * kept    the list of the files in files/
 * files/  files that the recording mapped or executed, and source files of those, each content once,
 *         named by its SHA-256
 * sources which of the files are sources, by their paths; not there if none are
 * index   where the blocks are, what is in them, and the summary; written last
 * </pre>
 *
 * <p>A trace without an index is one whose recorder was killed, or is still at work, which a lock on
 * {@code kept} tells apart: it is read up to its last whole block. What frames on disk refer to is on disk before them. Anything else that is missing or
 * different from what was written is damage and ends in a
 * {@link dev.jrr.trace.TraceFormatException} that names the file and the place. The bytes
 * themselves are told in {@link dev.jrr.trace.format}.
 *
 * <p>Read first: {@link dev.jrr.trace.TraceReader}, {@link dev.jrr.trace.TraceWriter}, then
 * {@link dev.jrr.trace.FrameSearch} and {@link dev.jrr.trace.TraceDirectory}.
 */
package dev.jrr.trace;
