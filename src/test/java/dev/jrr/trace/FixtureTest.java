package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.kernel.FrameText;
import dev.jrr.model.TraceFrame;
import dev.jrr.testing.Fixtures;
import dev.jrr.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings that were made once are still read, and no damage to them does more than fail. */
final class FixtureTest {
    private static final int COPIES = 2000;

    @TempDir
    private Path scratch;

    static Stream<String> names() {
        return Fixtures.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eventsAreWhatTheyWere(String name) {
        StringBuilder text = new StringBuilder();
        try (TraceReader trace = TraceReader.open(Fixtures.trace(name))) {
            for (long number = 0; number < trace.frameCount(); number++) {
                TraceFrame frame = trace.frame(number);
                text.append(number)
                        .append("  ")
                        .append(frame.task().tid())
                        .append("  ")
                        .append(FrameText.describe(frame))
                        .append('\n');
            }
            assertThat(trace.summary().complete()).isTrue();
        }
        Golden.check("dumps/fixture-" + name + ".txt", text.toString());
    }

    @Test
    void damagedTraceIsReadOrFailsInOneLine() throws IOException {
        for (String name : Fixtures.names()) {
            Path copy = scratch.resolve(name);
            List<Path> files = copy(Fixtures.trace(name), copy);
            for (int seed = 0; seed < COPIES / 2; seed++) {
                Random random = new Random(seed);
                Path file = files.get(random.nextInt(files.size()));
                byte[] whole = Files.readAllBytes(file);
                Files.write(file, damaged(whole, random));
                requireReadOrOneLine(copy, "seed " + seed + ", damage in " + file);
                Files.write(file, whole);
            }
            readAll(copy);
        }
    }

    private static void requireReadOrOneLine(Path copy, String damage) {
        try {
            readAll(copy);
        } catch (TraceFormatException e) {
            assertThat(e.getMessage()).as(damage).doesNotContain("\n").contains(copy.toString());
        } catch (RuntimeException e) {
            throw new AssertionError(damage, e);
        }
    }

    private static void readAll(Path folder) {
        try (TraceReader trace = TraceReader.open(folder)) {
            TraceStatistics.of(trace);
            for (long number = 0; number < trace.frameCount(); number++) {
                TraceFrame frame = trace.frame(number);
                assertThat(FrameText.describe(frame)).isNotNull();
                frame.writes().forEach(trace::bytes);
            }
        }
    }

    /** Copies a trace; returns the files of the copy. */
    private static List<Path> copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolve("files"));
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().collect(Collectors.toList())) {
                copies.add(Files.write(to.resolve(from.relativize(file).toString()), Files.readAllBytes(file)));
            }
        }
        return copies;
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        int kind = random.nextInt(3);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] changed = bytes.clone();
        if (kind == 1) {
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                changed[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            return changed;
        }
        // Two stretches change places.
        int length = 1 + random.nextInt(Math.max(1, bytes.length / 3));
        int one = random.nextInt(bytes.length - length + 1);
        int other = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes, one, changed, other, length);
        System.arraycopy(bytes, other, changed, one, length);
        return changed;
    }
}
