package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorder that is killed leaves a trace that can be used, and no process behind. */
@Tag("system")
@Timeout(120)
final class KilledRecorderSystemTest {
    private static final int TIMES = Integer.getInteger("jrr.kills", 5);

    @TempDir
    private Path scratch;

    @RepeatedTest(5)
    void traceReplaysUpToItsLastWholeBlockAndNoTaskIsLeft(RepetitionInfo repetition)
            throws IOException, InterruptedException {
        for (int round = repetition.getCurrentRepetition(); round <= TIMES; round += 5) {
            killOnce(round);
        }
    }

    private void killOnce(int round) throws IOException, InterruptedException {
        String mark = "JRR_TEST_MARK=" + UUID.randomUUID();
        Runs runs = new Runs(scratch);
        Path trace = runs.trace("killed-" + round);
        Path output = scratch.resolve("recorder-output");
        Process recorder = runs.start(
                scratch,
                List.of(
                        "env",
                        mark,
                        Runs.LAUNCHER.toString(),
                        "record",
                        "-o",
                        trace.toString(),
                        "--",
                        "bash",
                        "-c",
                        "for i in {1..500}; do echo $i | sort | cat & (exit 3); wait; done"),
                output);
        try {
            awaitFrames(recorder, trace);
            // Some moment of the recording: which one is chosen by a fixed seed, not by the clock.
            Thread.sleep(new Random(round).nextInt(700));
            assertThat(recorder.isAlive())
                    .as("the recording should not be over: " + Files.readString(output))
                    .isTrue();
            recorder.destroyForcibly();
            assertThat(recorder.waitFor(10, TimeUnit.SECONDS)).isTrue();
            awaitNoneWith(mark);
        } finally {
            Runs.killAll(recorder);
        }
        Outcome verified = runs.tool("verify", trace.toString());
        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(verified.output()).contains(" 0 divergences").doesNotContain("verified 0 frames");
        Outcome events = runs.tool("events", trace.toString(), "--to", "3");
        assertThat(events.status()).as(events.output()).isZero();
        assertThat(events.output()).contains("execve");
        Runs.deleteAll(trace);
    }

    /** Waits until a first block of frames is on the disk. */
    private static void awaitFrames(Process recorder, Path trace) throws IOException, InterruptedException {
        Path frames = trace.resolve("frames");
        while (recorder.isAlive() && (!Files.exists(frames) || Files.size(frames) < 1000)) {
            Thread.sleep(10);
        }
    }

    /** Waits until no process has the mark in its environment: what was killed takes a moment to end. */
    private static void awaitNoneWith(String mark) throws IOException, InterruptedException {
        List<String> left = List.of("not looked yet");
        for (int look = 0; look < 100 && !left.isEmpty(); look++) {
            left = processesWith(mark);
            Thread.sleep(50);
        }
        assertThat(left).isEmpty();
    }

    private static List<String> processesWith(String mark) throws IOException {
        List<Path> processes;
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            processes = all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .collect(Collectors.toList());
        }
        List<String> found = new ArrayList<>();
        for (Path process : processes) {
            try {
                String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
                if (environment.contains(mark)) {
                    found.add(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                // It has just ended, or belongs to someone else.
                continue;
            }
        }
        return found;
    }
}
