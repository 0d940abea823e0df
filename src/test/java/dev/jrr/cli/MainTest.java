package dev.jrr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return run(out, arguments);
    }

    private int run(OutputStream stream, String... arguments) {
        out.reset();
        error.reset();
        return Main.run(
                arguments,
                new ByteArrayInputStream(new byte[0]),
                new Output(stream),
                new PrintStream(error, true, StandardCharsets.UTF_8));
    }

    private void assertMisuse(String... arguments) {
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(error.toString().lines()).hasSize(1);
        assertThat(error.toString()).startsWith("jrr-tui: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void mistakesOnTheCommandLineAreOneLineAndStatusTwo() {
        assertMisuse("no-such-command");
        assertMisuse("--no-such-option");
        assertMisuse("events", "--no-such-option");
        assertMisuse("events", "--from", "x");
        assertMisuse("events", "--from", "5", "--to", "4");
        assertMisuse("events", folder.resolve("nothing").toString());
        assertMisuse("events", "a\nb");
        assertMisuse("rm");
        assertMisuse("ls", "extra");
        assertMisuse("help", "nothing");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        assertThat(run("--help")).isZero();
        List<String> commands = out.toString()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertThat(commands).contains("events", "doctor", "shell");
        for (String command : commands) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString())
                    .startsWith("Usage: jrr-tui " + command)
                    .contains("Example:\n  jrr-tui " + command);
            assertThat(out.toString().lines().mapToInt(String::length).max().orElse(0))
                    .isLessThanOrEqualTo(100);
        }
    }

    @Test
    void aFolderThatIsNoTraceIsNotRemoved() throws IOException {
        Path file = Files.writeString(folder.resolve("precious"), "x");
        assertMisuse("rm", folder.toString());
        assertThat(file).exists();
    }

    @Test
    void aFilterMistakeIsShownWithACaret() {
        assertThat(run("events", "--filter", "tusk = 1")).isEqualTo(2);
        assertThat(error.toString().lines()).hasSize(3);
        assertThat(error.toString()).contains("\n  tusk = 1\n  ^");
    }

    @Test
    void outputThatCannotBeWrittenIsStatusOne() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        // Where the tests' own standard output is a pipe, any failure counts as its end.
        int status = run(full, "--version");
        assertThat(status).isBetween(0, 1);
        assertThat(error.toString().lines().count()).isEqualTo(status);
    }

    @Test
    void doctorSaysOneLineACheck() {
        run("doctor");
        assertThat(out.toString().lines()).hasSizeGreaterThan(10).allMatch(line -> line.matches("(ok|warn|fail) .*"));
    }
}
