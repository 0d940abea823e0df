package dev.jrr.trace;

import dev.jrr.base.JrrException;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.BlockPacker;
import dev.jrr.trace.format.FileHead;
import dev.jrr.trace.format.KeptFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Puts copies of files into the {@code files} folder of a trace, each content once, and lists them
 * in the file {@code kept}. The list is written at once, so that no frame on disk names a file
 * which the list lacks.
 */
final class FileKeeper implements AutoCloseable {
    static final String FOLDER = "files";

    private static final int BUFFER_SIZE = 256 << 10;

    private final Path folder;
    private final Optional<FileStore> store;
    private final FileChannel list;
    private final BlockPacker packer;
    private final Map<FileIdentity, String> known = new HashMap<>();
    private final Map<String, KeptFile> kept = new HashMap<>();
    private long listLength = FileHead.SIZE;

    FileKeeper(Path directory, long traceId, Optional<FileStore> store) throws IOException {
        this.folder = directory.resolve(FOLDER);
        this.store = store;
        this.packer = new BlockPacker(traceId);
        WholeFile.createDirectory(folder);
        this.list = FileChannel.open(
                directory.resolve(TraceFile.KEPT), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        RecorderLock.hold(list);
        BlockQueue.writeFully(list, ByteBuffer.wrap(FileHead.encode(TraceFile.KEPT, traceId)));
    }

    /** How long the list is, in bytes. */
    long listLength() {
        return listLength;
    }

    /** Where a file is that was kept. */
    Path path(String key) {
        return folder.resolve(key);
    }

    /** Keeps a file and returns its key. */
    String keep(Path source) {
        FileIdentity identity = identity(source);
        String key = known.get(identity);
        if (key != null) {
            return key;
        }
        KeptFile file = shared(identity).orElse(null);
        if (file == null) {
            file = copy(source);
            share(identity, file);
        }
        if (kept.putIfAbsent(file.key(), file) == null) {
            enlist(file);
        }
        if (identity.isSettled()) {
            known.put(identity, file.key());
        }
        return file.key();
    }

    private static FileIdentity identity(Path source) {
        try {
            return FileIdentity.of(source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The file from the store, if it is there and can be linked into this trace. */
    private Optional<KeptFile> shared(FileIdentity identity) {
        return store.flatMap(all -> all.find(identity)).filter(file -> kept.containsKey(file.key()) || isShared(file));
    }

    /** Sharing only makes later recordings faster: where it fails, this one goes on without. */
    private void share(FileIdentity identity, KeptFile file) {
        if (store.isPresent()) {
            store.get().add(identity, file, folder.resolve(file.key()));
        }
    }

    private boolean isShared(KeptFile file) {
        return store.isPresent() && store.get().link(file, folder.resolve(file.key()));
    }

    private KeptFile copy(Path source) {
        Path unfinished = folder.resolve("new");
        InputStream in;
        try {
            in = Files.newInputStream(source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try (in) {
            KeptFile file = copy(in, unfinished);
            if (kept.containsKey(file.key()) || isShared(file)) {
                Files.delete(unfinished);
            } else {
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("r--------"));
                Files.move(unfinished, folder.resolve(file.key()), StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException failure) {
            throw new JrrException(
                    "no copy of " + source + " can be kept in " + folder + ": " + TraceWriter.reason(failure), failure);
        }
    }

    /** Copies and names in one go: the key is that of the copy, even if the source changes. */
    private static KeptFile copy(InputStream in, Path target) throws IOException {
        MessageDigest sha = sha256();
        CRC32C sum = new CRC32C();
        long length = 0;
        byte[] buffer = new byte[BUFFER_SIZE];
        Files.deleteIfExists(target);
        try (OutputStream out =
                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                sha.update(buffer, 0, count);
                sum.update(buffer, 0, count);
                out.write(buffer, 0, count);
                length += count;
            }
        }
        return new KeptFile(HexFormat.of().formatHex(sha.digest()), length, (int) sum.getValue());
    }

    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private void enlist(KeptFile file) {
        byte[] raw = file.encode();
        int place = kept.size() - 1;
        try {
            ByteBuffer block = packer.pack(BlockKind.KEPT, false, place, place, 1, raw, raw.length);
            int length = block.remaining();
            BlockQueue.writeFully(list, block);
            listLength += length;
        } catch (IOException failure) {
            throw new JrrException(
                    "the list of files in " + folder + " cannot be written: " + TraceWriter.reason(failure), failure);
        }
    }

    @Override
    public void close() {
        packer.close();
        try {
            list.close();
        } catch (IOException ignored) {
            // Every entry was written when it was made.
        }
    }
}
