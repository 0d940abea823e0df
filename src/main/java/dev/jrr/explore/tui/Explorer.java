package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.Debugger;
import dev.jrr.explore.lesson.Lesson;
import dev.jrr.explore.view.Frames;
import dev.jrr.linux.TerminalDevice;
import dev.jrr.trace.TraceReader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The full-screen explorer of one trace. */
public final class Explorer {
    private Explorer() {}

    /**
     * Shows a trace until the user quits. The terminal is given back as it was found, also when the
     * virtual machine is told to end (SIGTERM, SIGINT, SIGHUP, System.exit).
     *
     * @param startFrame where to begin; beyond the last frame means the last. If empty, where this trace was
     *     left, else at its start
     * @return the exit status
     * @throws UsageException if there is no terminal that a screen could be drawn on
     */
    public static int open(TraceReader trace, OptionalLong startFrame) {
        return open(new TraceRun(trace), () -> replay(trace), startFrame);
    }

    /** Shows the recording of a lesson's program, with the lesson. */
    public static int open(TraceReader trace, Lesson lesson) {
        return open(new TraceRun(trace), () -> replay(trace), OptionalLong.of(0), Optional.of(lesson));
    }

    private static Replay replay(TraceReader trace) {
        return new DebuggerReplay(Debugger.open(trace), Frames.of(trace));
    }

    static int open(Run run, Supplier<Replay> replay, OptionalLong startFrame) {
        return open(run, replay, startFrame, Optional.empty());
    }

    private static int open(Run run, Supplier<Replay> replay, OptionalLong startFrame, Optional<Lesson> lesson) {
        Map<String, String> environment = System.getenv();
        obstacle().ifPresent(what -> {
            throw new UsageException("the explorer " + what);
        });
        if (run.frameCount() == 0) {
            throw new UsageException(
                    run.goesOn()
                            ? "the recording has just begun and has no frames yet: try again in a moment"
                            : "the trace has no frames: nothing was recorded before it ended");
        }
        try (TerminalDevice device = TerminalDevice.open()) {
            Thread hook = new Thread(device::leave, "terminal-leave");
            Runtime.getRuntime().addShutdownHook(hook);
            show(device, run, replay, startFrame, lesson, environment);
            device.leave();
            removeHook(hook);
        }
        return 0;
    }

    private static void show(
            TerminalDevice device,
            Run run,
            Supplier<Replay> replay,
            OptionalLong startFrame,
            Optional<Lesson> lesson,
            Map<String, String> environment) {
        Settings settings = Settings.of(environment);
        Theme theme = Theme.of(environment, settings.theme());
        KeyMap keys = KeyMap.DEFAULT.with(settings.keys());
        Optional<SavedState> saved = SavedState.of(environment, run);
        EventLoop[] loop = new EventLoop[1];
        // The live thread starts after the loop is made, so it finds it.
        try (LiveThread live = new LiveThread(replay, () -> loop[0].wake())) {
            try {
                Runnable changed = () -> loop[0].wake();
                Work work = new Work(run, new Background("search", changed), new Background("reading", changed));
                Filters filters = new Filters(run, new Background("filter", changed));
                ScreenTerminal terminal = new ScreenTerminal(device);
                Model model = new Model(run, live, work, filters, startFrame.orElse(0));
                loop[0] = new EventLoop(device, terminal, theme, keys, model);
                saved.ifPresent(state -> state.restore(model, startFrame.isEmpty()));
                if (!settings.problem().isEmpty()) {
                    model.say(settings.problem());
                }
                lesson.ifPresent(loop[0]::begin);
                live.start();
                loop[0].run();
                saved.ifPresent(state -> state.save(model));
            } finally {
                // Before the replay is closed, which may take a moment, and before anything else can
                // print: a report of an error belongs on the user's own screen.
                device.leave();
            }
        } catch (IOException e) {
            throw new JrrException("the screen failed: " + e.getMessage(), e);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is ending already, and the hook runs or has run.
        }
    }

    /** Why {@link #open} would find no terminal that a screen can be drawn on, as the end of a sentence; else empty. */
    public static Optional<String> obstacle() {
        if (!TerminalDevice.isInteractive()) {
            return Optional.of("needs a terminal for input and output; "
                    + "'jrr-tui events' and 'jrr-tui shell -c CMD' work without one");
        }
        String term = System.getenv().getOrDefault("TERM", "");
        if (term.isEmpty() || term.equals("dumb")) {
            return Optional.of("cannot draw on this terminal (TERM=" + (term.isEmpty() ? "is not set" : term)
                    + "); 'jrr-tui shell' works on it");
        }
        return Optional.empty();
    }
}
