package dev.jrr.trace;

import dev.jrr.trace.format.BlockHead;
import dev.jrr.trace.format.FileHead;
import dev.jrr.trace.format.KeptFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** The files that a trace keeps, as its list has them. Safe for use by several threads. */
final class KeptFiles {
    private static final int BUFFER_SIZE = 256 << 10;

    private final Path directory;
    private final Map<String, KeptFile> files = new HashMap<>();
    private final Set<String> checked = ConcurrentHashMap.newKeySet();
    private final long listLength;

    /** @param list the list, or empty if the recorder was killed before it made one */
    KeptFiles(Path directory, Optional<TraceFile> list) {
        this.directory = directory;
        this.listLength = list.map(this::read).orElse(0L);
    }

    private long read(TraceFile list) {
        long offset = FileHead.SIZE;
        while (list.hasWholeBlock(offset)) {
            BlockHead head = list.head(offset);
            list.requireInOrder(offset, head, files.size(), files.size());
            byte[] raw = list.raw(offset, head);
            KeptFile file = list.translate(offset, () -> KeptFile.decode(raw));
            list.requireThat(files.putIfAbsent(file.key(), file) == null, offset, "file listed twice");
            offset += head.totalLength();
        }
        return offset;
    }

    /** Where the last whole entry of the list ends. */
    long listLength() {
        return listLength;
    }

    /** @throws TraceFormatException if the trace lacks the file, or it is damaged */
    Path file(String key) {
        KeptFile file = files.get(key);
        if (file == null) {
            // The key may come from a hostile trace: it is no path and not shown as one.
            throw new TraceFormatException.Corrupt(directory.resolve(TraceFile.KEPT) + ": lacks the file "
                    + (TraceReader.KEY.matcher(key).matches() ? key : "of an impossible key"));
        }
        Path path = directory.resolve(FileKeeper.FOLDER).resolve(file.key());
        if (!checked.contains(key)) {
            check(path, file);
            checked.add(key);
        }
        return path;
    }

    private static void check(Path path, KeptFile file) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new TraceFormatException.Corrupt(path + ": is missing");
        }
        CRC32C sum = new CRC32C();
        long length = 0;
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[BUFFER_SIZE];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
                length += count;
            }
        } catch (IOException failure) {
            throw new TraceFormatException(path + ": cannot be read: " + failure.getMessage(), failure);
        }
        if (length != file.length()) {
            throw new TraceFormatException.Corrupt(path + ": at byte " + Math.min(length, file.length()) + ": has "
                    + length + " bytes, not " + file.length());
        }
        if ((int) sum.getValue() != file.sum()) {
            throw new TraceFormatException.Corrupt(path + ": at byte 0: wrong checksum of a kept file");
        }
    }
}
