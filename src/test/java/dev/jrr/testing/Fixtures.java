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
    private static final Path HOME = Path.of("traces-fixtures");

    private Fixtures() {}

    /** The names of all, in order, such as "v1-fork": the version of the format comes first. */
    public static List<String> names() {
        try (Stream<Path> folders = Files.walk(HOME, 2)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("trace")))
                    .map(folder -> folder.getParent().getFileName() + "-" + folder.getFileName())
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of a trace. */
    public static Path trace(String name) {
        int dash = name.indexOf('-');
        return HOME.resolve(name.substring(0, dash))
                .resolve(name.substring(dash + 1))
                .resolve("trace")
                .toAbsolutePath();
    }
}
