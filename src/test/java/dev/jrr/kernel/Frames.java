package dev.jrr.kernel;

import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registers and frames for tests. */
final class Frames {
    private final String name;
    private final long result;
    private final Registers entry;
    private final List<Capture> inputs = new ArrayList<>();
    private final List<MemoryWrite> writes = new ArrayList<>();
    private final List<Event.FdName> fdNames = new ArrayList<>();
    private Event.Phase phase = Event.Phase.WHOLE;
    private Event.Handling handling = Event.Handling.TRACED;

    private Frames(String name, long result, Registers entry) {
        this.name = name;
        this.result = result;
        this.entry = entry;
    }

    static Frames call(String name, long result, long... arguments) {
        return new Frames(name, result, arguments(arguments));
    }

    Frames in(int argument, byte[] bytes) {
        return in(argument, entry.argument(argument), bytes);
    }

    Frames in(int argument, long address, byte[] bytes) {
        inputs.add(new Capture(argument, address, bytes));
        return this;
    }

    Frames out(int argument, byte[] bytes) {
        return outAt(entry.argument(argument), bytes);
    }

    Frames outAt(long address, byte[] bytes) {
        writes.add(MemoryWrite.of(address, bytes));
        return this;
    }

    Frames fd(int argument, String file) {
        fdNames.add(new Event.FdName(argument, file));
        return this;
    }

    Frames phase(Event.Phase value) {
        phase = value;
        return this;
    }

    Frames handling(Event.Handling value) {
        handling = value;
        return this;
    }

    TraceFrame frame() {
        int number = SyscallTable.byName(name).map(SyscallInfo::number).orElse(999);
        return frame(
                new Event.Syscall(
                        phase,
                        handling,
                        number,
                        Optional.empty(),
                        result,
                        inputs,
                        fdNames,
                        Optional.empty(),
                        Optional.empty(),
                        new byte[0]),
                entry.with(Register.RAX, result),
                writes);
    }

    String text() {
        return FrameText.describe(frame());
    }

    static TraceFrame frame(Event event, Registers registers, List<MemoryWrite> writes) {
        return new TraceFrame(1, new TaskUid(10, 1), 0, event, registers, writes, Optional.empty());
    }

    static Registers arguments(long... values) {
        Registers registers = Registers.ZERO;
        for (int i = 0; i < values.length; i++) {
            registers = registers.withArgument(i, values[i]);
        }
        return registers;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] u64(long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            buffer.putLong(value);
        }
        return buffer.array();
    }

    static byte[] u32(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }
}
