package dev.jrr.replay;

import dev.jrr.base.JrrException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory that several address spaces share: one file for each object, in a directory of this
 * session's own. A copy of a session needs copies of the files, or its writes would be seen here.
 */
final class SharedObjects implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private Path directory;
    private final Map<String, Path> files = new HashMap<>();

    /** The file of an object, at least {@code length} bytes long. */
    Path file(String key, long length) {
        try {
            Path file = files.get(key);
            if (file == null) {
                file = directory().resolve(Integer.toString(files.size()));
                files.put(key, file);
            }
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                if (open.length() < length) {
                    open.setLength(length);
                }
            }
            return file;
        } catch (IOException e) {
            throw new JrrException("cannot keep shared memory of the replay: " + e.getMessage(), e);
        }
    }

    /** Writes to an object where no mapping of it may be written. */
    void write(String key, long offset, byte[] bytes) {
        try (RandomAccessFile open =
                new RandomAccessFile(file(key, offset + bytes.length).toFile(), "rw")) {
            open.seek(offset);
            open.write(bytes);
        } catch (IOException e) {
            throw new JrrException("cannot write shared memory of the replay: " + e.getMessage(), e);
        }
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** The same objects with the same contents, in files of their own. */
    SharedObjects copy() {
        SharedObjects copy = new SharedObjects();
        try {
            for (Map.Entry<String, Path> entry : files.entrySet()) {
                Path target = copy.directory().resolve(entry.getValue().getFileName());
                Files.copy(entry.getValue(), target);
                copy.files.put(entry.getKey(), target);
            }
        } catch (IOException e) {
            copy.close();
            throw new JrrException("cannot copy shared memory of the replay: " + e.getMessage(), e);
        }
        return copy;
    }

    /** The file here that corresponds to a file of another copy. */
    Path sameAs(String fileOfOther) {
        return directory.resolve(Path.of(fileOfOther).getFileName());
    }

    private Path directory() throws IOException {
        if (directory == null) {
            directory = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "jrr-")
                    : Files.createTempDirectory("jrr-");
        }
        return directory;
    }

    @Override
    public void close() {
        try {
            for (Path file : files.values()) {
                Files.deleteIfExists(file);
            }
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new JrrException("cannot delete " + directory + ": " + e.getMessage(), e);
        } finally {
            files.clear();
            directory = null;
        }
    }
}
