package dev.jrr.record;

import dev.jrr.linux.Libdw;
import dev.jrr.symbols.DebugSections;
import dev.jrr.trace.TraceWriter;
import dev.jrr.tracee.NativeCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the source files of the program, and of what it maps from outside the system's folders, so
 * that a trace shows them as they were. Done when the program has ended, and only for files that have debug
 * information: other recordings pay nothing for it.
 */
final class SourceKeeper {
    private static final long MOST_FILE_BYTES = 1 << 20;
    private static final long MOST_BYTES = 64 << 20;
    private static final int MOST_FILES = 1 << 14;

    /** The user waits: of a giant, the files that are told first have to do. */
    private static final long MOST_NANOS = 2_000_000_000L;

    private final TraceWriter writer;

    /** Paths of mapped files by their keys. */
    private final Map<String, String> modules = new LinkedHashMap<>();

    private long bytes;
    private int files;

    SourceKeeper(TraceWriter writer) {
        this.writer = writer;
    }

    /** A file was mapped. The first of all is the program, and counts wherever it is. */
    void mapped(String path, String key) {
        boolean isSystem = path.startsWith("/usr/") || path.startsWith("/lib");
        if (modules.isEmpty() || !isSystem) {
            modules.putIfAbsent(key, path);
        }
    }

    /** Keeps what there is, within bounds of size and time. */
    void keep() {
        long end = System.nanoTime() + MOST_NANOS;
        Set<String> kept = new LinkedHashSet<>();
        modules.forEach((key, path) -> {
            if (DebugSections.hasLines(writer.kept(key))) {
                FileTime built = modified(path);
                for (String source : sources(key, path, end)) {
                    if (System.nanoTime() < end && files < MOST_FILES && kept.add(source)) {
                        keep(source, built);
                    }
                }
            }
        });
    }

    /** The source files that a module names: those of the system, such as headers, behind all others. */
    private List<String> sources(String key, String path, long end) {
        Set<String> own = new LinkedHashSet<>();
        Set<String> system = new LinkedHashSet<>();
        Libdw symbols = NativeCode.symbols();
        if (symbols == null) {
            return List.of();
        }
        try (symbols) {
            symbols.module(path, writer.kept(key), 0);
            symbols.ready();
            List<String> unit = symbols.nextSources();
            while (unit != null && System.nanoTime() < end) {
                unit.forEach(source -> (source.startsWith("/usr/") ? system : own).add(source));
                unit = symbols.nextSources();
            }
        }
        List<String> all = new ArrayList<>(own);
        all.addAll(system);
        return all;
    }

    private void keep(String source, FileTime built) {
        try {
            Path path = Path.of(source);
            if (!path.isAbsolute() || !Files.isRegularFile(path) || !Files.isReadable(path)) {
                return;
            }
            long size = Files.size(path);
            if (size > MOST_FILE_BYTES || bytes + size > MOST_BYTES) {
                return;
            }
            writer.keepSource(
                    source, built != null && Files.getLastModifiedTime(path).compareTo(built) > 0);
            bytes += size;
            files++;
        } catch (IOException | UncheckedIOException | InvalidPathException goneMeanwhile) {
            // It will be looked for where it is when somebody asks.
            return;
        }
    }

    /** Null if it is not there any more. */
    private static FileTime modified(String path) {
        try {
            return Files.getLastModifiedTime(Path.of(path));
        } catch (IOException | InvalidPathException gone) {
            return null;
        }
    }
}
