package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.input.MouseActionType;
import dev.jrr.testing.Fixtures;
import dev.jrr.trace.TraceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random keys, clicks and sizes: whatever comes, the screen is whole and can be left. */
final class ScreenFuzzTest {
    private static final int EVENTS = Integer.getInteger("jrr.fuzz.events", 10_000);
    private static final long SEED = Long.getLong("jrr.fuzz.seed", 1);
    private static final int LEFT_WITHIN = 8;

    private static final List<String> KEYS = keys();

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        KeyMap.DEFAULT.groups().forEach(group -> group.bindings().forEach(row -> keys.addAll(row.keys())));
        for (char c = ' ' + 1; c < 127; c++) {
            keys.add(String.valueOf(c));
        }
        // Leaving and suspending end the run for a moment; what is typed into prompts is often ended.
        keys.removeAll(List.of("q", "Ctrl-Z"));
        for (int i = 0; i < 8; i++) {
            keys.addAll(List.of("Enter", "Esc", "Backspace"));
        }
        keys.addAll(List.of("ü", "字", "Space", "Tab", "Delete", "Home", "End"));
        return keys;
    }

    static Stream<String> fixtures() {
        return Fixtures.names().stream();
    }

    @Test
    void wholeWithARunOfManyKinds() {
        fuzz(new FakeRun(3_000), "fake");
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void wholeWithEachFixture(String name) {
        try (TraceReader trace = TraceReader.open(Fixtures.trace(name))) {
            fuzz(new TraceRun(trace), name);
        }
    }

    private static void fuzz(Run run, String name) {
        Random random = new Random(SEED ^ name.hashCode());
        TestScreen screen = new TestScreen(80, 24, new Theme(Theme.Depth.MANY, true), LiveState.READY, run);
        List<String> last = new ArrayList<>();
        int width = 80;
        int height = 24;
        for (int i = 0; i < EVENTS; i++) {
            String did;
            if (random.nextInt(100) == 0) {
                width = 1 + random.nextInt(220);
                height = 1 + random.nextInt(70);
                did = width + "x" + height;
                screen.resize(width, height);
            } else if (random.nextInt(10) == 0) {
                MouseActionType type = MouseActionType.values()[random.nextInt(MouseActionType.values().length)];
                int column = random.nextInt(width);
                int row = random.nextInt(height);
                did = type + "@" + column + "," + row;
                last.add(did);
                screen.mouse(type, column, row);
            } else {
                did = KEYS.get(random.nextInt(KEYS.size()));
                last.add(did);
                screen.quick(did);
            }
            String shown = i % 16 == 0 ? check(screen, width, height, last) : "";
            assertThat(shown).as("after %s", last).isNotNull();
            if (last.size() > 30) {
                last.remove(0);
            }
        }
        boolean quit = false;
        for (int i = 0; i < LEFT_WITHIN && !quit; i++) {
            screen.quick("Esc", "q");
            quit = screen.isQuit();
        }
        assertThat(quit).as("Esc and q leave, after %s", last).isTrue();
    }

    private static String check(TestScreen screen, int width, int height, List<String> last) {
        String shown = screen.shown();
        assertThat(shown.lines().count()).as("rows after %s", last).isEqualTo(height);
        assertThat(shown.lines()
                        .mapToInt(line -> line.codePointCount(0, line.length()))
                        .max()
                        .orElse(0))
                .as("columns after %s", last)
                .isLessThanOrEqualTo(width);
        assertThat(shown.codePoints().noneMatch(c -> c != '\n' && Character.isISOControl(c)))
                .as("control characters after %s", last)
                .isTrue();
        Model model = screen.model;
        assertThat(model.position())
                .as("position after %s", last)
                .isBetween(0L, model.run().frameCount() - 1);
        return shown;
    }
}
