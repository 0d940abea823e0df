package dev.jrr.explore.tui;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import dev.jrr.explore.lesson.Lesson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Executor;

/** The explorer on a virtual terminal: keys in, text out, with a clock of its own. */
final class TestScreen {
    private static final long SECOND = 1_000_000_000;
    private static final Map<String, KeyType> NAMED = Map.ofEntries(
            Map.entry("Down", KeyType.ArrowDown),
            Map.entry("Up", KeyType.ArrowUp),
            Map.entry("Left", KeyType.ArrowLeft),
            Map.entry("Right", KeyType.ArrowRight),
            Map.entry("PgDn", KeyType.PageDown),
            Map.entry("PgUp", KeyType.PageUp),
            Map.entry("Home", KeyType.Home),
            Map.entry("End", KeyType.End),
            Map.entry("Enter", KeyType.Enter),
            Map.entry("Esc", KeyType.Escape),
            Map.entry("Tab", KeyType.Tab),
            Map.entry("Backspace", KeyType.Backspace),
            Map.entry("F1", KeyType.F1));

    final Model model;
    final FakeLive live;
    private final Actions actions;
    private final Pieces reading = new Pieces();
    private final KeyInput input;
    private final Views views;
    private final Theme theme;
    private final DefaultVirtualTerminal terminal;
    private final Screen screen;
    private long nanos;

    TestScreen(int width, int height) {
        this(width, height, new Theme(Theme.Depth.MANY, true), LiveState.READY, new FakeRun(1000));
    }

    TestScreen(int width, int height, Theme theme, LiveState state, Run run) {
        this(width, height, theme, new FakeLive(state), run);
    }

    TestScreen(int width, int height, Theme theme, FakeLive live, Run run) {
        this(width, height, theme, live, run, Runnable::run);
    }

    /** @param errands runs searches and commands */
    TestScreen(int width, int height, Theme theme, FakeLive live, Run run, Executor errands) {
        this.theme = theme;
        this.live = live;
        this.model = new Model(run, live, new Work(run, errands, reading), new Filters(run, Runnable::run), 0);
        this.actions = new Actions(model, KeyMap.DEFAULT);
        this.input = new KeyInput(model, actions, KeyMap.DEFAULT, () -> nanos);
        this.views = new Views(model, KeyMap.DEFAULT);
        try {
            this.terminal = new DefaultVirtualTerminal(new TerminalSize(width, height));
            this.screen = new TerminalScreen(terminal);
            screen.startScreen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model.resize(width, height);
        settle();
    }

    /** Types keys, each at its leisure: a single digit is a tab, not a count. */
    TestScreen keys(String... names) {
        for (String name : names) {
            nanos += SECOND;
            quick(name);
        }
        return this;
    }

    /** Types keys without a pause. */
    TestScreen quick(String... names) {
        for (String name : names) {
            input.key(stroke(name));
            settle();
        }
        return this;
    }

    /** Types the characters of a text. */
    TestScreen text(String text) {
        text.chars().forEach(c -> quick(String.valueOf((char) c)));
        return this;
    }

    TestScreen begin(Lesson lesson) {
        actions.lessons().begin(lesson);
        settle();
        return this;
    }

    TestScreen click(int column, int row) {
        return mouse(MouseActionType.CLICK_DOWN, column, row);
    }

    TestScreen mouse(MouseActionType type, int column, int row) {
        input.key(new MouseAction(type, 1, new TerminalPosition(column, row)));
        settle();
        return this;
    }

    /** The user makes the window larger or smaller. */
    TestScreen resize(int width, int height) {
        terminal.setTerminalSize(new TerminalSize(width, height));
        screen.doResizeIfNecessary();
        model.resize(width, height);
        settle();
        return this;
    }

    /** Whether the screen was told to end; asked once. */
    boolean isQuit() {
        return model.takeRequest().filter(Model.Request.QUIT::equals).isPresent();
    }

    /** Paints, and reads back what the terminal shows; trailing blanks are left out. */
    String shown() {
        return grid(false);
    }

    /** The style of each cell as a letter of {@link StyleLetters}; plain ones at the end of a row are left out. */
    String styles() {
        return grid(true);
    }

    /** Both, painted once. */
    String shownAndStyles() {
        return shown() + cells(true);
    }

    private String grid(boolean styles) {
        paint();
        return cells(styles);
    }

    private void paint() {
        TerminalSize size = terminal.getTerminalSize();
        // What is asked for while painting is there the next time.
        views.screen();
        reading.runSome();
        try {
            views.screen().draw(new Canvas(screen, theme, new Area(0, 0, size.getColumns(), size.getRows())));
            screen.refresh(Screen.RefreshType.DELTA);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String cells(boolean styles) {
        TerminalSize size = terminal.getTerminalSize();
        StyleLetters letters = new StyleLetters(theme);
        StringBuilder all = new StringBuilder();
        for (int row = 0; row < size.getRows(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < size.getColumns(); column++) {
                TextCharacter cell = terminal.getCharacter(column, row);
                line.append(styles ? String.valueOf(letters.of(cell)) : cell.getCharacterString());
            }
            String text = styles ? line.toString().replaceAll("\\.+$", "") : line.toString();
            all.append(text.stripTrailing()).append('\n');
        }
        return all.toString();
    }

    /** Runs jobs at once, but those that they start only later, and not more than some: reading may be long. */
    private static final class Pieces implements Executor {
        private static final int MOST = 4;

        private final Deque<Runnable> later = new ArrayDeque<>();
        private boolean isRunning;

        @Override
        public void execute(Runnable job) {
            if (isRunning) {
                later.add(job);
                return;
            }
            isRunning = true;
            job.run();
            isRunning = false;
        }

        private void runSome() {
            for (int i = 0; i < MOST && !later.isEmpty(); i++) {
                execute(later.poll());
            }
        }
    }

    private void settle() {
        reading.runSome();
        input.resume();
        model.refreshLive();
    }

    static KeyStroke stroke(String name) {
        if (NAMED.containsKey(name)) {
            return new KeyStroke(NAMED.get(name));
        }
        if (name.equals("Space")) {
            return new KeyStroke(' ', false, false);
        }
        if (name.startsWith("Ctrl-")) {
            return new KeyStroke(Character.toLowerCase(name.charAt(5)), true, false);
        }
        return new KeyStroke(name.charAt(0), false, false);
    }
}
