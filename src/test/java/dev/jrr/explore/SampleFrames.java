package dev.jrr.explore;

import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A recording in memory, made frame by frame. */
public final class SampleFrames {
    public static final TaskUid MAIN = new TaskUid(100, 1);
    public static final TaskUid OTHER = new TaskUid(101, 2);

    private final List<TraceFrame> frames = new ArrayList<>();

    public List<TraceFrame> frames() {
        return frames;
    }

    public TraceFrame last() {
        return frames.get(frames.size() - 1);
    }

    public SampleFrames syscall(TaskUid task, int number, long result, long... arguments) {
        return add(task, call(Event.Phase.WHOLE, number, result, List.of(), List.of()), registers(result, arguments));
    }

    /** A call whose argument 0 is a descriptor with a name and whose argument 1 points to bytes. */
    public SampleFrames write(TaskUid task, Event.Phase phase, long fd, String name, String text, long result) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean left = phase == Event.Phase.LEFT;
        List<Capture> inputs = left ? List.of() : List.of(new Capture(1, 0x5000, bytes));
        List<Event.FdName> names = left ? List.of() : List.of(new Event.FdName(0, name));
        return add(task, call(phase, 1, result, inputs, names), registers(result, fd, 0x5000, bytes.length));
    }

    public SampleFrames withInput(TaskUid task, int number, long result, byte[] input, long... arguments) {
        List<Capture> inputs = List.of(new Capture(1, arguments[1], input));
        return add(task, call(Event.Phase.WHOLE, number, result, inputs, List.of()), registers(result, arguments));
    }

    /** A call that was handled in a way of its own. */
    public SampleFrames handled(TaskUid task, Event.Handling handling, int number, long result, long... arguments) {
        Event.Syscall call = new Event.Syscall(
                Event.Phase.WHOLE,
                handling,
                number,
                Optional.empty(),
                result,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new byte[0]);
        return add(task, call, registers(result, arguments));
    }

    public SampleFrames signal(TaskUid task, int signal, Event.Disposition disposition) {
        return add(
                task,
                new Event.Signal(signal, new byte[128], disposition, false, Registers.ZERO, new byte[0]),
                Registers.ZERO);
    }

    public SampleFrames exit(TaskUid task, int status, boolean last) {
        return add(task, new Event.Exit(status, last), Registers.ZERO);
    }

    public SampleFrames add(TaskUid task, Event event, Registers registers) {
        long number = frames.size();
        List<MemoryWrite> none = List.of();
        frames.add(new TraceFrame(number, task, number * 1_500_000, event, registers, none, Optional.empty()));
        return this;
    }

    public static Event.Syscall call(
            Event.Phase phase, int number, long result, List<Capture> inputs, List<Event.FdName> names) {
        return new Event.Syscall(
                phase,
                Event.Handling.TRACED,
                number,
                Optional.empty(),
                result,
                inputs,
                names,
                Optional.empty(),
                Optional.empty(),
                new byte[0]);
    }

    public static Registers registers(long result, long... arguments) {
        Registers registers = Registers.ZERO.with(Register.RAX, result);
        for (int i = 0; i < arguments.length; i++) {
            registers = registers.withArgument(i, arguments[i]);
        }
        return registers;
    }
}
