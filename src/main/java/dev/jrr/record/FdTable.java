package dev.jrr.record;

import dev.jrr.kernel.SyscallInfo;
import dev.jrr.linux.ProcFs;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the file descriptors of one or more tasks stand for, asked of /proc at the first use after
 * each was opened.
 */
final class FdTable {
    private static final int CLOSE = 3;
    private static final int DUP2 = 33;
    private static final int DUP3 = 292;

    /**
     * What one descriptor stands for.
     *
     * @param regular whether it is a regular file, which no call waits for
     * @param inode the number of a regular file, otherwise 0
     */
    record Fd(String name, boolean regular, long inode) {}

    private final Map<Integer, Fd> open;

    FdTable() {
        this(Map.of());
    }

    private FdTable(Map<Integer, Fd> open) {
        this.open = new HashMap<>(open);
    }

    /** A copy for a new process. */
    FdTable copy() {
        return new FdTable(open);
    }

    /** What a descriptor stands for; its name is empty if it is not open. */
    Fd get(int tid, int fd) {
        Fd known = open.get(fd);
        if (known == null) {
            Path path = Path.of("/proc/" + tid + "/fd/" + fd);
            String name = ProcFs.link(path.toString());
            long inode = name.startsWith("/") ? regularInode(path) : 0;
            known = new Fd(name, inode != 0, inode);
            if (!name.isEmpty()) {
                open.put(fd, known);
            }
        }
        return known;
    }

    private static long regularInode(Path path) {
        try {
            return Files.isRegularFile(path) ? (Long) Files.getAttribute(path, "unix:ino") : 0;
        } catch (IOException notThereAnyMore) {
            return 0;
        }
    }

    /** The names of all arguments of a call that are descriptors. */
    List<Event.FdName> names(int tid, SyscallInfo call, Registers entry) {
        List<Event.FdName> names = List.of();
        List<SyscallInfo.Argument> arguments = call.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String type = arguments.get(i).type();
            int fd = (int) entry.argument(i);
            if (fd >= 0 && (type.equals("fd") || type.equals("dirfd"))) {
                String name = get(tid, fd).name();
                if (!name.isEmpty()) {
                    if (names.isEmpty()) {
                        names = new ArrayList<>(2);
                    }
                    names.add(new Event.FdName(i, name));
                }
            }
        }
        return names;
    }

    /** A call has closed or replaced descriptors. */
    void closedBy(SyscallInfo call, Registers entry) {
        switch (call.number()) {
            case CLOSE -> open.remove((int) entry.argument(0));
            case DUP2, DUP3 -> open.remove((int) entry.argument(1));
            default -> open.clear();
        }
    }

    /** A call has returned a new descriptor. */
    void opened(int fd) {
        open.remove(fd);
    }

    /** An exec has closed what was marked so. */
    void clear() {
        open.clear();
    }
}
