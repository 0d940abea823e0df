package dev.jrr.kernel;

import dev.jrr.base.Hex;
import dev.jrr.model.Event;
import dev.jrr.model.TraceFrame;

/** A frame as a person reads it. */
public final class FrameText {
    private static final int CORE_DUMPED = 0x80;

    private FrameText() {}

    /**
     * One line without a line break, such as {@code read(3</etc/passwd>, "root:x:0"..., 4096) = 1834}.
     * Needs the frame alone.
     */
    public static String describe(TraceFrame frame) {
        return Quoted.oneLine(text(frame));
    }

    private static String text(TraceFrame frame) {
        Event event = frame.event();
        if (event instanceof Event.Syscall call) {
            return SyscallText.of(frame, call);
        }
        if (event instanceof Event.Exec exec) {
            return SyscallText.of(frame, exec);
        }
        if (event instanceof Event.Signal signal) {
            return signal(frame, signal);
        }
        if (event instanceof Event.Exit exit) {
            return exit(exit.status());
        }
        if (event instanceof Event.Tsc tsc) {
            return "rdtsc = " + Hex.of(tsc.value());
        }
        if (event instanceof Event.Random random) {
            return "random number = " + Hex.of(random.value());
        }
        return "--- switched out at " + Hex.of(frame.registers().ip()) + " ---";
    }

    private static String signal(TraceFrame frame, Event.Signal signal) {
        String effect = switch (signal.disposition()) {
            case HANDLED -> "handler " + Hex.of(frame.registers().ip());
            case IGNORED -> "ignored";
            case FATAL -> "ends the process";
            case STOPPED -> "stops the process";
        };
        return "--- " + Signals.name(signal.signal()) + " "
                + Siginfo.of(signal.siginfo()).describe() + " --- " + effect;
    }

    private static String exit(int status) {
        int signal = status & 0x7f;
        if (signal == 0) {
            return "+++ exited with " + (status >> 8 & 0xff) + " +++";
        }
        return "+++ killed by " + Signals.name(signal) + ((status & CORE_DUMPED) != 0 ? " (core dumped)" : "") + " +++";
    }

    /** The kind of the frame in one word: "syscall", "signal", "exec", "exit", "clock", "random" or "switch". */
    public static String kind(TraceFrame frame) {
        Event event = frame.event();
        if (event instanceof Event.Syscall) {
            return "syscall";
        }
        if (event instanceof Event.Exec) {
            return "exec";
        }
        if (event instanceof Event.Signal) {
            return "signal";
        }
        if (event instanceof Event.Exit) {
            return "exit";
        }
        if (event instanceof Event.Random) {
            return "random";
        }
        return event instanceof Event.Tsc ? "clock" : "switch";
    }

    /** The system call's name, the signal's name, or the kind. */
    public static String name(TraceFrame frame) {
        Event event = frame.event();
        if (event instanceof Event.Syscall call) {
            return SyscallTable.name(call.number());
        }
        if (event instanceof Event.Exec exec) {
            return SyscallTable.name(exec.number());
        }
        return event instanceof Event.Signal signal ? Signals.name(signal.signal()) : kind(frame);
    }
}
