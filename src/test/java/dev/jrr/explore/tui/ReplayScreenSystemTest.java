package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Tmux;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real recording, explored by way of the launcher. */
@Tag("system")
@Timeout(120)
final class ReplayScreenSystemTest {
    private static final String LAUNCHER =
            Path.of(System.getProperty("jrr.home"), "bin", "jrr-tui").toString();

    @TempDir
    private Path traces;

    private Tmux tmux;

    @BeforeEach
    void record() {
        tmux = Tmux.open(120, 40);
        tmux.line("export JRR_TRACE_DIR=" + traces);
        tmux.line(LAUNCHER + " record -- echo spoken").awaitText("recorded");
        tmux.line("clear; " + LAUNCHER + " replay; echo status $?");
        tmux.awaitFormat("#{alternate_on}", "1").awaitText("frame 0 of").awaitText("live: ready");
    }

    @AfterEach
    void close() {
        tmux.close();
    }

    @Test
    void stepsBothWaysWithTheReplayFollowing() {
        tmux.keys("j", "j").awaitText("frame 2 of").awaitText("live: ready");
        tmux.keys("k").awaitText("frame 1 of").awaitText("live: ready");
        tmux.keys("/").line("spoken").awaitText("live: ready").keys("P").awaitText("│spoken");
        tmux.keys("2")
                .awaitText("at rsp")
                .keys("8")
                .awaitText("[heap]")
                .keys("5")
                .awaitText("current");
        tmux.keys("q").awaitText("status 0");
        assertThat(tmux.format("#{alternate_on}#{cursor_flag}")).isEqualTo("01");
    }

    @Test
    void wordsOfTheShellWorkWhileTheReplayFollows() {
        tmux.keys(":").line("next write; read rsp 32").awaitText("[:next write; read rsp 32: Esc closes]");
        tmux.awaitText("spoken").awaitText("|").keys("Escape").awaitText("live: ready");
        tmux.keys(":")
                .line("maps")
                .awaitText("[stack]")
                .keys("Escape")
                .keys(":")
                .line("5")
                .awaitText("frame 5 of");
        tmux.keys(":").line("stap").awaitText("did you mean step");
        tmux.keys(":", "Up", "C-u").line("quit").awaitText("status 0");
    }

    @Test
    void bytesAreEditedInADiversionAskedWhoWroteThemAndLeft() {
        tmux.keys("/").line("spoken").awaitText("live: ready");
        tmux.keys("a")
                .line("rsi")
                .awaitText("at rsi")
                .awaitText("live: ready")
                .keys("Tab")
                .awaitText("spoken");
        // The last byte of the text is written by the buffer's last putc, right before the call.
        tmux.keys("w").awaitText("frame 114+").awaitText("at 0x").awaitText("live: ready");
        tmux.keys("C-o").awaitText("frame 115 of").awaitText("live: ready").awaitText("spoken");
        tmux.keys("e")
                .awaitText("new bytes")
                .line("\"broken\"")
                .awaitText("DIVERSION")
                .awaitText("broken");
        tmux.keys("j").awaitText("this is a diversion").keys("r").awaitText("spoken");
        tmux.await("no diversion", screen -> !screen.contains("DIVERSION"))
                .keys("q")
                .awaitText("status 0");
    }

    @Test
    void suspendedAndBroughtBackItStepsOn() {
        tmux.keys("j").awaitText("frame 1 of").keys("C-z").awaitText("Stopped");
        tmux.line("fg").awaitFormat("#{alternate_on}", "1").keys("j").awaitText("frame 2 of");
        tmux.awaitText("live: ready").keys("2").awaitText("at rsp").keys("q");
        tmux.awaitFormat("#{alternate_on}#{cursor_flag}", "01");
    }

    @Test
    void terminalIsRestoredWhenJavaIsKilled() {
        long shell = Long.parseLong(tmux.format("#{pane_pid}"));
        ProcessHandle.of(shell)
                .orElseThrow()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .forEach(ProcessHandle::destroyForcibly);
        tmux.awaitText("status 137").awaitFormat("#{alternate_on}#{cursor_flag}#{mouse_sgr_flag}", "010");
    }
}
