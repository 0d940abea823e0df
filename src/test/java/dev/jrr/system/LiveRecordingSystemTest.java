package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import dev.jrr.testing.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording, looked at while it goes on. */
@Tag("system")
@Timeout(180)
final class LiveRecordingSystemTest {
    @TempDir
    private Path scratch;

    private Runs runs;
    private Path trace;
    private Path output;
    private Process recorder;

    @BeforeEach
    void record() throws IOException, InterruptedException {
        runs = new Runs(scratch);
        trace = runs.trace("live");
        output = scratch.resolve("recorder-output");
        recorder = runs.start(
                scratch,
                List.of(
                        Runs.LAUNCHER.toString(),
                        "record",
                        "-o",
                        trace.toString(),
                        "--",
                        "sh",
                        "-c",
                        // Some frames at once, and few after that: who looks has to get to an end.
                        "ls / >/dev/null; ls / >/dev/null; while [ ! -e stop ]; do sleep 0.5; done; exit 5"),
                output);
        Path frames = trace.resolve("frames");
        while (recorder.isAlive() && (!Files.exists(frames) || Files.size(frames) < 5000)) {
            Thread.sleep(10);
        }
    }

    @AfterEach
    void kill() {
        Runs.killAll(recorder);
    }

    private Outcome tool(int status, String command) {
        Outcome outcome = runs.tool(command.replace("TRACE", trace.toString()).split("\\|"));
        assertThat(outcome.status()).as(command + "\n" + outcome.output()).isEqualTo(status);
        return outcome;
    }

    @Test
    void whatOnlyReadsWorksOnWhatIsThereSoFar() throws IOException, InterruptedException {
        assertThat(tool(0, "info|TRACE").output()).containsPattern("frames +recording goes on: \\d+ frames so far");
        assertThat(tool(0, "events|TRACE|--to|3").output()).contains("execve").hasLineCount(4);
        assertThat(tool(0, "stats|TRACE").output()).contains("openat");
        assertThat(tool(0, "shell|TRACE|-c|goto end; back 3; where").output()).contains("(");
        assertThat(tool(0, "verify|TRACE").output()).contains(" 0 divergences");
        tool(0, "export|TRACE|--format|perfetto|-o|" + scratch.resolve("e.json"));
        assertThat(tool(1, "rm|TRACE").output())
                .contains("still being recorded")
                .hasLineCount(1);
        assertThat(tool(1, "pack|TRACE|-o|" + scratch.resolve("p.jrr")).output())
                .contains("still being recorded");
        assertThat(recorder.isAlive()).as(Files.readString(output)).isTrue();
        Files.createFile(scratch.resolve("stop"));
        assertThat(recorder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(recorder.exitValue()).as(Files.readString(output)).isEqualTo(5);
        assertThat(tool(0, "info|TRACE").output()).doesNotContain("goes on", "cut short");
        runs.requireVerified(trace, 1);
    }

    @Test
    void explorerShowsWhatIsThereSoFar() {
        try (Tmux tmux = Tmux.open(120, 40)) {
            tmux.line(Runs.LAUNCHER + " replay " + trace + "; echo status $?");
            tmux.awaitText("recording goes on: ").awaitText(" frames so far, ").awaitText("live: ready");
            tmux.keys("G").awaitText("(100%)").awaitText("live: ready");
            tmux.keys("q").awaitText("status 0");
        }
        assertThat(recorder.isAlive()).isTrue();
    }

    @Test
    void recordingWhoseRecorderWasKilledIsCutShortAtOnce() throws InterruptedException {
        recorder.destroyForcibly();
        assertThat(recorder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(tool(0, "info|TRACE").output()).contains("cut short").doesNotContain("goes on");
        tool(0, "rm|TRACE");
        assertThat(trace).doesNotExist();
    }

    @Test
    void recorderSaysHowFarItIsWhenItIsAsked() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-USR1", Long.toString(recorder.pid()))
                .start()
                .waitFor();
        String said = "";
        for (int look = 0; look < 500 && !said.contains("so far"); look++) {
            Thread.sleep(10);
            said = Files.readString(output);
        }
        assertThat(said).matches("jrr-tui: recorded [\\d,]+ frames of \\d+ tasks? in \\d+ s so far\n");
        Files.createFile(scratch.resolve("stop"));
        assertThat(recorder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(recorder.exitValue()).isEqualTo(5);
    }
}
