package dev.jrr.trace;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file for a user, of mode 0600, that has its name when it is whole and not before. Until then it
 * is beside that under another name, where a killed writer leaves it and the next one begins anew.
 */
public final class NewFile implements AutoCloseable {
    private static final String UNFINISHED = ".jrr-part";

    private final Path target;
    private final Path unfinished;
    private final FileChannel channel;
    private final OutputStream stream;

    private NewFile(Path target, Path unfinished, FileChannel channel) {
        this.target = target;
        this.unfinished = unfinished;
        this.channel = channel;
        this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /**
     * Begins a file.
     *
     * @throws UsageException if there is one of that name, or another process is about to make it
     * @throws JrrException if it cannot be made there
     */
    public static NewFile create(Path target) {
        requireAbsent(target);
        if (target.getFileName() == null) {
            throw new UsageException("that is not the name of a file");
        }
        Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    unfinished,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (channel.tryLock() == null) {
                throw new UsageException(target + " is being written by another process");
            }
            channel.truncate(0);
            NewFile made = new NewFile(target, unfinished, channel);
            channel = null;
            return made;
        } catch (OverlappingFileLockException here) {
            throw new UsageException(target + " is being written already");
        } catch (NoSuchFileException noFolder) {
            throw new JrrException(target + " cannot be made: there is no folder "
                    + target.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw failed(target, failure);
        } finally {
            closeQuietly(channel);
        }
    }

    private static void requireAbsent(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(target);
        }
    }

    private static UsageException exists(Path target) {
        return new UsageException(target + " is there already: give another name, or remove it first");
    }

    private static JrrException failed(Path target, IOException failure) {
        return new JrrException(target + " cannot be written: " + TraceWriter.reason(failure), failure);
    }

    /** Appends bytes. */
    public void write(byte[] bytes, int offset, int length) {
        try {
            stream.write(bytes, offset, length);
        } catch (IOException failure) {
            throw failed(target, failure);
        }
    }

    /** Puts all on the disk and gives the file its name; returns its size in bytes. */
    public long finish() {
        try {
            stream.flush();
            channel.force(true);
            long size = channel.size();
            name();
            return size;
        } catch (FileAlreadyExistsException meanwhile) {
            throw exists(target);
        } catch (IOException failure) {
            throw failed(target, failure);
        }
    }

    /** By a link, which never replaces a file, as a rename does; {@link #close} takes the other name away. */
    private void name() throws IOException {
        try {
            Files.createLink(target, unfinished);
        } catch (FileAlreadyExistsException meanwhile) {
            throw meanwhile;
        } catch (IOException | UnsupportedOperationException fileSystemWithoutLinks) {
            requireAbsent(target);
            Files.move(unfinished, target);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() {
        try {
            // Before the lock is given up: the next writer's would be of that name.
            Files.deleteIfExists(unfinished);
        } catch (IOException left) {
            // The next writer begins anew with it.
            return;
        } finally {
            closeQuietly(channel);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // What had to be on the disk was forced there.
        }
    }
}
