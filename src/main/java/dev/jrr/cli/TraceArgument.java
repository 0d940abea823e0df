package dev.jrr.cli;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where traces are, and which one an argument means. */
final class TraceArgument {
    private static final String LATEST = "latest-trace";

    private TraceArgument() {}

    /** Opens the trace that an argument means: a path, a name, or null for the latest. */
    static TraceReader open(String argument) {
        return TraceReader.open(resolve(argument));
    }

    static Path resolve(String argument) {
        if (argument == null) {
            Path latest = root().resolve(LATEST);
            if (!Files.isDirectory(latest)) {
                throw new UsageException(
                        "there is no recording yet in " + root() + "; make one: jrr-tui record PROGRAM");
            }
            return latest;
        }
        Path path = Path.of(argument);
        if (Files.isDirectory(path)) {
            return path;
        }
        Path named = root().resolve(argument);
        // A name is one folder in the root; a path that does not exist is no name.
        if (named.getParent().equals(root()) && Files.isDirectory(named)) {
            return named;
        }
        throw new UsageException("no recording is called " + argument + "; jrr-tui ls lists them");
    }

    /** $JRR_TRACE_DIR, else $XDG_DATA_HOME/jrr, else ~/.local/share/jrr. */
    static Path root() {
        String own = System.getenv("JRR_TRACE_DIR");
        if (own != null && !own.isEmpty()) {
            return Path.of(own).toAbsolutePath();
        }
        String data = System.getenv("XDG_DATA_HOME");
        // The XDG specification has relative paths ignored.
        Path base = data != null && data.startsWith("/")
                ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("jrr");
    }

    /** The folders of all recordings, in the order of their names. */
    static List<Path> all() {
        if (!Files.isDirectory(root())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root())) {
            return entries.filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path))
                    .filter(TraceArgument::isTrace)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new JrrException("cannot list " + root() + ": " + e.getMessage(), e);
        }
    }

    /** Whether a folder has the file that every trace begins with. */
    static boolean isTrace(Path folder) {
        return Files.isRegularFile(folder.resolve("header"));
    }

    static Path latestLink() {
        return root().resolve(LATEST);
    }
}
