package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.base.CheckFailed;
import dev.jrr.model.Capture;
import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.Event.Syscall;
import dev.jrr.model.Mapping;
import dev.jrr.model.Registers;
import java.util.List;
import java.util.Optional;

/**
 * System calls that a tracee stopped for. All registers are against the frame's.
 *
 * <pre>
 * byte            bits 0-1 phase: 0 whole, 1 entered, 2 left
 *                 bits 2-3 handling: 0 traced, 1 generic, 2 refused
 *                 bits 4-7 whether there are entry, mapping, created, xstate
 * zigzag varint   number
 * zigzag varlong  result minus the frame's rax, which is 0 for nearly all
 * list            captures: varint argument · varlong address · bytes
 * list            descriptors: varint argument · string name
 * registers       entry, if any
 * mapping         if any
 * created         if any: task child · varlong flags · registers · list of write
 * bytes           xstate, if any
 * </pre>
 */
final class SyscallCodec {
    private static final Phase[] PHASES = {Phase.WHOLE, Phase.ENTERED, Phase.LEFT};
    private static final Handling[] HANDLINGS = {Handling.TRACED, Handling.GENERIC, Handling.REFUSED};
    private static final int HANDLING_SHIFT = 2;
    private static final int CODE_MASK = 3;
    private static final int ENTRY = 0x10;
    private static final int MAPPING = 0x20;
    private static final int CREATED = 0x40;
    private static final int XSTATE = 0x80;
    private static final int FD_NAME_LEAST_BYTES = 2;
    private static final byte[] NONE = {};

    private SyscallCodec() {}

    static void write(Output out, Syscall call, Registers frame, long[] base, DataSink data) {
        out.writeByte(flags(call));
        out.writeVarInt(call.number(), false);
        out.writeVarLong(call.result() - frame.result(), false);
        writeCaptures(out, call.inputs());
        writeFdNames(out, call.fdNames());
        if (call.entry().isPresent()) {
            RegistersCodec.write(out, call.entry().get(), base);
        }
        if (call.mapping().isPresent()) {
            MappingCodec.write(out, call.mapping().get());
        }
        if (call.created().isPresent()) {
            writeClone(out, call.created().get(), base, data);
        }
        if (call.xstate().length > 0) {
            Fields.writeBytes(out, call.xstate());
        }
    }

    private static int flags(Syscall call) {
        int phase = switch (call.phase()) {
            case WHOLE -> 0;
            case ENTERED -> 1;
            case LEFT -> 2;
        };
        int handling = switch (call.handling()) {
            case TRACED -> 0;
            case GENERIC -> 1;
            case REFUSED -> 2;
            case BUFFERED, USER_SPACE -> throw new CheckFailed("a buffered call was given to the trace outside a run");
        };
        return phase
                | handling << HANDLING_SHIFT
                | (call.entry().isPresent() ? ENTRY : 0)
                | (call.mapping().isPresent() ? MAPPING : 0)
                | (call.created().isPresent() ? CREATED : 0)
                | (call.xstate().length > 0 ? XSTATE : 0);
    }

    static Syscall read(Input in, Registers frame, long[] base) {
        int flags = in.readByteUnsigned();
        int number = in.readVarInt(false);
        long result = in.readVarLong(false) + frame.result();
        List<Capture> inputs = readCaptures(in);
        List<FdName> names = readFdNames(in);
        Optional<Registers> entry =
                (flags & ENTRY) == 0 ? Optional.empty() : Optional.of(RegistersCodec.read(in, base));
        Optional<Mapping> mapping = (flags & MAPPING) == 0 ? Optional.empty() : Optional.of(MappingCodec.read(in));
        Optional<CloneRecord> created = (flags & CREATED) == 0 ? Optional.empty() : Optional.of(readClone(in, base));
        byte[] xstate = (flags & XSTATE) == 0 ? NONE : Fields.readBytes(in);
        return new Syscall(
                Fields.constant(PHASES, flags & CODE_MASK),
                Fields.constant(HANDLINGS, flags >> HANDLING_SHIFT & CODE_MASK),
                number,
                entry,
                result,
                inputs,
                names,
                mapping,
                created,
                xstate);
    }

    static void writeCaptures(Output out, List<Capture> captures) {
        out.writeVarInt(captures.size(), true);
        for (int i = 0; i < captures.size(); i++) {
            Capture capture = captures.get(i);
            out.writeVarInt(capture.argument(), true);
            out.writeVarLong(capture.address(), true);
            Fields.writeBytes(out, capture.bytes());
        }
    }

    static List<Capture> readCaptures(Input in) {
        return Fields.readList(in, 3, SyscallCodec::readCapture);
    }

    private static Capture readCapture(Input in) {
        return new Capture(in.readVarInt(true), in.readVarLong(true), Fields.readBytes(in));
    }

    static void writeFdNames(Output out, List<FdName> names) {
        out.writeVarInt(names.size(), true);
        for (int i = 0; i < names.size(); i++) {
            out.writeVarInt(names.get(i).argument(), true);
            Fields.writeString(out, names.get(i).name());
        }
    }

    static List<FdName> readFdNames(Input in) {
        return Fields.readList(in, FD_NAME_LEAST_BYTES, SyscallCodec::readFdName);
    }

    private static FdName readFdName(Input in) {
        return new FdName(in.readVarInt(true), Fields.readString(in));
    }

    private static void writeClone(Output out, CloneRecord created, long[] base, DataSink data) {
        Fields.writeTask(out, created.child());
        out.writeVarLong(created.flags(), true);
        RegistersCodec.write(out, created.childRegisters(), base);
        WriteCodec.writeList(out, created.childWrites(), data);
    }

    private static CloneRecord readClone(Input in, long[] base) {
        return new CloneRecord(
                Fields.readTask(in), in.readVarLong(true), RegistersCodec.read(in, base), WriteCodec.readList(in));
    }
}
