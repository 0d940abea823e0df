package dev.jrr.trace.format;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.KeptSource;
import java.util.List;

/**
 * The list of source files.
 *
 * <pre>
 * list     sources: string path, string key, byte 1 if it is newer than its program, else 0
 * </pre>
 */
public final class SourcesCodec {
    /** A path and a key are empty at least. */
    private static final int LEAST_BYTES = 3;

    private SourcesCodec() {}

    public static byte[] encode(List<KeptSource> sources) {
        Output out = new Output(1024, -1);
        out.writeVarInt(sources.size(), true);
        for (KeptSource source : sources) {
            Fields.writeString(out, source.path());
            Fields.writeString(out, source.key());
            out.writeByte(source.isNewer() ? 1 : 0);
        }
        return out.toBytes();
    }

    /** @throws Malformed if it is no such list */
    public static List<KeptSource> decode(byte[] raw) {
        Input in = new Input(raw);
        try {
            List<KeptSource> sources = Fields.readList(
                    in,
                    LEAST_BYTES,
                    each -> new KeptSource(Fields.readString(each), Fields.readString(each), each.readByte() != 0));
            if (Fields.remaining(in) != 0) {
                throw Malformed.corrupt("bytes too many after the sources");
            }
            return sources;
        } catch (KryoException end) {
            throw new Malformed("the list of sources ends within a field", end);
        }
    }
}
