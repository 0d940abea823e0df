package dev.jrr.record;

import dev.jrr.kernel.SyscallInfo;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.linux.ProcFs;
import dev.jrr.model.Event;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.Registers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the file descriptors of one or more tasks stand for, asked of /proc at the first use after
 * each was opened.
 */
final class FdTable {
    private static final int CLOSE = 3;
    private static final int DUP2 = 33;
    private static final int DUP3 = 292;
    private static final int AT_FDCWD = -100;
    private static final int[] NONE = {};
    private static final int[][] ARGUMENTS = new int[512][];

    /**
     * What one descriptor stands for.
     *
     * @param regular whether it is a regular file, which no call waits for
     * @param inode the number of a regular file, otherwise 0
     */
    record Fd(String name, boolean regular, long inode) {}

    private final Map<Integer, Fd> open;

    /** Names of descriptors that were not asked of /proc: buffered calls have told them. */
    private final Map<Integer, List<Event.FdName>> told;

    /** The current directory, or null if that is not known. */
    private String directory;

    FdTable() {
        this(Map.of(), Map.of(), null);
    }

    private FdTable(Map<Integer, Fd> open, Map<Integer, List<Event.FdName>> told, String directory) {
        this.open = new HashMap<>(open);
        this.told = new HashMap<>(told);
        this.directory = directory;
    }

    /** A copy for a new process. */
    FdTable copy() {
        return new FdTable(open, told, directory);
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
        for (int argument : arguments(call.number())) {
            String name = (int) entry.argument(argument) < 0
                    ? ""
                    : get(tid, (int) entry.argument(argument)).name();
            if (!name.isEmpty()) {
                if (names.isEmpty()) {
                    names = new ArrayList<>(2);
                }
                names.add(new Event.FdName(argument, name));
            }
        }
        return names;
    }

    /** The same of a buffered call, after which others may have been made. */
    List<Event.FdName> names(int tid, PackedCalls call) {
        int[] arguments = arguments(call.number());
        if (arguments.length == 1 && arguments[0] == 0) {
            return name(tid, (int) call.argument(0));
        }
        List<Event.FdName> names = List.of();
        for (int argument : arguments) {
            for (Event.FdName name : name(tid, (int) call.argument(argument))) {
                if (names.isEmpty()) {
                    names = new ArrayList<>(2);
                }
                names.add(new Event.FdName(argument, name.name()));
            }
        }
        return names;
    }

    /** A list of the name of a descriptor, the same each time, or of nothing. */
    private List<Event.FdName> name(int tid, int fd) {
        if (fd < 0) {
            return List.of();
        }
        List<Event.FdName> name = told.get(fd);
        if (name == null) {
            String asked = get(tid, fd).name();
            name = asked.isEmpty() ? List.of() : List.of(new Event.FdName(0, asked));
            if (!asked.isEmpty()) {
                told.put(fd, name);
            }
        }
        return name;
    }

    /** A buffered call has returned a descriptor for a path. */
    void openedPath(int tid, int fd, int directoryFd, String path) {
        opened(fd);
        if (path.isEmpty()) {
            return;
        }
        told.put(fd, List.of(new Event.FdName(0, absolute(tid, directoryFd, path))));
    }

    private String absolute(int tid, int directoryFd, String path) {
        if (path.startsWith("/")) {
            return path;
        }
        String base;
        if (directoryFd == AT_FDCWD) {
            if (directory == null) {
                directory = ProcFs.link("/proc/" + tid + "/cwd");
            }
            base = directory;
        } else {
            List<Event.FdName> name = name(tid, directoryFd);
            base = name.isEmpty() ? "" : name.get(0).name();
        }
        String rest = path.equals(".") ? "" : path.startsWith("./") ? path.substring(2) : path;
        return rest.isEmpty() ? base : base.endsWith("/") ? base + rest : base + "/" + rest;
    }

    /** A buffered call has made another descriptor of one. */
    void duplicated(int tid, int from, int to) {
        List<Event.FdName> name = name(tid, from);
        opened(to);
        if (!name.isEmpty()) {
            told.put(to, name);
        }
    }

    /** The process has changed its current directory; {@code path} is empty if it is not known where. */
    void changedDirectory(int tid, String path) {
        directory = path.isEmpty() ? null : absolute(tid, AT_FDCWD, path);
    }

    /** Which arguments of a call are descriptors. */
    static int[] arguments(int number) {
        int[] known = number >= 0 && number < ARGUMENTS.length ? ARGUMENTS[number] : NONE;
        if (known == null) {
            known = SyscallTable.byNumber(number).map(FdTable::fdArguments).orElse(NONE);
            ARGUMENTS[number] = known;
        }
        return known;
    }

    private static int[] fdArguments(SyscallInfo call) {
        List<SyscallInfo.Argument> arguments = call.arguments();
        return IntStream.range(0, arguments.size())
                .filter(i -> arguments.get(i).type().equals("fd")
                        || arguments.get(i).type().equals("dirfd"))
                .toArray();
    }

    /** A call has closed or replaced descriptors. */
    void closedBy(SyscallInfo call, Registers entry) {
        switch (call.number()) {
            case CLOSE -> opened((int) entry.argument(0));
            case DUP2, DUP3 -> opened((int) entry.argument(1));
            default -> clear();
        }
    }

    /** A number stands for another descriptor now, or for none. */
    void opened(int fd) {
        open.remove(fd);
        told.remove(fd);
    }

    /** An exec has closed what was marked so. */
    void clear() {
        open.clear();
        told.clear();
    }
}
