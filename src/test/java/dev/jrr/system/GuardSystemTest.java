package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The parent that the launcher puts above a terminal program. */
@Tag("system")
@Timeout(60)
final class GuardSystemTest {
    private static final String GUARD = Path.of(System.getProperty("jrr.home"), "lib", "native", "jrr-guard")
            .toString();

    private record Result(int status, String output) {}

    @Test
    void exitStatusIsThatOfTheChild() throws IOException, InterruptedException {
        assertThat(run(GUARD, "sh", "-c", "exit 7").status()).isEqualTo(7);
    }

    @Test
    void childKilledByASignalGives128AndItsNumber() throws IOException, InterruptedException {
        assertThat(run(GUARD, "sh", "-c", "kill -9 $$").status()).isEqualTo(128 + 9);
    }

    @Test
    void missingProgramGives127() throws IOException, InterruptedException {
        assertThat(run(GUARD, "/no/such/program").status()).isEqualTo(127);
    }

    @Test
    void signalSentToTheGuardReachesTheChild() throws IOException, InterruptedException {
        Result result = run(
                "sh",
                "-c",
                "\"$1\" sh -c 'trap \"echo heard; exit 5\" TERM; echo ready; while :; do sleep 0.05; done' & "
                        + "sleep 1; kill -TERM $!; wait $!; echo status $?",
                "sh",
                GUARD);
        assertThat(result.output()).isEqualTo("ready\nheard\nstatus 5\n");
    }

    @Test
    void terminalOfAKilledChildIsRestored() throws IOException, InterruptedException {
        String output = onATerminal("'" + GUARD + "' sh -c 'stty raw -echo; printf \"\\033[?1049h\"; kill -9 $$';"
                + " echo status $?; stty -a");
        assertThat(output).contains("\033[?1049l", "\033[?25h", "status 137", " icanon", " echo ");
    }

    @Test
    void terminalThatAChildLeftRawIsRestored() throws IOException, InterruptedException {
        String output = onATerminal("'" + GUARD + "' sh -c 'stty raw -echo; exit 3'; echo status $?; stty -a");
        assertThat(output).contains("\033[?1049l", "status 3", " icanon", " echo ");
    }

    @Test
    void terminalOfAnOrderlyChildIsLeftAlone() throws IOException, InterruptedException {
        String output = onATerminal("'" + GUARD + "' sh -c 'exit 143'; echo status $?");
        assertThat(output).contains("status 143").doesNotContain("\033");
    }

    private static String onATerminal(String commands) throws IOException, InterruptedException {
        return run("script", "-q", "-e", "-c", commands, "/dev/null").output();
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Result(process.waitFor(), output);
    }
}
