package dev.jrr.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The recordings that are kept, each with the program it is of: see traces-fixtures/README.md. */
public final class Fixtures {
    private static final Path HOME = Path.of("traces-fixtures", "v1");

    private Fixtures() {}

    /** The names of all, in order. */
    public static List<String> names() {
        try (Stream<Path> folders = Files.list(HOME)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of a trace. */
    public static Path trace(String name) {
        return HOME.resolve(name).resolve("trace").toAbsolutePath();
    }
}
