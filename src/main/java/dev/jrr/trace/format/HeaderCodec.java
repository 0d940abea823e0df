package dev.jrr.trace.format;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.TraceHeader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header.
 *
 * <pre>
 * 8 bytes  createdEpochMillis
 * list     of string argv
 * string   workingDirectory
 * list     of string environmentNames
 * list     machine: string name, string value
 * byte     1 if system calls were buffered, else 0
 * </pre>
 */
public final class HeaderCodec {
    private HeaderCodec() {}

    public static byte[] encode(TraceHeader header) {
        Output out = new Output(1024, -1);
        out.writeLong(header.createdEpochMillis());
        Fields.writeStrings(out, header.argv());
        Fields.writeString(out, header.workingDirectory());
        Fields.writeStrings(out, header.environmentNames());
        // Sorted, so that one header has one form.
        Map<String, String> machine = new TreeMap<>(header.machine());
        out.writeVarInt(machine.size(), true);
        machine.forEach((name, value) -> {
            Fields.writeString(out, name);
            Fields.writeString(out, value);
        });
        out.writeByte(header.syscallbuf() ? 1 : 0);
        return out.toBytes();
    }

    /** @throws Malformed if it is no header */
    public static TraceHeader decode(byte[] raw) {
        Input in = new Input(raw);
        try {
            long created = in.readLong();
            List<String> argv = Fields.readStrings(in);
            String directory = Fields.readString(in);
            List<String> environment = Fields.readStrings(in);
            Map<String, String> machine = new HashMap<>();
            for (int i = Fields.readCount(in, 2); i > 0; i--) {
                machine.put(Fields.readString(in), Fields.readString(in));
            }
            boolean syscallbuf = in.readByte() != 0;
            if (Fields.remaining(in) != 0) {
                throw Malformed.corrupt("bytes too many after the header");
            }
            TraceHeader header = new TraceHeader(created, argv, directory, environment, machine, syscallbuf);
            header.cpuid();
            return header;
        } catch (KryoException end) {
            throw new Malformed("the header ends within a field", end);
        } catch (IllegalArgumentException damaged) {
            throw Malformed.corrupt("the header's table of cpuid: " + damaged.getMessage());
        }
    }
}
