package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Fixtures;
import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings that were made once, on another machine, still replay. */
@Tag("system")
@Timeout(120)
final class FixtureSystemTest {
    @TempDir
    private Path scratch;

    static Stream<String> names() {
        return Fixtures.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void recordingOfAnotherMachineReplays(String name) {
        new Runs(scratch).requireVerified(Fixtures.trace(name), 3);
    }

    @Test
    void commandsOnDamagedCopiesSaySoInOneLine() throws IOException {
        Runs runs = new Runs(scratch);
        for (String file : List.of("header", "frames", "data")) {
            Path copy = scratch.resolve("damaged-" + file);
            copy(Fixtures.trace("v1-fork"), copy);
            byte[] bytes = Files.readAllBytes(copy.resolve(file));
            Files.write(copy.resolve(file), Arrays.copyOf(bytes, bytes.length / 2));
            for (String command : List.of("verify", "events", "stats")) {
                Outcome outcome = runs.tool(command, copy.toString());
                boolean reads = file.equals("data") && !command.equals("verify");
                assertThat(outcome.status())
                        .as("%s with half its %s: %s", command, file, outcome.output())
                        .isIn(reads ? List.of(0, 1) : List.of(1));
                if (outcome.status() != 0) {
                    List<String> complaint = outcome.output()
                            .lines()
                            .filter(line -> line.startsWith("jrr-tui: "))
                            .collect(Collectors.toList());
                    assertThat(complaint)
                            .as(outcome.output())
                            .hasSize(1)
                            .first()
                            .asString()
                            .contains(copy.resolve(file).toString());
                    assertThat(outcome.output()).doesNotContain("\tat ");
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> {
                try {
                    Files.copy(path, to.resolve(from.relativize(path).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
