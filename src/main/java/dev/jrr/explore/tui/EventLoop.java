package dev.jrr.explore.tui;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.Screen.RefreshType;
import com.googlecode.lanterna.screen.TerminalScreen;
import dev.jrr.explore.lesson.Lesson;
import dev.jrr.linux.TerminalDevice;
import dev.jrr.linux.TerminalJob;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The screen's thread: waits for keys, for the replay's answers and for a resize; has the model
 * changed; paints. Never waits for the replay.
 */
final class EventLoop {
    private static final int PROGRESS_MILLIS = 50;
    /** Not more than about 60 frames a second: a terminal that is behind shows keys late. */
    private static final long FRAME_NANOS = 16_000_000;

    private final TerminalDevice device;
    private final ScreenTerminal terminal;
    private final TerminalScreen screen;
    private final Theme theme;
    private final Model model;
    private final Actions actions;
    private final KeyInput input;
    private final Views views;
    private final AtomicBoolean redrawAll = new AtomicBoolean(true);
    private final AtomicBoolean suspendAsked = new AtomicBoolean();
    /** Set by any thread, behind its change; taken before what changed is looked at. */
    private final AtomicBoolean changed = new AtomicBoolean(true);
    /** What was looked at since the last frame differs from what is shown. */
    private boolean isStale;

    private long paintedNanos;

    EventLoop(TerminalDevice device, ScreenTerminal terminal, Theme theme, KeyMap keys, Model model)
            throws IOException {
        this.device = device;
        this.terminal = terminal;
        this.screen = new TerminalScreen(terminal);
        this.screen.setCursorPosition(null);
        this.theme = theme;
        this.model = model;
        this.actions = new Actions(model, keys);
        this.input = new KeyInput(model, actions, keys, System::nanoTime);
        this.views = new Views(model, keys);
    }

    /** Opens a lesson beside the panes. */
    void begin(Lesson lesson) {
        actions.lessons().begin(lesson);
    }

    /** Something that the screen shows may have changed. Any thread. */
    void wake() {
        changed.set(true);
        device.wake();
    }

    /** Runs until the user quits or the terminal is gone. */
    void run() throws IOException {
        TerminalJob.onSignal("WINCH", this::wake);
        TerminalJob.onSignal("CONT", () -> {
            redrawAll.set(true);
            wake();
        });
        TerminalJob.onSignal("TSTP", () -> {
            suspendAsked.set(true);
            wake();
        });
        screen.startScreen();
        while (true) {
            isStale |= changed.getAndSet(false);
            if (!readKeys() || work()) {
                return;
            }
            model.refreshLive();
            int wait = paintIfDue();
            if (device.await(wait) == TerminalDevice.Wake.HANGUP) {
                return;
            }
        }
    }

    /** Returns whether the terminal is still there. */
    private boolean readKeys() throws IOException {
        KeyStroke key = terminal.pollInput();
        while (key != null) {
            if (key.getKeyType() == KeyType.EOF) {
                return false;
            }
            input.key(key);
            isStale = true;
            key = terminal.pollInput();
        }
        return true;
    }

    /** Does what the model asks for; returns whether to quit. */
    private boolean work() throws IOException {
        input.resume();
        Optional<String> copied = model.takeCopied();
        if (copied.isPresent()) {
            terminal.copy(copied.get());
        }
        Optional<Model.Request> request = model.takeRequest();
        if (suspendAsked.getAndSet(false)) {
            request = Optional.of(Model.Request.SUSPEND);
        }
        if (request.isEmpty()) {
            return false;
        }
        switch (request.get()) {
            case QUIT -> {
                return true;
            }
            case REDRAW -> redrawAll.set(true);
            case SUSPEND -> suspend();
        }
        isStale = true;
        return false;
    }

    private void suspend() throws IOException {
        terminal.exitPrivateMode();
        boolean stopped = TerminalJob.stop();
        terminal.enterPrivateMode();
        redrawAll.set(true);
        if (!stopped) {
            model.say("no shell is there that could bring this program back");
        }
    }

    /** Paints if something changed and it is time; returns for how long to wait then, in milliseconds. */
    private int paintIfDue() throws IOException {
        // Nobody wakes the screen for a percent more of a search.
        int idle = isGoing() ? PROGRESS_MILLIS : -1;
        terminal.getTerminalSize();
        boolean resized = screen.doResizeIfNecessary() != null;
        if (resized) {
            redrawAll.set(true);
        }
        if (!isStale && !redrawAll.get()) {
            if (idle < 0 || System.nanoTime() - paintedNanos < PROGRESS_MILLIS * 1_000_000L) {
                return idle;
            }
        }
        long since = System.nanoTime() - paintedNanos;
        if (since < FRAME_NANOS && !redrawAll.get()) {
            return (int) Math.max(1, (FRAME_NANOS - since) / 1_000_000);
        }
        isStale = false;
        paint(redrawAll.getAndSet(false));
        return isGoing() ? PROGRESS_MILLIS : -1;
    }

    private boolean isGoing() {
        return model.work().isGoing() || model.filters().isGoing();
    }

    private void paint(boolean all) throws IOException {
        int columns = screen.getTerminalSize().getColumns();
        int rows = screen.getTerminalSize().getRows();
        if (columns != model.layout().width() || rows != model.layout().height()) {
            model.resize(columns, rows);
            model.refreshLive();
        }
        ScreenView view = views.screen();
        Canvas canvas = new Canvas(screen, theme, new Area(0, 0, columns, rows));
        view.draw(canvas);
        screen.setCursorPosition(view.status()
                .cursor()
                .map(column -> new TerminalPosition(Math.min(column, columns - 1), rows - 1))
                .orElse(null));
        terminal.beginFrame();
        // The automatic refresh clears the screen when much has changed, which flickers.
        screen.refresh(all ? RefreshType.COMPLETE : RefreshType.DELTA);
        terminal.endFrame();
        paintedNanos = System.nanoTime();
    }
}
