package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.ExecRecord;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A run of any length, computed from the frames' numbers: the same every time. */
final class FakeRun implements Run {
    static final TaskUid FIRST = new TaskUid(4100, 1);
    static final TaskUid SECOND = new TaskUid(4101, 2);
    private static final byte[] NONE = new byte[0];

    private static final int FUTEX = 202;
    private static final long TEXT = 0x5000;
    private static final long WORD = 0x5581000010c0L;

    private final long frames;
    private final String identity;

    FakeRun(long frames) {
        this(frames, "");
    }

    /** @param identity what its state is kept by; "" for none */
    FakeRun(long frames, String identity) {
        this.frames = frames;
        this.identity = identity;
    }

    @Override
    public String title() {
        return "./philosophers --rounds 3";
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public long frameCount() {
        return frames;
    }

    @Override
    public TraceFrame frame(long number) {
        TaskUid task = number > 3 && number / 4 % 2 == 1 ? SECOND : FIRST;
        Event event = event(number);
        Registers registers = registers(number);
        if (event instanceof Event.Syscall call && call.number() == FUTEX) {
            long operation = number % 20 == 5 && call.phase() == Event.Phase.WHOLE ? 0x81 : 0x80;
            registers =
                    registers.withArgument(0, WORD).withArgument(1, operation).withArgument(2, 2);
        }
        return new TraceFrame(number, task, number * 1000, event, registers, List.of(), Optional.empty());
    }

    @Override
    public String describe(TraceFrame frame) {
        long n = frame.number();
        Event event = frame.event();
        if (event instanceof Event.Exec) {
            return "execve(\"./philosophers\", [\"./philosophers\", \"--rounds\", \"3\"]) = 0";
        }
        if (event instanceof Event.Signal) {
            return "SIGUSR1 to the handler at 0x401210";
        }
        if (event instanceof Event.Exit) {
            return "exited with status 0";
        }
        if (event instanceof Event.Preempt) {
            return "preempted";
        }
        Event.Syscall call = (Event.Syscall) event;
        return switch (call.number()) {
            case 1 ->
                "write(1</dev/pts/0>, \"round " + n + "\\n\", " + ("round " + n + "\n").length() + ") = "
                        + call.result();
            case FUTEX -> futex(call);
            case 257 -> "openat(AT_FDCWD, \"/etc/grüße-" + n + "\", O_RDONLY) = -ENOENT (no such file)";
            default -> "read(3</etc/passwd>, \"root:x:0:0:\"..., 4096) = " + call.result();
        };
    }

    private static String futex(Event.Syscall call) {
        return switch (call.phase()) {
            case ENTERED -> "futex(0x5581000010c0 <fork>, FUTEX_WAIT_PRIVATE, 2, NULL) <waiting>";
            case LEFT -> "<... futex resumed>) = 0";
            case WHOLE ->
                call.isFailed()
                        ? "futex(0x5581000010c0 <fork>, FUTEX_WAIT_PRIVATE, 2, NULL) = -EAGAIN (try again)"
                        : "futex(0x5581000010c0 <fork>, FUTEX_WAKE_PRIVATE, 1) = 1";
        };
    }

    @Override
    public TraceSummary summary() {
        return new TraceSummary(
                true,
                frames,
                frames * 1000,
                frames,
                List.of(
                        new TaskSummary(FIRST, TaskUid.NONE, 4100, "philosophers", 0, frames - 1, OptionalInt.of(0)),
                        new TaskSummary(SECOND, FIRST, 4100, "philosophers", 4, frames - 2, OptionalInt.of(0))));
    }

    @Override
    public Frames frames() {
        return new Frames() {
            @Override
            public long count() {
                return frames;
            }

            @Override
            public TraceFrame frame(long number) {
                return FakeRun.this.frame(number);
            }
        };
    }

    static Registers registers(long number) {
        return Registers.ZERO
                .with(Register.RAX, number * 3)
                .with(Register.RDI, 1)
                .with(Register.RSI, TEXT)
                .with(Register.RIP, 0x401000 + number % 5)
                .with(Register.RSP, 0x7ffd00001000L)
                .with(Register.EFLAGS, 0x246);
    }

    private Event event(long number) {
        if (number == 0) {
            return new Event.Exec(59, Registers.ZERO, List.of(), new ExecRecord("/p", List.of(), List.of(), 0, NONE));
        }
        if (number == frames - 1) {
            return new Event.Exit(0, true);
        }
        if (number % 50 == 17) {
            return new Event.Signal(10, NONE, Event.Disposition.HANDLED, false, Registers.ZERO, NONE);
        }
        if (number % 10 == 3) {
            return syscall(number % 20 == 3 ? Event.Handling.BUFFERED : Event.Handling.TRACED, 257, -2, List.of());
        }
        if (number % 100 == 45 || number % 100 == 46) {
            Event.Phase phase = number % 100 == 45 ? Event.Phase.ENTERED : Event.Phase.LEFT;
            return syscall(phase, Event.Handling.TRACED, FUTEX, 0, phase == Event.Phase.LEFT ? List.of() : word(2));
        }
        if (number % 10 == 5) {
            return number % 20 == 5
                    ? syscall(Event.Handling.BUFFERED, FUTEX, 1, word(0))
                    : syscall(Event.Handling.USER_SPACE, FUTEX, -11, word(1));
        }
        if (number % 10 == 7) {
            byte[] text = ("round " + number + "\n").getBytes(StandardCharsets.UTF_8);
            return syscall(1, text.length, List.of(new Capture(1, TEXT, text)));
        }
        return number % 10 == 8 ? new Event.Preempt(NONE, List.of()) : syscall(0, 1834, List.of());
    }

    private static Event syscall(int number, long result, List<Capture> inputs) {
        return syscall(Event.Handling.TRACED, number, result, inputs);
    }

    private static List<Capture> word(int value) {
        return List.of(new Capture(0, WORD, new byte[] {(byte) value, 0, 0, 0}));
    }

    private static Event syscall(Event.Handling handling, int number, long result, List<Capture> inputs) {
        return syscall(Event.Phase.WHOLE, handling, number, result, inputs);
    }

    private static Event syscall(
            Event.Phase phase, Event.Handling handling, int number, long result, List<Capture> inputs) {
        return new Event.Syscall(
                phase,
                handling,
                number,
                Optional.empty(),
                result,
                inputs,
                number != 1 ? List.of() : List.of(new Event.FdName(0, "/dev/pts/0")),
                Optional.empty(),
                Optional.empty(),
                NONE);
    }
}
