package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import dev.jrr.testing.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a recorder itself shows on a terminal: the explorer after the program, and its progress beside it. */
@Tag("system")
@Timeout(180)
final class RecordScreenSystemTest {
    @TempDir
    private Path scratch;

    private Tmux tmux;

    @BeforeEach
    void open() {
        tmux = Tmux.open(100, 30);
        tmux.line("cd " + scratch + "; clear");
    }

    @AfterEach
    void close() {
        tmux.close();
    }

    private void record(String options, String program) {
        tmux.line("clear; " + Runs.LAUNCHER + " record -o t " + options + " -- " + program + "; echo status $?");
    }

    private void awaitExplorer() {
        tmux.awaitFormat("#{alternate_on}", "1").awaitText("frame 0 of").awaitText("live: ready");
        tmux.keys("j").awaitText("frame 1 of").keys("q");
    }

    private void requireSaneTerminal() {
        tmux.line("clear; stty -a | grep -c ' icanon.* echo ' ; seq 40")
                .await(
                        "a prompt below all lines",
                        screen -> screen.stripTrailing().endsWith("40\nready>"));
        assertThat(tmux.format("#{alternate_on}#{cursor_flag}#{mouse_any_flag}#{scroll_region_lower}"))
                .isEqualTo("01029");
    }

    @Test
    void explorerOpensAfterTheProgramAndTheStatusIsThePrograms() {
        record("--open", "sh -c 'exit 3'");
        awaitExplorer();
        tmux.awaitText("status 3");
        requireSaneTerminal();
    }

    @Test
    void explorerOpensAfterTheInterruptKeyHasEndedTheProgram() {
        record("--open", "sh -c 'echo slee''ping; exec sleep 100'");
        tmux.awaitText("sleeping").keys("C-c");
        awaitExplorer();
        tmux.awaitText("status 130");
        requireSaneTerminal();
    }

    @Test
    void explorerOpensAfterACrashThatLeftTheTerminalToNobody() {
        record("--open", "env PS1='inner> ' bash --norc --noprofile -i");
        tmux.await("a prompt", screen -> screen.stripTrailing().endsWith("inner>"))
                .line("stty -echo; kill -SEGV $$");
        awaitExplorer();
        tmux.awaitText("status 139");
        requireSaneTerminal();
    }

    @Test
    void withoutATerminalItIsRecordedAllTheSame() {
        Runs runs = new Runs(scratch);
        Outcome outcome =
                runs.tool("record", "--open", "-o", scratch.resolve("t").toString(), "--", "sh", "-c", "exit 4");
        assertThat(outcome.status()).isEqualTo(4);
        assertThat(outcome.output().lines())
                .satisfiesExactly(
                        why -> assertThat(why).contains("recorded and not opened", "needs a terminal"),
                        done -> assertThat(done).startsWith("jrr-tui: recorded "));
        runs.requireVerified(scratch.resolve("t"), 1);
    }

    private static String lastLine(String screen) {
        return screen.substring(screen.stripTrailing().lastIndexOf('\n') + 1).stripTrailing();
    }

    @Test
    void progressIsTheLastLineAndWhatTheProgramPrintsIsUntouched() throws IOException {
        String program = "sh -c 'for i in $(seq 1 40); do echo e$i >&2; echo o$i; done; printf half >&2;"
                + " while [ ! -e stop ]; do sleep 0.05; done; echo whole >&2'";
        record("", program + " </dev/null >out");
        tmux.awaitText("e40\nhalf")
                .await(
                        "progress in the last line",
                        screen -> screen.split("\n", -1)[29].matches(
                                "recorded [\\d,]+ frames of [\\d,]+ tasks? in \\d+ s so far *"));
        assertThat(tmux.format("#{scroll_region_lower}")).isEqualTo("28");
        Files.createFile(scratch.resolve("stop"));
        tmux.awaitText("status 0");
        assertThat(tmux.screen())
                .contains("e39\ne40\nhalfwhole\njrr-tui: recorded ")
                .doesNotContain("so far");
        assertThat(Files.readAllLines(scratch.resolve("out"))).hasSize(40);
        requireSaneTerminal();
    }

    @Test
    void terminalIsPutRightAfterTheRecorderWasKilled() throws IOException {
        record("", "sh -c 'exec sleep 100' </dev/null >out");
        tmux.await("progress", screen -> lastLine(screen).contains("so far"));
        tmux.run("run-shell", "kill -9 $(pgrep -P $(pgrep -P #{pane_pid} jrr-guard) java)");
        tmux.awaitText("status 137");
        requireSaneTerminal();
    }

    @Test
    void thereIsNoProgressWhereTheProgramHasTheScreenOrNobodyWantsIt() throws IOException {
        for (String how : List.of(
                "-q -- sh -c 'sleep 1.5' </dev/null >out",
                "--no-progress -- sleep 1.5 </dev/null >out",
                "-- sleep 1.5 </dev/null",
                "-- sleep 1.5 >out")) {
            tmux.line("clear; script -q -c \"" + Runs.LAUNCHER + " record -o t " + how
                    + "\" typescript; rm -r t; echo d''one");
            tmux.awaitText("done");
            assertThat(Files.readString(scratch.resolve("typescript"))).as(how).doesNotContain("so far");
        }
    }

    @Test
    void progressThatIsAskedForIsInTheTitleOfAProgramsScreen() {
        String before = tmux.format("#{pane_title}");
        record("--progress", "sh -c 'while [ ! -e stop ]; do sleep 0.05; done'");
        tmux.await("a title", screen -> tmux.format("#{pane_title}").matches("jrr-tui: recorded .* so far"));
        assertThat(tmux.screen()).doesNotContain("so far");
        try {
            Files.createFile(scratch.resolve("stop"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        tmux.awaitText("status 0").awaitFormat("#{pane_title}", before);
    }
}
