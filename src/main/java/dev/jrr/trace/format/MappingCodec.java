package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.ExecRecord;
import dev.jrr.model.Mapping;
import dev.jrr.model.Mapping.Backing;
import java.util.List;

/**
 * Mappings and program images.
 *
 * <pre>
 * mapping  varlong start, length · varint prot, flags · varlong offset · string path
 *          byte backing: 0 anonymous, 1 file, 2 shared, 3 data · string key
 * image    string path · list of string argv · list of mapping · varlong brkStart · bytes xstate
 * </pre>
 */
final class MappingCodec {
    private static final Backing[] BACKINGS = {Backing.ANONYMOUS, Backing.FILE, Backing.SHARED, Backing.DATA};
    private static final int LEAST_BYTES = 8;

    private MappingCodec() {}

    static void write(Output out, Mapping mapping) {
        out.writeVarLong(mapping.start(), true);
        out.writeVarLong(mapping.length(), true);
        out.writeVarInt(mapping.prot(), true);
        out.writeVarInt(mapping.flags(), true);
        out.writeVarLong(mapping.offset(), true);
        Fields.writeString(out, mapping.path());
        out.writeByte(
                switch (mapping.backing()) {
                    case ANONYMOUS -> 0;
                    case FILE -> 1;
                    case SHARED -> 2;
                    case DATA -> 3;
                });
        Fields.writeString(out, mapping.key());
    }

    static Mapping read(Input in) {
        return new Mapping(
                in.readVarLong(true),
                in.readVarLong(true),
                in.readVarInt(true),
                in.readVarInt(true),
                in.readVarLong(true),
                Fields.readString(in),
                Fields.constant(BACKINGS, in.readByte()),
                Fields.readString(in));
    }

    static void writeImage(Output out, ExecRecord image) {
        Fields.writeString(out, image.path());
        Fields.writeStrings(out, image.argv());
        List<Mapping> mappings = image.mappings();
        out.writeVarInt(mappings.size(), true);
        for (Mapping mapping : mappings) {
            write(out, mapping);
        }
        out.writeVarLong(image.brkStart(), true);
        Fields.writeBytes(out, image.xstate());
    }

    static ExecRecord readImage(Input in) {
        return new ExecRecord(
                Fields.readString(in),
                Fields.readStrings(in),
                Fields.readList(in, LEAST_BYTES, MappingCodec::read),
                in.readVarLong(true),
                Fields.readBytes(in));
    }
}
