/**
 * The bytes of a trace. Every file of a trace is a {@link dev.jrr.trace.format.FileHead} and then
 * blocks ({@link dev.jrr.trace.format.BlockHead}); what stands in a block is told by the codec of
 * its kind. A change of any layout moves {@link dev.jrr.trace.format.FileHead#VERSION}.
 *
 * <pre>
 * header  one block: {@link dev.jrr.trace.format.HeaderCodec}
 * frames  {@link dev.jrr.trace.format.FrameBlockEncoder}, about 64 KiB each
 * data    bytes of long memory writes one after the other, up to 1 MiB each
 * kept    {@link dev.jrr.trace.format.KeptFile}, one each
 * sources one block: {@link dev.jrr.trace.format.SourcesCodec}
 * index   one block: {@link dev.jrr.trace.format.IndexCodec}
 * </pre>
 *
 * <p>A packed trace is one file of the same make, with the others in it:
 * {@link dev.jrr.trace.format.PackEntry}.
 *
 * <p>Knows bytes and not files: it refuses bytes by {@link dev.jrr.trace.format.Malformed}, and
 * package trace says of which file. The only package that uses Kryo, and of it only Input and
 * Output: each record has its codec with an explicit order of fields, no class is named in a file,
 * and no length is believed before it is compared with what is there.
 */
package dev.jrr.trace.format;
