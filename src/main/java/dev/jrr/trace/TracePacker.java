package dev.jrr.trace;

import dev.jrr.base.JrrException;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.BlockPacker;
import dev.jrr.trace.format.FileHead;
import dev.jrr.trace.format.PackEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes one file of a trace, with all that its replay needs.
 *
 * <p>It is a {@link FileHead} and then blocks whose sequence numbers run from the first to the last:
 * of each file a {@link PackEntry}, and its bytes; in the end an empty entry. So nothing can be lost,
 * added or exchanged without notice.
 */
public final class TracePacker implements AutoCloseable {
    /** The files of a trace beside those that it keeps; the header first, which names the program. */
    static final List<String> NAMES = List.of(
            TraceFile.HEADER, TraceFile.INDEX, TraceFile.KEPT, TraceFile.SOURCES, TraceFile.FRAMES, TraceFile.DATA);

    private static final int PIECE = 1 << 20;

    private final Path trace;
    private final NewFile target;
    private final BlockPacker packer;
    private final byte[] piece = new byte[PIECE];
    private long sequence;
    private long total;

    private TracePacker(Path trace, NewFile target, long traceId) {
        this.trace = trace;
        this.target = target;
        this.packer = new BlockPacker(traceId);
        byte[] head = FileHead.encode(PackEntry.FILE_NAME, traceId);
        target.write(head, 0, head.length);
    }

    /**
     * Packs a trace.
     *
     * @param target a file that does not exist; it has that name when it is whole
     * @return the size of it in bytes
     * @throws dev.jrr.base.UsageException if there is a file of that name
     * @throws TraceFormatException if the trace is damaged
     * @throws JrrException if the trace is still being recorded, or the file cannot be written
     */
    public static long pack(Path trace, Path target) {
        try (TraceReader reader = TraceReader.open(trace)) {
            if (reader.goesOn()) {
                throw new JrrException(trace + " is still being recorded: it can be packed when that has ended");
            }
        }
        try (NewFile file = NewFile.create(target);
                TracePacker packer = new TracePacker(trace, file, TraceReader.readId(trace))) {
            for (String name : packer.names()) {
                packer.add(name);
            }
            packer.entry(new PackEntry("", packer.total));
            return file.finish();
        }
    }

    /** Those that are there: a recorder that was killed leaves some out. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : NAMES) {
            if (Files.isRegularFile(trace.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                names.add(name);
            }
        }
        Path folder = trace.resolve(FileKeeper.FOLDER);
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            List<String> keys = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                files.forEach(file -> keys.add(file.getFileName().toString()));
            } catch (IOException failure) {
                throw unreadable(folder, failure);
            }
            keys.stream()
                    .filter(key -> TraceReader.KEY.matcher(key).matches())
                    .sorted()
                    .forEach(key -> names.add(FileKeeper.FOLDER + "/" + key));
        }
        return names;
    }

    private void add(String name) {
        Path source = trace.resolve(name);
        // The others are compressed already.
        boolean isKept = !NAMES.contains(name);
        MessageDigest sha = FileKeeper.sha256();
        try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
            long length = Files.size(source);
            entry(new PackEntry(name, length));
            long done = 0;
            for (int count = in.readNBytes(piece, 0, PIECE); count > 0; count = in.readNBytes(piece, 0, PIECE)) {
                sha.update(piece, 0, count);
                block(BlockKind.PACKED, isKept, done, count, piece);
                done += count;
            }
            if (done != length) {
                throw new JrrException(source + " has changed while it was packed");
            }
            total += done;
        } catch (IOException failure) {
            throw unreadable(source, failure);
        }
        if (isKept && !source.getFileName().toString().equals(HexFormat.of().formatHex(sha.digest()))) {
            throw new TraceFormatException.Corrupt(source + ": at byte 0: not the content that its name tells");
        }
    }

    private static JrrException unreadable(Path source, IOException failure) {
        return new JrrException(source + " cannot be read: " + TraceWriter.reason(failure), failure);
    }

    private void entry(PackEntry entry) {
        byte[] raw = entry.encode();
        block(BlockKind.ENTRY, false, total, raw.length, raw);
    }

    private void block(BlockKind kind, boolean compress, long first, int length, byte[] raw) {
        int count = kind == BlockKind.ENTRY ? 1 : length;
        ByteBuffer block = packer.pack(kind, compress, sequence++, first, count, raw, length);
        target.write(block.array(), block.position(), block.remaining());
    }

    @Override
    public void close() {
        packer.close();
    }
}
