package dev.jrr.trace;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.model.TraceHeader;
import dev.jrr.trace.format.BlockHead;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.BlockPacker;
import dev.jrr.trace.format.FileHead;
import dev.jrr.trace.format.Malformed;
import dev.jrr.trace.format.PackEntry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes a trace of what {@link TracePacker} made of one. The file may come from anybody: nothing in it
 * chooses where something is written, and what it claims is compared with what is there first.
 */
public final class TraceUnpacker {
    private final Path file;
    private final InputStream in;
    private final Path folder;
    private long offset;
    private long sequence;
    private long total;
    private int salt;

    private TraceUnpacker(Path file, InputStream in, Path folder) {
        this.file = file;
        this.in = in;
        this.folder = folder;
    }

    /**
     * Unpacks a trace. It is there as a whole or not at all.
     *
     * @param directory where it becomes a folder {@code PROGRAM-N}
     * @param target a folder of its own instead, which must not exist or be empty
     * @return the trace's folder
     * @throws UsageException if there is no such file, or the folder is not free
     * @throws TraceFormatException if the file is no packed trace, or damaged
     * @throws JrrException if it cannot be read, or the trace cannot be written
     */
    public static Path unpack(Path file, TraceDirectory directory, Optional<Path> target) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        Path parent = target.map(path -> path.toAbsolutePath().normalize().getParent())
                .orElse(directory.root());
        String[] there = target.map(path -> path.toFile().list()).orElse(null);
        if (parent == null || there != null && there.length > 0) {
            throw new UsageException(target.get() + " is not empty: a trace needs a folder of its own");
        }
        Path unfinished = parent.resolve(".unpack-" + UUID.randomUUID());
        try {
            WholeFile.createDirectory(unfinished);
            try {
                read(file, unfinished);
                return move(unfinished, directory, target);
            } finally {
                TraceDirectory.deleteTree(unfinished);
            }
        } catch (IOException failure) {
            throw new JrrException(file + " cannot be unpacked: " + TraceWriter.reason(failure), failure);
        }
    }

    private static void read(Path file, Path folder) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            new TraceUnpacker(file, in, folder).run();
        }
    }

    /** A rename takes the place of an empty folder, and of no other. */
    private static Path move(Path unfinished, TraceDirectory directory, Optional<Path> target) throws IOException {
        TraceHeader header;
        try (TraceReader trace = TraceReader.open(unfinished)) {
            header = trace.header();
        }
        Path made = target.orElseGet(() ->
                directory.create(header.argv().isEmpty() ? "" : header.argv().get(0)));
        Files.move(unfinished, made, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    private void run() throws IOException {
        byte[] head = in.readNBytes(FileHead.SIZE);
        salt = (int) (long) translate(() -> FileHead.decode(PackEntry.FILE_NAME, head));
        offset = head.length;
        for (PackEntry entry = entry(); !entry.isEnd(); entry = entry()) {
            extract(entry);
        }
        require(in.read() < 0, "bytes too many");
    }

    private PackEntry entry() throws IOException {
        long expected = total;
        byte[] raw = block(BlockKind.ENTRY, expected, 1);
        PackEntry entry = translate(() -> PackEntry.decode(raw));
        require(!entry.isEnd() || entry.length() == expected, "the end of another length");
        return entry;
    }

    private void extract(PackEntry entry) throws IOException {
        boolean isKept = isKept(entry.name());
        if (!isKept && !TracePacker.NAMES.contains(entry.name())) {
            // Not shown: such a name may be anything.
            throw corrupt("a file that no trace has; nothing of it was written");
        }
        requireRoom(entry.length());
        Path path = folder.resolve(entry.name());
        if (isKept) {
            WholeFile.createDirectory(path.getParent());
        }
        MessageDigest sha = FileKeeper.sha256();
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long done = 0;
            while (done < entry.length()) {
                byte[] raw = block(BlockKind.PACKED, done, -1);
                require(raw.length > 0 && raw.length <= entry.length() - done, "more bytes than the file has");
                sha.update(raw);
                out.write(raw);
                done += raw.length;
            }
            total += done;
        } catch (FileAlreadyExistsException twice) {
            throw corrupt("the file " + entry.name() + " for the second time");
        }
        if (isKept) {
            require(path.endsWith(HexFormat.of().formatHex(sha.digest())), "not the content that its name tells");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        }
    }

    private static boolean isKept(String name) {
        String folder = FileKeeper.FOLDER + "/";
        return name.startsWith(folder)
                && TraceReader.KEY.matcher(name.substring(folder.length())).matches();
    }

    /** Few bytes can claim to be very many: they are told before the disk is full of them. */
    private void requireRoom(long length) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace();
        if (length > room) {
            throw new JrrException(file + " has a file of " + length + " bytes, and there is room for " + room);
        }
    }

    /** @param count what the head has to say of it; -1 for the length */
    private byte[] block(BlockKind kind, long first, int count) throws IOException {
        byte[] bytes = exactly(BlockHead.SIZE);
        BlockHead head = translate(() -> BlockHead.decode(kind, bytes));
        require(head.salt() == salt, "block of another trace");
        require(
                head.sequence() == sequence
                        && head.first() == first
                        && head.count() == (count < 0 ? head.rawLength() : count),
                "a block out of order");
        byte[] stored = exactly(head.storedLength());
        byte[] raw = translate(() -> BlockPacker.unpack(head, stored));
        offset += head.totalLength();
        sequence++;
        return raw;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        require(bytes.length == length, "the file ends before the trace does");
        return bytes;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw corrupt(otherwise);
        }
    }

    private TraceFormatException.Corrupt corrupt(String what) {
        return new TraceFormatException.Corrupt(file + ": at byte " + offset + ": " + what);
    }

    private <T> T translate(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Malformed malformed) {
            if (offset == 0) {
                throw new TraceFormatException(file + " is no packed trace: " + malformed.getMessage(), malformed);
            }
            throw TraceFile.exception(malformed, file + ": at byte " + offset + ": " + malformed.getMessage());
        }
    }
}
