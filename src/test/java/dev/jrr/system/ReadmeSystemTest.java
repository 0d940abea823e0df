package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a user to type. */
@Tag("system")
@Timeout(240)
final class ReadmeSystemTest {
    private static final Path TREE = Path.of(System.getProperty("jrr.home")).toAbsolutePath();

    @TempDir
    Path scratch;

    @Test
    void everyCommandOfTheReadmeWorksInItsOrder() throws IOException, InterruptedException {
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(8);
        for (String command : commands) {
            Process process = start(command);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            if (command.equals("jrr-tui replay")) {
                assertThat(output).as(command).contains("terminal").hasLineCount(1);
                assertThat(process.exitValue()).as(command).isEqualTo(2);
            } else {
                assertThat(process.exitValue()).as(command + "\n" + output).isZero();
            }
        }
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command);
        builder.environment().put("JRR_TRACE_DIR", scratch.toString());
        builder.environment().merge("PATH", TREE.resolve("bin").toString(), (old, mine) -> mine + ":" + old);
        if (!command.startsWith("make")) {
            builder.directory(scratch.toFile());
        }
        builder.redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        return builder.start();
    }

    /** The lines of the blocks that begin with a command of ours; two spaces end the command. */
    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean block = false;
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            if (line.startsWith("```")) {
                block = !block;
            } else if (block) {
                assertThat(line).startsWith(line.startsWith("make") ? "make run" : "jrr-tui ");
                commands.add(line.split(" {2,}")[0]);
            }
        }
        return commands;
    }
}
