package dev.jrr.explore.shell;

import dev.jrr.base.Hex;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.filter.Filter;
import dev.jrr.explore.view.EventRow;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.HexRow;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.ProgramOutput;
import dev.jrr.explore.view.RegisterRow;
import dev.jrr.explore.view.SignalState;
import dev.jrr.kernel.FrameText;
import dev.jrr.kernel.Signals;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The words that show what is at the position. */
final class Inspection {
    private static final int EVENTS_BEFORE = 5;
    private static final int EVENTS_AFTER = 10;
    private static final int DEFAULT_LENGTH = 64;
    private static final int MAX_LENGTH = 1 << 20;

    private Inspection() {}

    static void events(ShellCommands shell, ShellArguments arguments) {
        Filter filter = Filter.parse(arguments.rest());
        Frames frames = shell.frames();
        long position = shell.target().position();
        Deque<TraceFrame> shown = new ArrayDeque<>();
        OptionalLong found = frames.previous(position - 1, filter);
        while (found.isPresent() && shown.size() < EVENTS_BEFORE) {
            shown.addFirst(frames.frame(found.getAsLong()));
            found = frames.previous(found.getAsLong() - 1, filter);
        }
        int limit = shown.size() + 1 + EVENTS_AFTER;
        found = frames.next(position, filter);
        while (found.isPresent() && shown.size() < limit) {
            shown.addLast(frames.frame(found.getAsLong()));
            found = frames.next(found.getAsLong() + 1, filter);
        }
        if (shown.isEmpty()) {
            throw new UsageException("no frame fits: " + filter);
        }
        for (TraceFrame frame : shown) {
            shell.print((frame.number() == position ? "> " : "  ")
                    + EventRow.of(frame).line());
        }
    }

    static void read(ShellCommands shell, ShellArguments arguments) {
        ShellArguments.Range range = arguments.range(DEFAULT_LENGTH, MAX_LENGTH);
        TaskUid task = shell.liveTask();
        Live live = shell.target().live();
        long start = shell.address(range.address());
        for (HexRow row : HexRow.of(live.read(task, start, range.length()))) {
            shell.print(row.line());
        }
    }

    static void registers(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        TaskUid task = shell.liveTask();
        Registers now = shell.target().live().registers(task);
        for (RegisterRow row : RegisterRow.of(now, registersBefore(shell, task))) {
            shell.print((row.changed() ? "* " : "  ") + row.line());
        }
    }

    /** The registers at the newest frame of the task before the position; kept short in a long trace. */
    private static Optional<Registers> registersBefore(ShellCommands shell, TaskUid task) {
        long position = shell.target().position();
        long oldest = Math.max(0, position - 10_000);
        for (long number = position - 1; number >= oldest; number--) {
            TraceFrame frame = shell.frames().frame(number);
            if (frame.task().equals(task)) {
                return Optional.of(frame.registers());
            }
        }
        return Optional.empty();
    }

    static void tasks(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        TaskUid focus = shell.taskInFocus();
        for (TaskView task : shell.target().live().tasks()) {
            String doing = task.state().name().toLowerCase(Locale.ROOT);
            if (task.lastFrame() >= 0) {
                TraceFrame last = shell.frames().frame(task.lastFrame());
                doing += (task.state() == TaskView.State.BLOCKED ? " in " : " after ") + FrameText.describe(last);
            }
            shell.print(String.format(
                    Locale.ROOT,
                    "%s %7s  process %-7d  %-15s  %s",
                    task.task().equals(focus) ? ">" : " ",
                    task.task(),
                    task.processId(),
                    task.name(),
                    doing));
        }
    }

    static void chooseTask(ShellCommands shell, ShellArguments arguments) {
        String wanted = arguments.optional("");
        if (wanted.isEmpty()) {
            shell.print("task " + shell.taskInFocus());
            return;
        }
        // Two tasks with one id are never alive at the same time.
        TaskView found = shell.target().live().tasks().stream()
                .filter(task -> task.task().toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new UsageException("no task " + wanted + " is alive here; tasks lists them"));
        shell.choose(found.task());
        shell.print("task " + found.task() + " (" + found.name() + ")");
    }

    static void maps(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        for (MapEntry map : shell.target().live().maps(shell.liveTask())) {
            shell.print(String.format(
                            Locale.ROOT,
                            "%012x-%012x %s %10s  %s",
                            map.start(),
                            map.end(),
                            map.permissions(),
                            Hex.of(map.offset()),
                            map.path())
                    .stripTrailing());
        }
    }

    static void signals(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        TaskUid task = shell.taskInFocus();
        SignalState state = SignalState.at(shell.frames(), shell.target().position(), task);
        state.handlers().forEach((signal, handler) -> {
            String action = handler.isIgnored() ? "ignored" : "handler " + Hex.of(handler.address());
            shell.print(String.format(Locale.ROOT, "%2d %-10s %s", signal, Signals.name(signal), action)
                    + (handler.flags() == 0 ? "" : "  flags " + Hex.of(handler.flags()))
                    + (handler.mask() == 0 ? "" : "  blocks " + Signals.set(handler.mask()) + " meanwhile"));
        });
        shell.print("all " + (state.handlers().isEmpty() ? "" : "other ") + "signals: default action");
        shell.print("blocked: " + (state.mask() == 0 ? "none" : Signals.set(state.mask())));
    }

    static void output(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        ProgramOutput output =
                ProgramOutput.until(shell.frames(), shell.target().position());
        shell.printForeign(new String(output.bytes(), StandardCharsets.UTF_8));
        if (output.missing() > 0) {
            shell.print("(and " + output.missing() + " bytes that the trace did not keep)");
        }
    }
}
