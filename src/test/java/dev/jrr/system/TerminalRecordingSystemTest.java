package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of programs whose standard streams are a terminal. */
@Tag("system")
@Timeout(180)
final class TerminalRecordingSystemTest {
    @TempDir
    private Path scratch;

    private void record(Tmux tmux, String program) {
        tmux.line("stty -a >before; clear; " + Runs.LAUNCHER + " record -q -o t -- " + program
                + "; echo status $?; stty -a >after");
    }

    private void requireSaneTerminal(Tmux tmux) throws IOException {
        tmux.line("clear; echo over").await("a prompt after over", screen -> screen.contains("over\nready>"));
        assertThat(Files.readString(scratch.resolve("after"))).isEqualTo(Files.readString(scratch.resolve("before")));
        assertThat(tmux.format("#{alternate_on}#{cursor_flag}")).isEqualTo("01");
    }

    @Test
    void interruptKeyEndsTheProgramAndTheRecordingIsWhole() throws IOException {
        try (Tmux tmux = Tmux.open(100, 30)) {
            tmux.line("cd " + scratch);
            record(tmux, "sh -c 'echo slee''ping; exec sleep 100'");
            tmux.awaitText("sleeping").keys("C-c").awaitText("status 130");
            requireSaneTerminal(tmux);
        }
        new Runs(scratch).requireVerified(scratch.resolve("t"), 2);
    }

    @Test
    void programThatReadsKeysGetsThem() throws IOException {
        try (Tmux tmux = Tmux.open(100, 30)) {
            tmux.line("cd " + scratch);
            record(tmux, "bash -c 'read -p \"name? \" name; read -s -n 1 -p \"key? \"; echo \"$name and $REPLY\"'");
            tmux.awaitText("name?").line("somebody").awaitText("key?").keys("x").awaitText("somebody and x");
            tmux.awaitText("status 0");
            requireSaneTerminal(tmux);
        }
        new Runs(scratch).requireVerified(scratch.resolve("t"), 2);
    }

    @Test
    void shellWithJobsRunsAsOnATerminal() throws IOException {
        try (Tmux tmux = Tmux.open(100, 30)) {
            tmux.line("cd " + scratch);
            record(tmux, "env PS1='inner> ' bash --norc --noprofile -i");
            // Quotes within the words: what is typed is on the screen too.
            tmux.await("a prompt", screen -> screen.stripTrailing().endsWith("inner>"))
                    .line("sh -c 'echo star''ted; exec sleep 100'")
                    .awaitText("started");
            tmux.keys("C-z")
                    .awaitText("Stopped")
                    .line("kill -9 %1")
                    .line("sleep 0.5")
                    .awaitText("Killed")
                    .line("exit 5")
                    .awaitText("status 5");
            requireSaneTerminal(tmux);
        }
        new Runs(scratch).requireVerified(scratch.resolve("t"), 2);
    }
}
