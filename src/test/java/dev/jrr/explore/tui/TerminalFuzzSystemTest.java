package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random keys, mouse reports and sizes in a real terminal, on a real recording that is replayed meanwhile. */
@Tag("system")
@Timeout(120)
final class TerminalFuzzSystemTest {
    private static final String DINNER = Path.of(System.getProperty("jrr.home"), "share/jrr-tui/demo/philosophers")
            .toString();
    private static final long SEED = Long.getLong("jrr.fuzz.seed", 1);
    private static final int BURSTS = Integer.getInteger("jrr.fuzz.bursts", 100);
    private static final int LONGEST_BURST = 8;
    private static final int LEFT_WITHIN = 8;
    private static final List<String> KEYS = keys();

    @TempDir
    private Path scratch;

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        KeyMap.DEFAULT.groups().forEach(group -> group.bindings().forEach(row -> keys.addAll(row.keys())));
        for (char c = '!'; c < 127; c++) {
            keys.add(String.valueOf(c));
        }
        // A semicolon ends a command of tmux; after the others no explorer is there.
        keys.removeAll(List.of(";", "q", "Ctrl-Z"));
        for (int i = 0; i < 6; i++) {
            keys.addAll(List.of("Enter", "Esc", "Backspace"));
        }
        keys.addAll(List.of("ü", "字", "F5", "BTab", "DC", "M-x"));
        return keys;
    }

    @Test
    void whateverIsTypedTheScreenAnswersAndTheTerminalIsGivenBack() {
        Runs runs = new Runs(scratch);
        runs.record("dinner", List.of(DINNER));
        Random random = new Random(SEED);
        List<String> did = new ArrayList<>();
        try (ExplorerTerminal explorer = new ExplorerTerminal(scratch)) {
            explorer.start("replay " + runs.trace("dinner"));
            for (int burst = 0; burst < BURSTS; burst++) {
                did.add(burst(explorer, random));
                requireWhole(explorer, did);
            }
            explorer.tmux().resize(ExplorerTerminal.WIDTH, ExplorerTerminal.HEIGHT);
            // What is open or goes on is left one by one.
            for (int i = 0; i < LEFT_WITHIN; i++) {
                explorer.press("Esc");
            }
            explorer.tmux().awaitText(" frame ");
            explorer.press("?")
                    .sees("[Help")
                    .press("Esc")
                    .seesGone("[Help")
                    .press("q")
                    .requireTerminalAsBefore();
            explorer.tmux().line("echo le''ft $?").awaitText("left 0");
        } catch (AssertionError e) {
            throw new AssertionError("after " + did, e);
        }
    }

    /** Does something, and says what. */
    private static String burst(ExplorerTerminal explorer, Random random) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            int width = 1 + random.nextInt(200);
            int height = 1 + random.nextInt(60);
            explorer.tmux().resize(width, height);
            return width + "x" + height;
        }
        if (kind == 1) {
            int[] codes = {0, 1, 2, 32, 35, 64, 65};
            int code = codes[random.nextInt(codes.length)];
            int column = random.nextInt(200);
            int row = random.nextInt(60);
            explorer.mouse(code, column, row);
            return "mouse " + code + "@" + column + "," + row;
        }
        String[] keys = new String[1 + random.nextInt(LONGEST_BURST)];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = KEYS.get(random.nextInt(KEYS.size()));
        }
        explorer.press(keys);
        return String.join(" ", keys);
    }

    private static void requireWhole(ExplorerTerminal explorer, List<String> did) {
        assertThat(explorer.screen())
                .as("after %s", did)
                .doesNotContain("Exception")
                .doesNotContain("dev.jrr.")
                .doesNotContain("ready>");
    }
}
