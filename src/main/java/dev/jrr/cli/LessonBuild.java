package dev.jrr.cli;

import dev.jrr.base.JrrException;
import dev.jrr.explore.lesson.Lesson;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What runs a lesson's program. C is compiled unless a program that is no older stands beside its
 * source; what was compiled is kept in {@code ~/.cache/jrr-tui/lessons}, by what it was made from.
 */
final class LessonBuild {
    private final Lesson lesson;
    private final Streams streams;

    LessonBuild(Lesson lesson, Streams streams) {
        this.lesson = lesson;
        this.streams = streams;
    }

    /**
     * The command line to record, made so that it can be.
     *
     * @throws JrrException if the program is not there, or cannot be compiled
     */
    List<String> command() {
        List<String> words = lesson.program().words();
        Optional<String> name = lesson.program().source();
        if (name.isEmpty()) {
            return words;
        }
        Path source = lesson.file().resolveSibling(name.get());
        if (!Files.isReadable(source)) {
            throw new JrrException(lesson.name() + ": its program " + source + " is not there; program: names it");
        }
        List<String> command = new ArrayList<>();
        if (source.toString().endsWith(".c")) {
            command.add(executable(source).toString());
        } else {
            String interpreter = source.toString().endsWith(".py") ? "python3" : "sh";
            requireInstalled(interpreter, interpreter);
            command.add(interpreter);
            command.add(source.toString());
        }
        command.addAll(words);
        return command;
    }

    private void requireInstalled(String program, String debianPackage) {
        Executable found = Executable.find(program, Environment.with(List.of()));
        if (found.path().isEmpty()) {
            throw new JrrException("the lesson " + lesson.name() + " needs " + program
                    + ", which is not installed; on Debian or Ubuntu: sudo apt-get install " + debianPackage);
        }
    }

    private Path executable(Path source) {
        String name = source.getFileName().toString().replaceFirst("\\.c$", "");
        try {
            Path beside = source.resolveSibling(name);
            if (Files.isRegularFile(beside)
                    && Files.isExecutable(beside)
                    && Files.getLastModifiedTime(beside).compareTo(Files.getLastModifiedTime(source)) >= 0) {
                return beside;
            }
            Path compiled = cache().resolve(name + "-" + fingerprint(source));
            if (!Files.isExecutable(compiled)) {
                compile(source, compiled);
            }
            return compiled;
        } catch (IOException e) {
            throw new JrrException(lesson.name() + ": its program cannot be made ready: " + e, e);
        }
    }

    private static Path cache() throws IOException {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path folder = cache.startsWith("/")
                ? Path.of(cache)
                : Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home", "/")), ".cache");
        return Files.createDirectories(folder.resolve("jrr-tui").resolve("lessons"));
    }

    /** Of all that the program is made from, as far as that is the teacher's. */
    private String fingerprint(Path source) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.join("\0", lesson.program().compile()).getBytes(StandardCharsets.UTF_8));
            digest.update(source.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(source));
            List<Path> headers = new ArrayList<>();
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(source.toAbsolutePath().getParent(), "*.h")) {
                found.forEach(headers::add);
            }
            headers.sort(null);
            for (Path header : headers) {
                digest.update(Files.readAllBytes(header));
            }
            return new BigInteger(1, digest.digest()).shiftRight(192).toString(36);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compile(Path source, Path compiled) throws IOException {
        List<String> words = lesson.program().compile();
        requireInstalled(words.get(0), "gcc libc6-dev");
        Path unfinished = compiled.resolveSibling(
                compiled.getFileName() + "." + ProcessHandle.current().pid());
        List<String> command = new ArrayList<>(List.of(
                words.get(0),
                "-o",
                unfinished.toString(),
                source.toAbsolutePath().toString()));
        // Behind the source: a linker takes of a library only what was asked for before.
        command.addAll(words.subList(1, words.size()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            if (process.waitFor() != 0) {
                streams.error().print(said);
                throw new JrrException(lesson.name() + ": its program cannot be compiled: " + Words.quoted(command)
                        + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JrrException("interrupted while " + source + " was compiled");
        }
        Files.move(unfinished, compiled, StandardCopyOption.ATOMIC_MOVE);
    }
}
