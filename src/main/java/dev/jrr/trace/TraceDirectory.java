package dev.jrr.trace;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The folder that has a user's traces: one folder each, a link to the latest one, and the store of
 * files that they share. Several programs may use it at the same time.
 */
public final class TraceDirectory {
    /** The name of the link to the trace that was recorded last. */
    public static final String LATEST = "latest-trace";

    private static final String STORE = ".files";
    private static final int LONGEST_NAME = 100;

    private final Path root;

    /** @param root the folder, which need not exist */
    public TraceDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * The folder that an environment names: {@code $JRR_TRACE_DIR}, else {@code $XDG_DATA_HOME/jrr},
     * else {@code ~/.local/share/jrr}.
     *
     * @throws UsageException if it names none
     */
    public static TraceDirectory of(Map<String, String> environment) {
        String own = environment.getOrDefault("JRR_TRACE_DIR", "");
        if (!own.isEmpty()) {
            return new TraceDirectory(Path.of(own));
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        // The XDG base directory specification: relative paths are to be ignored.
        if (data.startsWith("/")) {
            return new TraceDirectory(Path.of(data, "jrr"));
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        if (home.isEmpty()) {
            throw new UsageException("no place for traces: set JRR_TRACE_DIR or HOME");
        }
        return new TraceDirectory(Path.of(home, ".local", "share", "jrr"));
    }

    public Path root() {
        return root;
    }

    /** Where traces in this folder share files: for {@link TraceWriter#create}. */
    public Path store() {
        return root.resolve(STORE);
    }

    /**
     * Makes an empty folder {@code PROGRAM-N} for a new trace, of mode 0700, N being one more than
     * any that is there.
     *
     * @param program a name or path of the program
     * @throws JrrException if that is not possible
     */
    public Path create(String program) {
        String name = folderName(program);
        try {
            WholeFile.createDirectory(root);
            for (long number = nextNumber(name); ; number++) {
                try {
                    return Files.createDirectory(
                            root.resolve(name + "-" + number),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } catch (FileAlreadyExistsException another) {
                    // Another recorder was faster; the next number is free.
                }
            }
        } catch (IOException failure) {
            throw new JrrException("no folder for a trace in " + root + ": " + TraceWriter.reason(failure), failure);
        }
    }

    /** The last component of a path, without what would be awkward in the name of a folder. */
    private static String folderName(String program) {
        String last = program.substring(program.lastIndexOf('/') + 1);
        String name = last.replaceAll("[^A-Za-z0-9._+-]", "_").replaceAll("^[.-]+", "");
        if (name.isEmpty()) {
            return "trace";
        }
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private long nextNumber(String name) throws IOException {
        long next = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String other = entry.getFileName().toString();
                if (other.startsWith(name + "-")) {
                    String digits = other.substring(name.length() + 1);
                    if (digits.matches("\\d{1,9}")) {
                        next = Math.max(next, Long.parseLong(digits) + 1);
                    }
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return next;
    }

    /**
     * Makes a trace, here or elsewhere, the latest one.
     *
     * @throws JrrException if that is not possible
     */
    public void setLatest(Path trace) {
        Path absolute = trace.toAbsolutePath().normalize();
        Path target = root.equals(absolute.getParent()) ? absolute.getFileName() : absolute;
        Path link = root.resolve(LATEST);
        Path unfinished = root.resolve(LATEST + "." + ProcessHandle.current().pid());
        try {
            WholeFile.createDirectory(root);
            Files.deleteIfExists(unfinished);
            Files.createSymbolicLink(unfinished, target);
            Files.move(unfinished, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new JrrException(link + " cannot be set: " + TraceWriter.reason(failure), failure);
        }
    }

    /** The latest trace, if there is one. */
    public Optional<Path> latest() {
        Path link = root.resolve(LATEST);
        try {
            Path target = root.resolve(Files.readSymbolicLink(link)).normalize();
            return isTrace(target) ? Optional.of(target) : Optional.empty();
        } catch (IOException | UnsupportedOperationException none) {
            return Optional.empty();
        }
    }

    /**
     * The folder of the trace that a user means.
     *
     * @param trace a path, or the name of a trace in this folder; empty for the latest one
     * @throws UsageException if there is none
     */
    public Path resolve(Optional<String> trace) {
        if (trace.isEmpty()) {
            return latest().orElseThrow(() ->
                    new UsageException("there is no latest trace in " + root + ": record one, or name one"));
        }
        String name = trace.get();
        if (name.equals(LATEST)) {
            return resolve(Optional.empty());
        }
        try {
            Path path = Path.of(name);
            if (isTrace(path)) {
                return path;
            }
            Path named = root.resolve(name);
            if (!name.contains("/") && isTrace(named)) {
                return named;
            }
            if (Files.isDirectory(path)) {
                throw new UsageException(name + " is no trace: it has no file " + TraceFile.HEADER);
            }
        } catch (InvalidPathException impossible) {
            // Not shown: such a name would not be one line.
            throw new UsageException("that is not the name of a trace");
        }
        throw new UsageException("there is no trace " + name + ", neither here nor in " + root);
    }

    private static boolean isTrace(Path directory) {
        return Files.isRegularFile(directory.resolve(TraceFile.HEADER));
    }

    /**
     * All traces in this folder, the oldest first; damaged ones too. Reads what each one's end
     * says, and all of those that have no end.
     */
    public List<TraceListing> list() {
        Optional<Path> latest = latest();
        List<TraceListing> traces = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && isTrace(entry)) {
                    traces.add(
                            TraceListing.of(entry, latest.filter(entry::equals).isPresent()));
                }
            }
        } catch (NoSuchFileException noTraces) {
            return List.of();
        } catch (DirectoryIteratorException failure) {
            throw new JrrException(root + " cannot be read: " + TraceWriter.reason(failure.getCause()), failure);
        } catch (IOException failure) {
            throw new JrrException(root + " cannot be read: " + TraceWriter.reason(failure), failure);
        }
        traces.sort(Comparator.comparingLong(TraceListing::createdEpochMillis).thenComparing(TraceListing::name));
        return traces;
    }

    /**
     * Deletes a trace, here or elsewhere, and the shared files that only it used. If it was the
     * latest one, the latest of the others becomes that.
     *
     * @throws UsageException if it is no trace
     * @throws JrrException if it cannot be deleted
     */
    public void delete(Path trace) {
        if (!isTrace(trace)) {
            throw new UsageException(trace + " is no trace, so it is not deleted");
        }
        if (RecorderLock.isHeld(trace)) {
            throw new JrrException(trace + " is still being recorded: it can be deleted when that has ended");
        }
        boolean wasLatest;
        try {
            Path folder = trace.toRealPath();
            Optional<Path> latest = latest();
            wasLatest = latest.isPresent() && Files.isSameFile(latest.get(), folder);
            // The header last: what is left after a failure is still a trace, and can be deleted.
            deleteTree(folder, folder.resolve(TraceFile.HEADER));
            Files.deleteIfExists(folder.resolve(TraceFile.HEADER));
            Files.delete(folder);
            collectStore(folder);
        } catch (IOException failure) {
            throw new JrrException(trace + " cannot be deleted: " + TraceWriter.reason(failure), failure);
        }
        if (wasLatest) {
            moveLatest();
        }
    }

    /** A trace that was recorded elsewhere may share the files of this folder too. */
    private void collectStore(Path deleted) throws IOException {
        FileStore.collect(store());
        FileStore.collect(deleted.resolveSibling(STORE));
    }

    private void moveLatest() {
        List<TraceListing> rest = list();
        if (!rest.isEmpty()) {
            setLatest(rest.get(rest.size() - 1).path());
            return;
        }
        try {
            Files.deleteIfExists(root.resolve(LATEST));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Deletes a folder, if it is there, with all in it; links are deleted and not followed. */
    static void deleteTree(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            deleteTree(folder, folder);
            Files.delete(folder);
        }
    }

    /** Deletes all in a folder but {@code spared}; links are deleted and not followed. */
    private static void deleteTree(Path folder, Path spared) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(spared)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!directory.equals(folder)) {
                    Files.delete(directory);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** How many bytes the files in a folder have; empty if it cannot be read. */
    static OptionalLong size(Path folder) {
        long[] sum = {0};
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(sum[0]);
    }
}
