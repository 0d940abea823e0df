package dev.jrr.cli;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Removes recordings.", footer = "jrr-tui rm ls-0 ls-1")
final class RemoveCommand extends Subcommand {
    @Parameters(arity = "1..*", paramLabel = "TRACE", description = "a recording's folder or name")
    private List<String> traces;

    @Override
    int run(Streams streams) {
        // All are looked up before the first is removed: a wrong name removes nothing.
        List<Path> folders = new ArrayList<>();
        for (String trace : traces) {
            folders.add(traceFolder(trace));
        }
        try {
            for (Path folder : folders) {
                remove(folder);
            }
            mendLatest();
        } catch (IOException e) {
            throw new JrrException("cannot remove it all: " + e, e);
        }
        return 0;
    }

    private static Path traceFolder(String trace) {
        try {
            Path folder = TraceArgument.resolve(trace).toRealPath();
            if (!TraceArgument.isTrace(folder)) {
                throw new UsageException(trace + " is a folder, but no recording: it is left alone");
            }
            return folder;
        } catch (IOException e) {
            throw new JrrException("cannot look at " + trace + ": " + e.getMessage(), e);
        }
    }

    /** Links are removed, never followed. */
    private static void remove(Path folder) throws IOException {
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
            public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A link to what is gone is made to point to the newest of what is left. */
    private static void mendLatest() throws IOException {
        Path link = TraceArgument.latestLink();
        if (!Files.isSymbolicLink(link) || Files.exists(link)) {
            return;
        }
        Files.delete(link);
        Optional<Path> newest = Optional.empty();
        long time = Long.MIN_VALUE;
        for (Path folder : TraceArgument.all()) {
            long modified = Files.getLastModifiedTime(folder).toMillis();
            if (modified > time) {
                time = modified;
                newest = Optional.of(folder);
            }
        }
        if (newest.isPresent()) {
            Files.createSymbolicLink(link, newest.get().getFileName());
        }
    }
}
