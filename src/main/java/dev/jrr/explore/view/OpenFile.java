package dev.jrr.explore.view;

import java.util.Set;
import java.util.TreeSet;

/**
 * An open file as the kernel has it (the "open file description" of open(2)): what all descriptors
 * that were made of one another, in whatever process, have in common. Immutable.
 *
 * @param what it is, as the call told that made it; "" if no call of the run made it
 * @param type as S_IFMT tells types; {@link Type#UNKNOWN} until a call does
 * @param flags O_* bits, or {@link #UNKNOWN}
 * @param offset from the start, or {@link #UNKNOWN}; meaningless for what has none
 * @param bytesIn read from it so far, as far as the trace tells
 * @param bytesOut written to it
 * @param since the frame that made it, or {@link #UNKNOWN}: before the recording
 * @param changed the frame that last did something to it
 * @param pair the number of its other end, or {@link #UNKNOWN}
 * @param local a socket's own address, or ""
 * @param peer the address of its other end, or ""
 * @param note what else is known, or ""
 * @param watched of an epoll: the descriptors added to it
 */
record OpenFile(
        String what,
        Type type,
        long flags,
        long offset,
        long bytesIn,
        long bytesOut,
        long since,
        long changed,
        long pair,
        String local,
        String peer,
        String note,
        Set<Integer> watched) {
    static final long UNKNOWN = -1;

    static final int O_APPEND = 02000;
    static final int O_NONBLOCK = 04000;

    /** O_APPEND, O_NONBLOCK, O_ASYNC, O_DIRECT, O_NOATIME: what F_SETFL changes (fcntl(2)). */
    private static final long CHANGEABLE = 02000 | 04000 | 020000 | 040000 | 01000000;

    /** Types as fstat(2) tells them, and what has none of them. */
    enum Type {
        UNKNOWN,
        FILE,
        FOLDER,
        DEVICE,
        BLOCK_DEVICE,
        PIPE,
        SOCKET,
        /** Things without a name in a file system: eventfd(2) and the like. */
        ANONYMOUS;

        /** By the mode of a struct stat. */
        static Type of(int mode) {
            return switch (mode & 0170000) {
                case 0100000 -> FILE;
                case 0040000 -> FOLDER;
                case 0020000 -> DEVICE;
                case 0060000 -> BLOCK_DEVICE;
                case 0010000 -> PIPE;
                case 0140000 -> SOCKET;
                default -> UNKNOWN;
            };
        }
    }

    OpenFile {
        watched = Set.copyOf(watched);
    }

    static OpenFile made(String what, Type type, long flags, long frame) {
        return new OpenFile(what, type, flags, 0, 0, 0, frame, frame, UNKNOWN, "", "", "", Set.of());
    }

    /** One that was open before the first frame. */
    static OpenFile inherited() {
        return new OpenFile("", Type.UNKNOWN, UNKNOWN, UNKNOWN, 0, 0, UNKNOWN, UNKNOWN, UNKNOWN, "", "", "", Set.of());
    }

    boolean appends() {
        return flags != UNKNOWN && (flags & O_APPEND) != 0;
    }

    OpenFile type(Type told) {
        return told == Type.UNKNOWN || type == Type.ANONYMOUS
                ? this
                : with(told, flags, offset, bytesIn, bytesOut, changed);
    }

    OpenFile flags(long told, long frame) {
        return with(type, told, offset, bytesIn, bytesOut, frame);
    }

    /** After F_SETFL. */
    OpenFile setFlags(long asked, long frame) {
        return flags == UNKNOWN ? flags(UNKNOWN, frame) : flags(flags & ~CHANGEABLE | asked & CHANGEABLE, frame);
    }

    OpenFile offset(long told, long frame) {
        return with(type, flags, told, bytesIn, bytesOut, frame);
    }

    /** After so many bytes were read, and the offset moved with them or not. */
    OpenFile read(long bytes, boolean moves, long frame) {
        return with(type, flags, moves ? moved(bytes) : offset, bytesIn + bytes, bytesOut, frame);
    }

    /** After so many bytes were written. Where the end of the file is that is appended to, no call tells. */
    OpenFile written(long bytes, boolean moves, long frame) {
        long after = !moves ? offset : appends() || flags == UNKNOWN ? UNKNOWN : moved(bytes);
        return with(type, flags, after, bytesIn, bytesOut + bytes, frame);
    }

    private long moved(long bytes) {
        return offset == UNKNOWN ? UNKNOWN : offset + bytes;
    }

    private OpenFile with(Type newType, long newFlags, long newOffset, long in, long out, long frame) {
        return new OpenFile(
                what, newType, newFlags, newOffset, in, out, since, frame, pair, local, peer, note, watched);
    }

    OpenFile pair(long other) {
        return new OpenFile(
                what, type, flags, offset, bytesIn, bytesOut, since, changed, other, local, peer, note, watched);
    }

    OpenFile local(String address, long frame) {
        return addresses(address, peer, note, frame);
    }

    OpenFile peer(String address, long frame) {
        return addresses(local, address, note, frame);
    }

    OpenFile note(String words, long frame) {
        return addresses(local, peer, words, frame);
    }

    private OpenFile addresses(String own, String others, String words, long frame) {
        return new OpenFile(
                what, type, flags, offset, bytesIn, bytesOut, since, frame, pair, own, others, words, watched);
    }

    OpenFile watching(int descriptor, boolean watches, long frame) {
        Set<Integer> now = new TreeSet<>(watched);
        if (watches) {
            now.add(descriptor);
        } else {
            now.remove(descriptor);
        }
        return new OpenFile(what, type, flags, offset, bytesIn, bytesOut, since, frame, pair, local, peer, note, now);
    }
}
