package dev.jrr.explore.view;

import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** A system call that has returned, with what its arguments pointed to before and after it. */
final class FileCall {
    private static final byte[] NOTHING = new byte[0];

    private final TraceFrame frame;
    private final Event.Syscall call;
    private final Registers entry;
    private final List<Capture> inputs;
    private final List<Event.FdName> names;

    /** @param begun the frame where it began, if that is another one, or null */
    FileCall(TraceFrame frame, Event.Syscall call, TraceFrame begun) {
        this.frame = frame;
        this.call = call;
        this.entry = frame.entryRegisters();
        boolean hasBegun = begun != null && begun.event() instanceof Event.Syscall;
        Event.Syscall first = hasBegun ? (Event.Syscall) begun.event() : call;
        this.inputs = first.inputs();
        this.names = first.fdNames();
    }

    String name() {
        return SyscallTable.name(call.number());
    }

    long frame() {
        return frame.number();
    }

    long result() {
        return call.result();
    }

    boolean isFailed() {
        return call.isFailed();
    }

    long argument(int index) {
        return entry.argument(index);
    }

    int number(int index) {
        return (int) entry.argument(index);
    }

    /** What the descriptor in an argument stood for, or "". */
    String descriptorName(int index) {
        for (Event.FdName name : names) {
            if (name.argument() == index) {
                return name.name();
            }
        }
        return "";
    }

    /** The string that an argument pointed to, or "" if the trace does not have it. */
    String string(int index) {
        byte[] bytes = input(index);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** The bytes that an argument pointed to. */
    byte[] input(int index) {
        long address = argument(index);
        for (Capture capture : inputs) {
            if (capture.argument() == index && capture.address() == address) {
                return capture.bytes();
            }
        }
        return NOTHING;
    }

    /** A number of 4 or 8 bytes in what an argument pointed to. */
    OptionalLong input(int index, int offset, int size) {
        return number(input(index), offset, size);
    }

    /** Bytes that the call has written, as many of the wanted as the frame has. */
    byte[] written(long address, int length) {
        for (MemoryWrite write : frame.writes()) {
            long offset = address - write.address();
            if (offset >= 0 && offset < write.head().length) {
                return Arrays.copyOfRange(
                        write.head(), (int) offset, (int) Math.min(write.head().length, offset + Math.max(0, length)));
            }
        }
        return NOTHING;
    }

    /** A number of 2, 4 or 8 bytes that the call has written. */
    OptionalLong written(long address, int offset, int size) {
        return number(written(address + offset, size), 0, size);
    }

    private static OptionalLong number(byte[] bytes, int offset, int size) {
        if (bytes.length < offset + size) {
            return OptionalLong.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return OptionalLong.of(
                switch (size) {
                    case 2 -> buffer.getShort(offset) & 0xffff;
                    case 4 -> buffer.getInt(offset);
                    default -> buffer.getLong(offset);
                });
    }
}
