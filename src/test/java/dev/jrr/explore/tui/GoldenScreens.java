package dev.jrr.explore.tui;

import dev.jrr.explore.SampleFrames;
import dev.jrr.explore.lesson.Lesson;
import dev.jrr.explore.lesson.LessonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every pane, tab, menu and line of the screen, with something to see in it. */
final class GoldenScreens {
    /** How a terminal is told to show things. */
    enum Look {
        DARK(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8")),
        NO_COLOUR(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8", "NO_COLOR", "1")),
        ASCII(Map.of("TERM", "xterm-256color", "LANG", "C"));

        private final Theme theme;

        Look(Map<String, String> environment) {
            this.theme = Theme.of(environment, Optional.empty());
        }
    }

    /** Columns and rows. */
    record Size(int width, int height) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /** Makes a screen of a size, before any key. */
    @FunctionalInterface
    private interface Start {
        TestScreen screen(Size size, Theme theme);
    }

    /**
     * Something to look at.
     *
     * @param larger sizes beside those that every pane has
     * @param keys what brings it to the screen
     */
    record Pane(String name, List<Size> larger, Start start, Consumer<TestScreen> keys) {
        Stream<Size> sizes() {
            return Stream.concat(SIZES.stream(), larger.stream());
        }

        TestScreen screen(Size size, Look look) {
            TestScreen screen = start.screen(size, look.theme);
            keys.accept(screen);
            return screen;
        }

        private Pane at(int width, int height) {
            return new Pane(name, List.of(new Size(width, height)), start, keys);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Size> SIZES = List.of(new Size(40, 20), new Size(80, 24), new Size(120, 40));

    private static final String LESSON = """
            title: Rounds
            summary: What one learns.
            program: rounds.c
            minutes: 5

            step: Where it begins
            go: goto 30
            view: registers

            Five philosophers sit around a table, and between each two of them lies one fork.

            step: Who waits, and why
            go: goto 45
            view: futex

            One of them waits for a fork that another one holds. You see the call that waits in the list of
            events, and who owns the word it waits for in the tab Futex. Its name is that of a variable.

            A wait is not a mistake. It becomes one if nobody is left who could end it.

            ask: Whom does it wait for? Type the number of the task.
            answer-text: 4101
            hint: The tab Futex says who owns the word.
            explain: The second thread holds it.
            model: 4101
            wrong: 1
            """;

    private GoldenScreens() {}

    static Stream<Pane> all() {
        return Stream.of(Arrays.stream(Tab.values()).map(GoldenScreens::tab), panes(), lines(), states())
                .flatMap(all -> all);
    }

    private static Pane pane(String name, Consumer<TestScreen> keys) {
        return new Pane(name, List.of(), fake(LiveState.READY), keys);
    }

    private static Start fake(LiveState state) {
        return (size, theme) -> new TestScreen(size.width(), size.height(), theme, state, new FakeRun(1000));
    }

    private static Start dinner() {
        return (size, theme) -> {
            DinnerRun run = new DinnerRun(5);
            return new TestScreen(size.width(), size.height(), theme, new FakeLive(LiveState.READY, run.replay()), run);
        };
    }

    private static Start recording(String name) {
        return (size, theme) -> {
            Run run = KeptRun.fixture(name);
            return new TestScreen(size.width(), size.height(), theme, LiveState.CANCELLED, run);
        };
    }

    /** Each tab as its own key shows it, where it has something to say, and with the keys' focus. */
    private static Pane tab(Tab tab) {
        String name = tab.title().toLowerCase(Locale.ROOT);
        String key = KeyMap.DEFAULT.keyOf(Action.values()[Action.TAB_1.ordinal() + tab.ordinal()]);
        return switch (tab) {
            case REGISTERS -> pane(name, screen -> focus(screen.keys("j", "j", key)));
            case MEMORY ->
                pane(
                        name,
                        screen -> focus(screen.keys(key, "a").text("rsp+0x40").keys("Enter", "j"))
                                .keys("Down", "Right"));
            case CODE ->
                pane(name, screen -> {
                            screen.text(":518").keys("Enter");
                            screen.text(":break 0x401040").keys("Enter", "Esc", key);
                            focus(screen).keys("Down", "Down");
                        })
                        .at(180, 45);
            case STACK -> pane(name, screen -> focus(screen.keys("j", key)).keys("Down"));
            case TASKS -> pane(name, screen -> screen.quick("2", "0", "j").keys("t", "Down"));
            case FUTEX ->
                pane(
                        name,
                        screen -> focus(screen.text(":245").keys("Enter", key)).keys("Down"));
            case SIGNALS -> pane(name, screen -> focus(screen.keys("x", "x", key)));
            case MAPS -> pane(name, screen -> focus(screen.keys(key)));
            case FILES ->
                new Pane(
                        name,
                        List.of(),
                        recording("v1-fork"),
                        screen -> focus(screen.text(":10").keys("Enter", key)));
            case OUTPUT -> pane(name, screen -> focus(screen.text(":57").keys("Enter", key)));
            case STATS -> pane(name, screen -> focus(screen.text(":545").keys("Enter", key)));
        };
    }

    private static TestScreen focus(TestScreen screen) {
        return screen.model.isInspectorFocused() ? screen : screen.keys("Tab");
    }

    private static Stream<Pane> panes() {
        return Stream.of(
                pane("events", screen -> screen.keys("d", "m", "a", "x", "G", "j")),
                pane("events-of-a-task", screen -> screen.text(":20").keys("Enter", "t", "Down", "Enter", "Tab")),
                new Pane("timeline", List.of(), dinner(), screen -> {}).at(200, 60),
                new Pane("recording", List.of(), recording("v2-calls"), screen -> screen.keys("G")),
                pane("timeline-zoomed", screen -> {
                            screen.text(":545").keys("Enter", "m", "b", "j", "j");
                            screen.keys("z", "z", "z", "z");
                        })
                        .at(200, 60),
                new Pane("deadlock", List.of(), dinner(), screen -> screen.keys("L", "Tab", "Down")).at(200, 60),
                pane("lesson", screen -> screen.begin(lesson())).at(180, 45),
                pane("lesson-question", screen -> {
                    screen.begin(lesson());
                    screen.keys("v", "H");
                }),
                pane("lesson-answered", screen -> {
                    screen.begin(lesson());
                    screen.keys("v", "A").text("4101").keys("Enter");
                }),
                pane("lesson-code", screen -> {
                            screen.begin(lesson());
                            screen.keys("v", "Enter", "3");
                            screen.model.code().lookAt(screen.model.place(), "dine");
                            screen.keys(">");
                        })
                        .at(180, 45),
                pane("help", screen -> screen.keys("?")),
                pane("help-middle", screen -> screen.keys("?", "PgDn", "PgDn")),
                pane("help-end", screen -> screen.keys("?", "End")),
                pane("printed", screen -> screen.text(":maps").keys("Enter")),
                pane("palette", screen -> screen.keys("Ctrl-P").text("fut").keys("Down")),
                pane("palette-empty", screen -> screen.keys("Ctrl-P").text("qqqq")),
                pane("copy", screen -> screen.keys("d", "y", "Down")));
    }

    /** What the bottom lines can be. */
    private static Stream<Pane> lines() {
        Stream<Pane> prompts = Arrays.stream(Prompt.Kind.values()).map(GoldenScreens::prompt);
        return Stream.concat(
                prompts,
                Stream.of(
                        pane("error", screen -> screen.text(":goto nowhere").keys("Enter")),
                        pane(
                                "error-of-lines",
                                screen -> screen.text(":find kind ! signal").keys("Enter")),
                        pane("count", screen -> screen.keys("0", "5")),
                        pane("mark", screen -> screen.keys("m"))));
    }

    private static Pane prompt(Prompt.Kind kind) {
        String name = "prompt-" + kind.name().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case SEARCH -> pane(name, screen -> screen.keys("/").text("round 5.7"));
            case FILTER ->
                pane(name, screen -> {
                    screen.keys("\\").text("syscall = futex").keys("Enter", "j");
                    screen.keys("\\").text("result ! 0");
                });
            case COMMAND -> pane(name, screen -> screen.text(":br").keys("Tab", "Tab"));
            case ADDRESS -> pane(name, screen -> screen.keys("a").text("rsp+0x"));
            case ANSWER ->
                pane(name, screen -> {
                    screen.begin(lesson());
                    screen.keys("v", "A").text("41");
                });
            case BYTES -> pane(name, screen -> screen.keys("2", "e").text("2a 00"));
        };
    }

    /** What the screen shows while something is on its way, and when something is not to be had. */
    private static Stream<Pane> states() {
        return Stream.of(
                new Pane(
                        "catching-up", List.of(), fake(LiveState.catchingUp(43, 100)), screen -> screen.keys("j", "8")),
                new Pane("no-replay", List.of(), fake(LiveState.failed("no replay: the program is gone")), screen -> {
                    screen.keys("j", "3");
                }),
                new Pane(
                        "searching",
                        List.of(),
                        (size, theme) -> new TestScreen(
                                size.width(),
                                size.height(),
                                theme,
                                new FakeLive(LiveState.READY),
                                new FakeRun(1000),
                                job -> {}),
                        screen -> screen.keys("/").text("never").keys("Enter")),
                new Pane(
                        "damaged",
                        List.of(),
                        damaged(),
                        screen -> screen.text(":510").keys("Enter")),
                new Pane(
                        "short",
                        List.of(),
                        (size, theme) -> new TestScreen(
                                size.width(),
                                size.height(),
                                theme,
                                LiveState.READY,
                                new SampleRun(new SampleFrames()
                                        .syscall(SampleFrames.MAIN, 39, 1)
                                        .frames())),
                        screen -> {}),
                pane("diverted", screen -> {
                    screen.keys("j");
                    screen.live.diverted = true;
                }));
    }

    private static Start damaged() {
        return (size, theme) -> new TestScreen(
                size.width(), size.height(), theme, LiveState.READY, new DamagedRun(new FakeRun(1000), 400, 600));
    }

    private static Lesson lesson() {
        try {
            Path file = Files.createTempFile("rounds", ".lesson");
            try {
                Files.writeString(file, LESSON);
                return new LessonParser(command -> Optional.empty()).read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
