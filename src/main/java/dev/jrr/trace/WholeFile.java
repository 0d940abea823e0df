package dev.jrr.trace;

import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.BlockPacker;
import dev.jrr.trace.format.FileHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files that are there as a whole or not at all. */
final class WholeFile {
    private WholeFile() {}

    /** Writes a file of a trace that has one block. */
    static void write(Path directory, String name, long traceId, BlockKind kind, boolean compress, byte[] raw)
            throws IOException {
        Path unfinished = directory.resolve(name + ".new");
        try (FileChannel channel = FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                BlockPacker packer = new BlockPacker(traceId)) {
            BlockQueue.writeFully(channel, ByteBuffer.wrap(FileHead.encode(name, traceId)));
            BlockQueue.writeFully(channel, packer.pack(kind, compress, 0, 0, 1, raw, raw.length));
        }
        Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a directory of mode 0700, with those above it, or takes an empty one as it is. */
    static void createEmptyDirectory(Path directory) throws IOException {
        createDirectory(directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (entries.iterator().hasNext()) {
                throw new FileAlreadyExistsException(directory.toString(), null, "it is not empty");
            }
        }
    }

    /** Makes a directory of mode 0700, with those above it, unless there is one. */
    static void createDirectory(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
