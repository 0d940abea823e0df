package dev.jrr.explore.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Tmux;
import dev.jrr.testing.Tracees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell with somebody at a terminal, by way of the launcher. */
@Tag("system")
@Timeout(180)
final class ShellTerminalSystemTest {
    /** At the start of a line, and the last thing on the screen. */
    private static final Pattern PROMPT = Pattern.compile("(?s).*\n?\\(jrr [^\n]* task [0-9]+\\)\\s*");

    @TempDir
    private static Path recordings;

    @TempDir
    private Path scratch;

    private Tmux tmux;

    @BeforeAll
    static void record() {
        // By another process: a recorder keeps the other threads of its own, and what they start, off its processor.
        new Runs(recordings).record("turns", List.of(Tracees.path("compute_turns")));
    }

    @BeforeEach
    void openTerminal() {
        tmux = Tmux.open(100, 30);
        tmux.line("unset PAGER NO_COLOR; export XDG_STATE_HOME=" + scratch + "; stty -g > " + scratch + "/before");
    }

    @AfterEach
    void closeTerminal() {
        tmux.close();
    }

    private void start(String variables) {
        tmux.line("clear; " + variables + " " + Runs.LAUNCHER + " shell " + recordings.resolve("trace-turns")
                + "; echo status $?");
        awaitPrompt();
        if (!variables.startsWith("TERM=dumb")) {
            tmux.keys("C-l");
            awaitPrompt();
        }
    }

    private void awaitPrompt() {
        tmux.await("a prompt", screen -> PROMPT.matcher(screen).matches());
    }

    /** What is typed before that belongs to nobody. */
    private void awaitOuterPrompt() {
        tmux.await(
                "the prompt of the shell around it",
                screen -> screen.stripTrailing().endsWith("\nready>"));
    }

    /** Types a command and waits until it has been done. */
    private void command(String line) {
        tmux.line(line).await("an answer to " + line, screen -> {
            int typed = screen.lastIndexOf(") " + line);
            return typed >= 0
                    && screen.indexOf('\n', typed) >= 0
                    && PROMPT.matcher(screen.substring(screen.indexOf('\n', typed) + 1))
                            .matches();
        });
    }

    private void quit() {
        tmux.keys("C-d").awaitText("status 0");
    }

    /** To where the program is about to begin. */
    private void toMain() {
        command("break main");
        tmux.line("continue").awaitText("(compute_turns.c:");
        awaitPrompt();
    }

    @Test
    void tabOffersWordsNamesAndLinesOfSource() {
        start("");
        tmux.keys("d", "Tab").awaitText("forget a breakpoint").awaitText("disas");
        tmux.keys("C-u");
        toMain();
        tmux.keys("C-l").type("read tur").keys("Tab");
        tmux.awaitText("turns_taken").awaitText("function in compute_turns").awaitText("data in compute_turns");
        tmux.keys("C-u", "C-l").type("break tur").keys("Tab").awaitText(") break turn");
        tmux.keys("C-u", "C-l").type("break compute_tu").keys("Tab").awaitText("break compute_turns.c:");
        tmux.keys("Tab").awaitText("(turns_taken += number > 0;)");
        tmux.keys("C-u", "C-l").type("find sysc").keys("Tab").awaitText("find syscall");
        tmux.keys("C-u").type("step; next exe").keys("Tab").awaitText("exec").awaitText("execveat");
        tmux.keys("C-u");
        quit();
    }

    @Test
    void linesAreRememberedBetweenRunsOnceEachAndNotThoseThatBeginWithABlank() throws IOException {
        start("");
        command("goto 3");
        command("where");
        command("goto 3");
        command(" goto 1");
        quit();
        assertThat(Files.readAllLines(scratch.resolve("jrr/history"))).containsExactly("goto 3", "where", "goto 3");
        start("");
        tmux.keys("Up").awaitText(") goto 3").keys("Up").awaitText(") where").keys("Up");
        tmux.keys("C-u", "C-r")
                .type("got")
                .awaitText("bck-i-search: got")
                .keys("Enter")
                .awaitText("frame 3 of");
        awaitPrompt();
        quit();
        assertThat(Files.readAllLines(scratch.resolve("jrr/history"))).containsExactly("where", "goto 3");
    }

    @Test
    void homeThatCannotBeWrittenIsNoError() {
        start("XDG_STATE_HOME=/dev/null");
        command("goto 2");
        tmux.keys("Up").awaitText(") goto 2");
        assertThat(tmux.screen()).doesNotContain("WARN").doesNotContain("xception");
        tmux.keys("C-u");
        quit();
    }

    @Test
    void interruptStopsWhatRunsAndLeavesTheShellAlive() {
        start("");
        toMain();
        command("delete 1");
        tmux.keys("C-l");
        awaitPrompt();
        tmux.line("continue").awaitText("Ctrl-C stops").keys("C-c").awaitText("stopped");
        awaitPrompt();
        assertThat(tmux.screen()).doesNotContain("the end").containsPattern("\nframe [0-9]+ of [0-9]+ ");
        tmux.type("frob").awaitText("frob").keys("C-c").awaitText(") frob\n(jrr ");
        command("stepi");
        assertThat(tmux.screen()).doesNotContain("unknown command");
        quit();
    }

    @Test
    void longTextComesByPagesUnlessPagerSaysOtherwise() {
        start("");
        tmux.line("help").awaitFormat("#{alternate_on}", "1").awaitText("Moving by frames");
        tmux.keys("q").awaitFormat("#{alternate_on}", "0");
        command("regs");
        assertThat(tmux.format("#{alternate_on}"))
                .as("what fits needs no pages")
                .isEqualTo("0");
        quit();
        start("PAGER=cat");
        tmux.line("help").awaitText("An empty line repeats");
        awaitPrompt();
        quit();
        start("PAGER='sed s/^/paged:/'");
        tmux.line("help").awaitText("paged:The shell");
        awaitPrompt();
        quit();
        start("PAGER=/nonexistent/pager");
        tmux.line("help").awaitText("An empty line repeats");
        awaitPrompt();
        quit();
    }

    @Test
    void openBracketsAndBackslashesGoOnInTheNextRow() {
        start("");
        tmux.line("find (kind = exec").awaitText("...>").line("or kind = exit)").awaitText("exited with");
        awaitPrompt();
        tmux.keys("C-l");
        awaitPrompt();
        tmux.line("goto \\").awaitText("...>").line("2; where # so").awaitText("frame 2 of");
        awaitPrompt();
        quit();
    }

    @Test
    void promptSaysWhereOneIsAndEmptyLinesGoOn() {
        start("");
        command("goto 2");
        tmux.awaitText("(jrr 2 task ");
        command("step");
        tmux.keys("Enter").awaitText("(jrr 4 task ");
        command("goto 2");
        tmux.keys("Enter").awaitText("(jrr 3 task ");
        toMain();
        command("write rsp 2a");
        tmux.await(
                "a prompt that warns",
                screen -> screen.stripTrailing().matches("(?s).*\\(jrr DIVERSION from [^\n]* task [0-9]+\\)"));
        command("resume");
        assertThat(tmux.screen().stripTrailing()).doesNotMatch("(?s).*\\(jrr DIVERSION[^\n]*");
        quit();
    }

    @Test
    void coloursAreThereOnlyWhereTheyAreWanted() {
        start("");
        tmux.type("frob read rsp");
        assertThat(tmux.awaitText("frob read rsp").styledScreen())
                .as("red and underlined")
                .containsPattern(
                        "\033\\[4[;m][^f]*frob|\033\\[[0-9;]*;4m[^f]*frob|\033\\[4m\033\\[31mfrob|\033\\[31m\033\\[4mfrob");
        tmux.keys("C-u").type("read rsp+8").awaitText("read rsp+8");
        assertThat(tmux.styledScreen())
                .containsPattern("\033\\[[0-9;]*35m[^\033]*rsp")
                .containsPattern("36m[^\033]*8");
        tmux.keys("C-u");
        quit();
        for (String plain : new String[] {"NO_COLOR=1", "TERM=dumb"}) {
            start(plain);
            tmux.type("frob read rsp").awaitText("frob read rsp");
            if (plain.startsWith("NO_COLOR")) {
                tmux.keys("C-u").type("d").keys("Tab").awaitText("disas");
            }
            assertThat(tmux.styledScreen()).as(plain).doesNotContainPattern("\033\\[[0-9;]*(3[0-7]|9[0-7])m");
            tmux.keys("C-u");
            quit();
        }
    }

    @Test
    void terminationAndSuspensionLeaveACleanTerminal() throws IOException, InterruptedException {
        start("");
        tmux.keys("C-z").awaitText("Stopped");
        awaitOuterPrompt();
        tmux.line("fg");
        awaitPrompt();
        command("goto 2");
        tmux.awaitText("frame 2 of");
        long shell = Long.parseLong(tmux.format("#{pane_pid}"));
        ProcessHandle java = ProcessHandle.of(shell)
                .orElseThrow()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
        tmux.type("half a li").awaitText("half a li");
        java.destroy();
        awaitOuterPrompt();
        tmux.line("stty -g > " + scratch + "/after.part; mv " + scratch + "/after.part " + scratch + "/after");
        tmux.await("the modes", screen -> Files.exists(scratch.resolve("after")));
        assertThat(Files.readString(scratch.resolve("after"))).isEqualTo(Files.readString(scratch.resolve("before")));
    }

    @Test
    void whatDoesNotGoToATerminalIsPlain() throws IOException {
        Path output = scratch.resolve("output");
        tmux.line("echo 'step; frob' | " + Runs.LAUNCHER + " shell " + recordings.resolve("trace-turns")
                + " 2>&1 | cat > " + output + "; echo ov''er");
        tmux.awaitText("over");
        assertThat(Files.readString(output))
                .startsWith("frame 1 of ")
                .contains("unknown command \"frob\"")
                .doesNotContain("\033")
                .doesNotContain("(jrr");
    }
}
