package dev.jrr.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.replay.Verifier;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs plainly and recorded, each in an empty folder of its own, and the tool itself.
 * Every process gets a time after which it and its descendants are killed.
 */
public final class Runs {
    public static final Path LAUNCHER =
            Path.of(System.getProperty("jrr.home"), "bin", "jrr-tui").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a program printed on both streams, and its exit status as a shell shows it. */
    public record Outcome(int status, String output) {}

    private final Path scratch;
    private final Map<String, String> environment;
    private int runs;

    /**
     * @param scratch a folder for traces and for what programs write
     * @param environment variables beyond those of this process
     */
    public Runs(Path scratch, Map<String, String> environment) {
        this.scratch = scratch;
        this.environment = environment;
    }

    public Runs(Path scratch) {
        this(scratch, Map.of());
    }

    /** Runs a program as it is. */
    public Outcome plain(List<String> command) {
        return inFreshFolder(command);
    }

    /** Records a program; the trace has the given name. */
    public Outcome record(String name, List<String> command) {
        List<String> words = new ArrayList<>(
                List.of(LAUNCHER.toString(), "record", "-q", "-o", trace(name).toString(), "--"));
        words.addAll(command);
        return inFreshFolder(words);
    }

    /** Where the trace of that name is. */
    public Path trace(String name) {
        return scratch.resolve("trace-" + name);
    }

    /** Runs the tool. */
    public Outcome tool(String... arguments) {
        List<String> words = new ArrayList<>(List.of(LAUNCHER.toString()));
        words.addAll(Arrays.asList(arguments));
        return run(scratch, words);
    }

    /** Replays a trace some times over in this process; fails unless each time it is all as recorded. */
    public static void requireReplays(Path trace, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(Verifier.verify(trace, false, (done, total) -> {}).report())
                    .isEmpty();
        }
    }

    /** The same by the tool. */
    public void requireVerified(Path trace, int times) {
        List<String> words = new ArrayList<>(List.of("verify", "--json"));
        for (int i = 0; i < times; i++) {
            words.add(trace.toString());
        }
        Outcome outcome = tool(words.toArray(new String[0]));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output().lines())
                .hasSize(times)
                .allSatisfy(line -> assertThat(line).contains("\"divergences\":0"));
    }

    /**
     * Records, and checks all that a recording promises: output and status as without it, and three
     * replays with no divergence.
     */
    public Outcome requireFaithful(String name, List<String> command) {
        Outcome plain = plain(command);
        Outcome recorded = record(name, command);
        assertThat(recorded).isEqualTo(plain);
        requireReplays(trace(name), 3);
        return recorded;
    }

    private Outcome inFreshFolder(List<String> command) {
        try {
            // The same path each time: programs may print it.
            Path folder = scratch.resolve("folder");
            deleteAll(folder);
            return run(Files.createDirectory(folder), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end in a folder. */
    public Outcome run(Path folder, List<String> command) {
        Path output = scratch.resolve("output-" + runs++);
        try {
            Process process = start(folder, command, output);
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    killAll(process);
                    throw new AssertionError("after " + PATIENCE.toSeconds() + " s still running: " + command + "\n"
                            + Files.readString(output, StandardCharsets.ISO_8859_1));
                }
            } finally {
                killAll(process);
            }
            return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command whose end the caller sees to. */
    public Process start(Path folder, List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile());
        builder.environment().put("JRR_TRACE_DIR", scratch.resolve("traces").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Kills a process and all that descend from it. */
    public static void killAll(Process process) {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
    }

    /** Deletes a folder and all below it, if it is there. */
    public static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
