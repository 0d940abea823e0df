package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.Optional;

/**
 * Frames. Each is told by how it differs from the one before it in its block, so that a block can
 * be read alone. Before the first one of a block stand {@link TaskUid#NONE}, time 0 and registers
 * of zeros.
 *
 * <pre>
 * byte            bits 0-2 {@link EventTag}, bit 3 same task as before, bit 4 writes, bit 5 checksum
 * task            unless the same
 * zigzag varlong  nanoseconds since the frame before
 * registers       against the frame before
 * event           {@link EventCodec}, {@link SyscallCodec}
 * list of write   if any: {@link WriteCodec}
 * list            the checksum's ranges, if any: varlong start, varlong length, 8 bytes sum
 * </pre>
 *
 * Buffered calls, each of which is a frame, stand together. The frame behind them is told by how it
 * differs from the last of them.
 *
 * <pre>
 * byte            bits 0-2 {@link EventTag#RUN}, bit 3 same task as before
 * task            unless the same
 * zigzag varlong  nanoseconds from the frame before to their beginning
 * run             {@link RunCodec}
 * </pre>
 */
final class FrameCodec {
    private static final int TAG_MASK = 7;
    private static final int SAME_TASK = 8;
    private static final int WRITES = 16;
    private static final int CHECKSUM = 32;
    private static final int UNKNOWN = ~(TAG_MASK | SAME_TASK | WRITES | CHECKSUM);
    private static final int RANGE_LEAST_BYTES = 10;

    private final RunCodec runs = new RunCodec();
    private TaskUid task = TaskUid.NONE;
    private long nanos;
    private long[] registers = new long[Register.COUNT];

    /** Forgets the frame before: the next one is the first of a block. */
    void reset() {
        task = TaskUid.NONE;
        nanos = 0;
        registers = new long[Register.COUNT];
    }

    /** Writes a frame. If this throws, what was written is to be dropped, and it may go on. */
    void write(Output out, TraceFrame frame, DataSink data) {
        boolean sameTask = frame.task().equals(task);
        boolean hasWrites = !frame.writes().isEmpty();
        boolean hasChecksum = frame.checksum().isPresent();
        out.writeByte(EventTag.of(frame.event())
                | (sameTask ? SAME_TASK : 0)
                | (hasWrites ? WRITES : 0)
                | (hasChecksum ? CHECKSUM : 0));
        if (!sameTask) {
            Fields.writeTask(out, frame.task());
        }
        out.writeVarLong(frame.timeNanos() - nanos, false);
        long[] values = frame.registers().toArray();
        RegistersCodec.write(out, values, registers);
        EventCodec.write(out, frame.event(), frame.registers(), values, data);
        if (hasWrites) {
            WriteCodec.writeList(out, frame.writes(), data);
        }
        if (hasChecksum) {
            writeChecksum(out, frame.checksum().get());
        }
        task = frame.task();
        nanos = frame.timeNanos();
        registers = values;
    }

    /** Writes a piece of a run; otherwise as {@link #write(Output, TraceFrame, DataSink)}. */
    void write(FrameOutput out, PackedPiece piece) {
        TaskUid caller = piece.run().task();
        boolean sameTask = caller.equals(task);
        out.writeByte(EventTag.RUN | (sameTask ? SAME_TASK : 0));
        if (!sameTask) {
            Fields.writeTask(out, caller);
        }
        out.writeVarLong(piece.startNanos() - nanos, false);
        runs.write(out, piece, registers);
        task = caller;
        nanos = piece.lastNanos();
        registers = piece.last().registers().toArray();
    }

    /** Reads a frame, or a run of several. */
    void read(Input in, DecodedBlock.Builder block) {
        int flags = in.readByte();
        if ((flags & UNKNOWN) != 0) {
            throw Malformed.corrupt("unknown kind of frame " + flags);
        }
        if ((flags & SAME_TASK) == 0) {
            task = Fields.readTask(in);
        }
        nanos += in.readVarLong(false);
        if ((flags & TAG_MASK) != EventTag.RUN) {
            block.add(readFrame(in, flags, block.next()));
            return;
        }
        if ((flags & (WRITES | CHECKSUM)) != 0) {
            throw Malformed.corrupt("unknown kind of run " + flags);
        }
        RunPiece piece = RunCodec.read(in, task, nanos, registers, block.missing());
        block.add(piece);
        nanos = piece.lastNanos();
        registers = piece.lastRegisters();
    }

    private TraceFrame readFrame(Input in, int flags, long number) {
        registers = RegistersCodec.readValues(in, registers);
        Registers current = Registers.of(registers);
        Event event = EventCodec.read(in, flags & TAG_MASK, current, registers);
        List<MemoryWrite> writes = (flags & WRITES) == 0 ? List.of() : WriteCodec.readList(in);
        Optional<MemoryChecksum> checksum = (flags & CHECKSUM) == 0 ? Optional.empty() : Optional.of(readChecksum(in));
        return new TraceFrame(number, task, nanos, event, current, writes, checksum);
    }

    private static void writeChecksum(Output out, MemoryChecksum checksum) {
        out.writeVarInt(checksum.ranges().size(), true);
        for (MemoryChecksum.Range range : checksum.ranges()) {
            out.writeVarLong(range.start(), true);
            out.writeVarLong(range.length(), true);
            out.writeLong(range.sum());
        }
    }

    private static MemoryChecksum readChecksum(Input in) {
        return new MemoryChecksum(Fields.readList(
                in,
                RANGE_LEAST_BYTES,
                from -> new MemoryChecksum.Range(from.readVarLong(true), from.readVarLong(true), from.readLong())));
    }
}
