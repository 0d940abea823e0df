package dev.jrr.trace;

import dev.jrr.model.Capture;
import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small traces for tests. */
final class Traces {
    static final TraceHeader HEADER = new TraceHeader(
            1_700_000_000_123L,
            List.of("/usr/bin/prog", "-x", ""),
            "/home/a b",
            List.of("PATH", "HOME"),
            Map.of("kernel", "6.18", "cpu", "Some CPU"),
            true);
    static final TaskUid FIRST = new TaskUid(100, 1);

    private Traces() {}

    static void append(TraceWriter writer, TraceFrame frame) {
        writer.append(frame.task(), frame.event(), frame.registers(), frame.writes(), frame.checksum());
    }

    /** A trace of random frames, which are returned as they were given. */
    static List<TraceFrame> write(Path directory, long seed, int frames, int longestWrite) {
        RandomFrames random = new RandomFrames(seed, longestWrite);
        List<TraceFrame> given = new ArrayList<>();
        try (TraceWriter writer = TraceWriter.create(directory, HEADER)) {
            for (int i = 0; i < frames; i++) {
                TraceFrame frame = random.frame(i);
                given.add(frame);
                append(writer, frame);
            }
            writer.finish(17);
        }
        return given;
    }

    static Event.Syscall call(Phase phase, int number, CloneRecord created) {
        return new Event.Syscall(
                phase,
                Handling.TRACED,
                number,
                Optional.empty(),
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.ofNullable(created),
                new byte[0]);
    }

    static void append(TraceWriter writer, TaskUid task, Event event) {
        writer.append(task, event, Registers.ZERO, List.of(), Optional.empty());
    }

    static void append(TraceWriter writer, TaskUid task, Event event, long secondArgument) {
        writer.append(task, event, Registers.ZERO.with(Register.RSI, secondArgument), List.of(), Optional.empty());
    }

    /** The frame as it was given, with the whole bytes of its writes, and without its time. */
    static List<Object> contents(TraceReader reader, TraceFrame frame) {
        return List.of(
                frame.number(),
                frame.task(),
                comparable(reader, frame.event()),
                frame.registers(),
                whole(reader, frame.writes()),
                frame.checksum());
    }

    /** The event with the bytes of its arrays compared by content. */
    static Object comparable(TraceReader reader, Event event) {
        if (event instanceof Event.Syscall call) {
            List<Object> created = call.created()
                    .<List<Object>>map(child -> List.of(
                            child.child(), child.flags(), child.childRegisters(), whole(reader, child.childWrites())))
                    .orElse(List.of());
            return List.of(
                    call.phase(),
                    call.handling(),
                    call.number(),
                    call.entry(),
                    call.result(),
                    captures(call.inputs()),
                    call.fdNames(),
                    call.mapping(),
                    created,
                    list(call.xstate()));
        } else if (event instanceof Event.Exec exec) {
            return List.of(
                    exec.number(),
                    exec.entry(),
                    captures(exec.inputs()),
                    exec.image().path(),
                    exec.image().argv(),
                    exec.image().mappings(),
                    exec.image().brkStart(),
                    list(exec.image().xstate()));
        } else if (event instanceof Event.Signal signal) {
            return List.of(
                    signal.signal(),
                    list(signal.siginfo()),
                    signal.disposition(),
                    signal.synchronous(),
                    signal.before(),
                    list(signal.xstate()));
        } else if (event instanceof Event.Preempt preempt) {
            return list(preempt.xstate());
        }
        return event;
    }

    private static List<Object> captures(List<Capture> captures) {
        return List.copyOf(captures);
    }

    private static List<Byte> list(byte[] bytes) {
        List<Byte> list = new ArrayList<>(bytes.length);
        for (byte b : bytes) {
            list.add(b);
        }
        return list;
    }

    private static List<MemoryWrite> whole(TraceReader reader, List<MemoryWrite> writes) {
        return writes.stream()
                .map(write -> write.isWhole() ? write : MemoryWrite.of(write.address(), reader.bytes(write)))
                .toList();
    }
}
