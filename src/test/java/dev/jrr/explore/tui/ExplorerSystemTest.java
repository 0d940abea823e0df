package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Tmux;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explorer in a real terminal, on a run that is made up: the keys, and every way out. */
@Tag("system")
@Timeout(120)
final class ExplorerSystemTest {
    private static final String GUARD = Path.of(System.getProperty("jrr.home"), "lib", "native", "jrr-guard")
            .toString();

    @TempDir
    private Path folder;

    private Tmux tmux;
    private String before;

    @BeforeEach
    void openTerminal() {
        tmux = Tmux.open(100, 30);
        before = tmux.modes(folder);
    }

    @AfterEach
    void closeTerminal() {
        tmux.close();
    }

    @Test
    void stepsSearchesAndLeavesTheTerminalAsItWas() throws IOException {
        start("", 1000);
        tmux.keys("j", "j").awaitText("frame 2 of 999").keys("k").awaitText("frame 1 of 999");
        tmux.keys("/").line("round 27").awaitText("frame 27 of 999");
        tmux.keys("?").awaitText("Help").keys("Escape").awaitText("frame 27 of 999");
        tmux.keys("q").awaitText("left with status 0");
        assertRestored();
    }

    @Test
    void arrowsAndPagesWorkAsTheTerminalSendsThem() throws IOException {
        start("", 1000);
        tmux.keys("Down", "Down", "Up").awaitText("frame 1 of 999");
        tmux.keys("End").awaitText("frame 999 of 999").keys("Home").awaitText("frame 0 of 999");
        tmux.keys("PageDown").awaitText("frame 19 of 999");
        tmux.keys("q").awaitText("left with status 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xterm", "xterm-256color", "screen", "tmux-256color", "linux", "vt100"})
    void everyKindOfTerminalWorksAndIsLeftAsItWas(String kind) throws IOException {
        start("TERM=" + kind + " ", 1000);
        tmux.keys("j", "Down").awaitText("frame 2 of 999").keys("Tab", "2").awaitText("[2Mem");
        tmux.resize(80, 24).awaitText("frame 2 of 999").keys("q").awaitText("left with status 0");
        assertRestored();
    }

    @Test
    void withoutUtf8AllIsAsciiAndWithoutColourNothingIsColoured() throws IOException {
        start("LC_ALL=C NO_COLOR=1 ", 1000);
        tmux.keys("d").awaitText("frame 3 of 999").keys("6").awaitText("[6Fut");
        assertThat(tmux.screen()).matches("\\p{ASCII}*");
        assertThat(tmux.styledScreen()).doesNotContainPattern("\u001b\\[[0-9;]*3[1-7]m");
        tmux.keys("q").awaitText("left with status 0");
    }

    @Test
    void filterPaletteAndCopyWorkAsTheTerminalSendsThem() throws IOException {
        start("", 1000);
        tmux.keys("\\").line("kind = signal").awaitText("20 of 1,000").keys("j").awaitText("frame 17 of 999");
        tmux.keys("BSpace")
                .awaitText("no longer narrowed")
                .keys("C-p")
                .awaitText("Everything")
                .type("fut");
        tmux.awaitText("next futex call").keys("Down", "Escape").keys("y").awaitText("the frame as JSON");
        tmux.keys("g").awaitText("copied 7 characters").keys("q").awaitText("left with status 0");
        assertRestored();
    }

    @Test
    void resizeIsFollowed() throws IOException {
        start("", 1000);
        tmux.resize(40, 20).awaitText("frame 0/999").resize(160, 50).awaitText("10Out");
        tmux.keys("q").awaitText("left with status 0");
    }

    @Test
    void suspendedExplorerGivesTheTerminalBackAndReturns() throws IOException {
        start("", 1000);
        tmux.keys("j").awaitText("frame 1 of 999");
        tmux.keys("C-z").awaitText("Stopped");
        assertRestored();
        tmux.line("fg").awaitFormat("#{alternate_on}", "1").awaitText("frame 1 of 999");
        tmux.keys("j").awaitText("frame 2 of 999").keys("q").awaitText("left with status 0");
        assertRestored();
    }

    @Test
    void guardedExplorerIsSuspendedWithItsGuard() throws IOException {
        start("'" + GUARD + "' ", 1000);
        tmux.keys("C-z").awaitText("Stopped");
        assertRestored();
        tmux.line("fg").awaitFormat("#{alternate_on}", "1");
        tmux.keys("j").awaitText("frame 1 of 999").keys("q").awaitText("left with status 0");
        assertRestored();
    }

    @Test
    void terminatedExplorerGivesTheTerminalBack() throws IOException {
        for (String signal : new String[] {"TERM", "INT", "HUP"}) {
            start("", 1000);
            kill(signal);
            tmux.awaitFormat("#{alternate_on}", "0");
            assertRestored();
        }
    }

    @Test
    void guardRestoresTheTerminalOfAKilledExplorer() throws IOException {
        start("'" + GUARD + "' ", 1000);
        kill("KILL");
        tmux.awaitFormat("#{alternate_on}", "0");
        assertRestored();
    }

    @Test
    void catchingUpIsCancelledWithoutWaiting() throws IOException {
        start("", 1_000_000, 10);
        tmux.keys("G").awaitText("catching up");
        tmux.keys("Escape").awaitText("cancelled");
        tmux.keys("q").awaitText("left with status 0");
    }

    @Test
    void dumbTerminalIsRefusedInOneLine() {
        tmux.line("TERM=dumb " + command(10, 0)).awaitText("cannot draw on this terminal (TERM=dumb)");
        tmux.line(command(10, 0) + " | cat").awaitText("the explorer needs a terminal");
    }

    private void start(String before, long frames) {
        start(before, frames, 0);
    }

    private void start(String before, long frames, long framesPerMilli) {
        tmux.line("clear; " + before + command(frames, framesPerMilli));
        tmux.awaitFormat("#{alternate_on}", "1").awaitText("frame 0 of");
    }

    private static String command(long frames, long framesPerMilli) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.contains("surefire"))
                .collect(Collectors.joining(":"));
        return System.getProperty("java.home") + "/bin/java -Xlog:disable -cp '" + classPath + "' "
                + FakeExplorer.class.getName() + " " + frames + " " + framesPerMilli;
    }

    private void kill(String signal) throws IOException {
        long shell = Long.parseLong(tmux.format("#{pane_pid}"));
        ProcessHandle java = ProcessHandle.of(shell)
                .orElseThrow()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
        new ProcessBuilder("kill", "-" + signal, Long.toString(java.pid())).start();
    }

    private void assertRestored() throws IOException {
        tmux.awaitFormat("#{alternate_on}#{cursor_flag}#{mouse_any_flag}#{mouse_sgr_flag}", "0100");
        // What is typed before the shell reads again belongs to nobody.
        tmux.awaitText("ready>");
        assertThat(tmux.modes(folder)).isEqualTo(before);
    }
}
