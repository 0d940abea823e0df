package dev.jrr.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The C programs that were written to be recorded; make builds them. */
public final class Tracees {
    private static final Path SOURCES = Path.of("src/test/tracees");
    private static final Path BUILT = Path.of(System.getProperty("jrr.tracees"));

    private Tracees() {}

    /** The path of one of them. */
    public static String path(String name) {
        return BUILT.resolve(name).toAbsolutePath().toString();
    }

    /** The names of those, in order, that do the same in every run and say so: see tracee.h. */
    public static List<String> repeatable() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file ->
                            file.toString().endsWith(".c") && source(file).contains("\"tracee.h\""))
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - 2))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its first comment says that it does. */
    public static String purpose(String name) {
        try (Stream<String> lines = Files.lines(SOURCES.resolve(name + ".c"))) {
            return lines.filter(line -> line.startsWith("// ") && !line.startsWith("// cflags:"))
                    .map(line -> line.substring(3))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
