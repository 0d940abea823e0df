package dev.jrr.trace;

import dev.jrr.trace.format.KeptFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kept files that traces beside each other share by hard links, so that a system library is
 * neither copied nor hashed for each recording. A file is in use while it has a second link.
 *
 * <p>Its {@code index} tells the content of files seen before; one line each:
 * {@code device:inode:size:modified:changed key crc}. Recorders append to it at the same time;
 * lines that are not whole are passed over. Everything in the store can be lost without harm, so
 * no failure here ends a recording.
 */
final class FileStore {
    private static final String INDEX = "index";
    private static final Pattern LINE =
            Pattern.compile("(\\d+:\\d+:(\\d{1,18}):-?\\d+:-?\\d+) ([0-9a-f]{64}) ([0-9a-f]{8})");

    private final Path directory;
    private Map<String, KeptFile> index;

    FileStore(Path directory) {
        this.directory = directory;
    }

    /** What a file holds, if its content was seen before. */
    Optional<KeptFile> find(FileIdentity identity) {
        if (index == null) {
            index = readIndex();
        }
        return Optional.ofNullable(index.get(identity.toString()));
    }

    private Map<String, KeptFile> readIndex() {
        Map<String, KeptFile> files = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(directory.resolve(INDEX), StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher fields = LINE.matcher(line);
                if (fields.matches()) {
                    long size = Long.parseLong(fields.group(2));
                    int sum = Integer.parseUnsignedInt(fields.group(4), 16);
                    files.put(fields.group(1), new KeptFile(fields.group(3), size, sum));
                }
            }
        } catch (IOException none) {
            return files;
        }
        return files;
    }

    /** Makes {@code target} a link to a file of the store, or a copy. Returns false if it cannot be. */
    boolean link(KeptFile file, Path target) {
        try {
            Path source = directory.resolve(file.key());
            if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS) || Files.size(source) != file.length()) {
                return false;
            }
            linkOrCopy(target, source);
            return true;
        } catch (IOException notThere) {
            return false;
        }
    }

    /**
     * Adds a file that a trace has just kept. It is linked from there, and so never in the store
     * without a second link, which would be garbage; unless the trace is on another file system,
     * and the copy then only stays until some trace is deleted.
     */
    void add(FileIdentity identity, KeptFile file, Path copy) {
        if (!identity.isSettled() || identity.size() != file.length()) {
            return;
        }
        try {
            WholeFile.createDirectory(directory);
            linkHere(file, copy);
            String line = String.format("%s %s %08x%n", identity, file.key(), file.sum());
            Files.writeString(
                    directory.resolve(INDEX),
                    line,
                    StandardCharsets.ISO_8859_1,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            index.put(identity.toString(), file);
        } catch (IOException notShared) {
            // The trace has its own copy, which is all that it needs.
        }
    }

    private void linkHere(KeptFile file, Path copy) throws IOException {
        try {
            linkOrCopy(directory.resolve(file.key()), copy);
        } catch (FileAlreadyExistsException there) {
            // Kept by another recording, under another name or before a change of the inode.
        }
    }

    private static void linkOrCopy(Path target, Path source) throws IOException {
        try {
            Files.createLink(target, source);
        } catch (FileAlreadyExistsException | NoSuchFileException failure) {
            throw failure;
        } catch (IOException | UnsupportedOperationException anotherFileSystem) {
            Path unfinished = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID());
            try {
                Files.copy(source, unfinished, StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    /**
     * Deletes the files that no trace uses any more.
     *
     * @param directory the store; nothing happens if there is none
     * @return how many bytes that freed
     */
    static long collect(Path directory) throws IOException {
        long freed = 0;
        Set<String> left = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!TraceReader.KEY.matcher(name).matches()) {
                    continue;
                }
                if (links(file) == 1) {
                    freed += Files.size(file);
                    Files.deleteIfExists(file);
                } else {
                    left.add(name);
                }
            }
        } catch (NoSuchFileException none) {
            return freed;
        }
        forgetAllBut(left, directory);
        return freed;
    }

    private static int links(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)).intValue();
    }

    /** A line that a recorder adds meanwhile may be lost: that file is then copied once more. */
    private static void forgetAllBut(Set<String> keys, Path directory) throws IOException {
        Path index = directory.resolve(INDEX);
        if (!Files.exists(index)) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(index, StandardCharsets.ISO_8859_1)) {
            Matcher fields = LINE.matcher(line);
            if (fields.matches() && keys.contains(fields.group(3))) {
                lines.add(line);
            }
        }
        Path unfinished = directory.resolve(INDEX + "." + UUID.randomUUID());
        Files.write(unfinished, lines, StandardCharsets.ISO_8859_1);
        Files.move(unfinished, index, StandardCopyOption.ATOMIC_MOVE);
    }
}
