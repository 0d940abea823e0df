package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tabs Code and Stack on a real recording, whose source was edited since. */
@Tag("system")
@Timeout(180)
final class CodeScreenSystemTest {
    private static final String LAUNCHER =
            Path.of(System.getProperty("jrr.home"), "bin", "jrr-tui").toString();
    private static final Path TRACEES = Path.of("src/test/tracees").toAbsolutePath();

    @TempDir
    private Path folder;

    private List<String> source;
    private Tmux tmux;

    @BeforeEach
    void record() throws IOException {
        Path file = folder.resolve("steps.c");
        Files.copy(TRACEES.resolve("code_steps.c"), file);
        source = Files.readAllLines(file);
        tmux = Tmux.open(120, 40);
        tmux.line("export JRR_TRACE_DIR=" + folder.resolve("traces") + "; cd " + folder);
        tmux.line("gcc -g -O0 -I" + TRACEES + " -o steps steps.c; echo built $?")
                .awaitText("built 0");
        tmux.line(LAUNCHER + " record -- ./steps").awaitText("recorded");
        Files.writeString(file, "edited\n");
        tmux.line("clear; " + LAUNCHER + " replay; echo status $?");
        tmux.awaitFormat("#{alternate_on}", "1").awaitText("frame 0 of").awaitText("live: ready");
        tmux.keys("/").line("before").awaitText("live: ready").keys("3");
    }

    @AfterEach
    void close() {
        tmux.close();
    }

    /** Waits until a line of the source is marked in the tab Code. */
    private void awaitMarked(String text) {
        Pattern marked = Pattern.compile("│>[b ] *" + line(text) + " " + Pattern.quote(start(text)));
        tmux.await("a mark at " + text, screen -> marked.matcher(screen).find());
    }

    /** Waits until an instruction is marked. */
    private void awaitInstruction(String text) {
        Pattern marked = Pattern.compile("│>[b ]\\+[0-9a-f]+ +" + Pattern.quote(text));
        tmux.await("a mark at " + text, screen -> marked.matcher(screen).find());
    }

    private int line(String text) {
        for (int i = 0; i < source.size(); i++) {
            if (source.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new AssertionError("no line has " + text);
    }

    /** As much of a line as fits. */
    private String start(String text) {
        String line = source.get(line(text) - 1);
        return line.substring(0, Math.min(40, line.length()));
    }

    @Test
    void theMarkFollowsInstructionsAndBreakpointsBothWays() {
        awaitMarked("before");
        tmux.awaitText("#1 main  steps.c:" + line("before")).awaitText("syscall");
        tmux.keys("Tab", "Down", "b").awaitText("(steps.c:" + line("= sum_of") + ")");
        tmux.keys("c");
        awaitMarked("= sum_of");
        awaitInstruction("mov edi, 0x4");
        tmux.keys("i");
        awaitInstruction("call sum_of_doubles");
        tmux.keys("i");
        awaitMarked("static int sum_of_doubles");
        tmux.awaitText("rbp=0x7ff");
        tmux.keys("I");
        awaitMarked("= sum_of");
        tmux.keys(":").line("break twice").awaitText("2  break").keys("c");
        awaitMarked("static int twice");
        tmux.keys("C");
        awaitMarked("= sum_of");
        tmux.keys("q").awaitText("status 0");
    }

    @Test
    void theFrameThatIsChosenInTheStackIsShown() {
        awaitMarked("before");
        tmux.keys(":").line("break twice").awaitText("1  break").keys("c");
        awaitMarked("static int twice");
        tmux.keys("4").awaitText("#2  main").keys("Tab", "Down", "Enter").awaitText("Code shows #1 sum_of_doubles");
        tmux.awaitText(">*#1");
        tmux.keys("3").awaitText("#1 sum_of_doubles  steps.c:" + line("+= twice") + "  (chosen)");
        awaitMarked("+= twice");
        tmux.awaitText("registers are known of #0 only").awaitText("call twice");
        assertThat(tmux.screen()).doesNotContain("edited").doesNotContain("warning");
        tmux.keys("q").awaitText("status 0");
    }
}
