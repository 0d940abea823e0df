package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Disposition;
import dev.jrr.model.PageLines;
import dev.jrr.model.Registers;
import java.util.List;

/**
 * Events other than system calls ({@link SyscallCodec}). All registers are against the frame's.
 *
 * <pre>
 * exec     zigzag varint number · registers entry · list of capture · image
 * signal   varint signal · bytes siginfo · byte disposition (0 handled, 1 ignored, 2 fatal,
 *          3 stopped), plus 4 if synchronous · registers before · bytes xstate
 * exit     zigzag varint status · byte 1 if last of its process, else 0
 * tsc      8 bytes value · registers before
 * random   as tsc
 * preempt  bytes xstate · list of page: varlong address, 64 times 4 bytes, the hashes of its lines
 * </pre>
 */
final class EventCodec {
    private static final Disposition[] DISPOSITIONS = {
        Disposition.HANDLED, Disposition.IGNORED, Disposition.FATAL, Disposition.STOPPED
    };
    private static final int SYNCHRONOUS = 4;
    private static final int PAGE_LEAST_BYTES = 1 + PageLines.LINES * Integer.BYTES;

    private EventCodec() {}

    static void write(Output out, Event event, Registers frame, long[] base, DataSink data) {
        if (event instanceof Event.Syscall call) {
            SyscallCodec.write(out, call, frame, base, data);
        } else if (event instanceof Event.Exec exec) {
            out.writeVarInt(exec.number(), false);
            RegistersCodec.write(out, exec.entry(), base);
            SyscallCodec.writeCaptures(out, exec.inputs());
            MappingCodec.writeImage(out, exec.image());
        } else if (event instanceof Event.Signal signal) {
            writeSignal(out, signal, base);
        } else if (event instanceof Event.Exit exit) {
            out.writeVarInt(exit.status(), false);
            out.writeByte(exit.lastOfProcess() ? 1 : 0);
        } else if (event instanceof Event.Tsc tsc) {
            out.writeLong(tsc.value());
            RegistersCodec.write(out, tsc.before(), base);
        } else if (event instanceof Event.Random random) {
            out.writeLong(random.value());
            RegistersCodec.write(out, random.before(), base);
        } else if (event instanceof Event.Preempt preempt) {
            Fields.writeBytes(out, preempt.xstate());
            writeLines(out, preempt.lines());
        }
    }

    static Event read(Input in, int tag, Registers frame, long[] base) {
        return switch (tag) {
            case EventTag.SYSCALL -> SyscallCodec.read(in, frame, base);
            case EventTag.EXEC ->
                new Event.Exec(
                        in.readVarInt(false),
                        RegistersCodec.read(in, base),
                        SyscallCodec.readCaptures(in),
                        MappingCodec.readImage(in));
            case EventTag.SIGNAL -> readSignal(in, base);
            case EventTag.EXIT -> new Event.Exit(in.readVarInt(false), in.readByte() != 0);
            case EventTag.TSC -> new Event.Tsc(in.readLong(), RegistersCodec.read(in, base));
            case EventTag.RANDOM -> new Event.Random(in.readLong(), RegistersCodec.read(in, base));
            case EventTag.PREEMPT -> new Event.Preempt(Fields.readBytes(in), readLines(in));
            default -> throw Malformed.corrupt("unknown kind of event " + tag);
        };
    }

    private static void writeLines(Output out, List<PageLines> pages) {
        out.writeVarInt(pages.size(), true);
        for (PageLines page : pages) {
            out.writeVarLong(page.page(), true);
            for (int hash : page.hashes()) {
                out.writeInt(hash);
            }
        }
    }

    private static List<PageLines> readLines(Input in) {
        return Fields.readList(in, PAGE_LEAST_BYTES, from -> {
            long page = from.readVarLong(true);
            int[] hashes = new int[PageLines.LINES];
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] = from.readInt();
            }
            return new PageLines(page, hashes);
        });
    }

    private static void writeSignal(Output out, Event.Signal signal, long[] base) {
        out.writeVarInt(signal.signal(), true);
        Fields.writeBytes(out, signal.siginfo());
        int disposition = switch (signal.disposition()) {
            case HANDLED -> 0;
            case IGNORED -> 1;
            case FATAL -> 2;
            case STOPPED -> 3;
        };
        out.writeByte(disposition | (signal.synchronous() ? SYNCHRONOUS : 0));
        RegistersCodec.write(out, signal.before(), base);
        Fields.writeBytes(out, signal.xstate());
    }

    private static Event.Signal readSignal(Input in, long[] base) {
        int number = in.readVarInt(true);
        byte[] siginfo = Fields.readBytes(in);
        int flags = in.readByte();
        return new Event.Signal(
                number,
                siginfo,
                Fields.constant(DISPOSITIONS, flags & ~SYNCHRONOUS),
                (flags & SYNCHRONOUS) != 0,
                RegistersCodec.read(in, base),
                Fields.readBytes(in));
    }
}
