package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.model.MemoryWrite;
import dev.jrr.tracee.AddressSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a call that writes to a file changes in memory, because the file is mapped there, or is that
 * memory: replay does not make such calls, so the frame says it. Where only another process has the
 * file mapped, the next frame of that process says it, which comes before it runs on.
 */
final class MappedFileWrites {
    private static final int WRITE = 1;
    private static final int PWRITE64 = 18;
    private static final int WRITEV = 20;
    private static final int SENDFILE = 40;
    private static final int FTRUNCATE = 77;
    private static final int SPLICE = 275;
    private static final int FALLOCATE = 285;
    private static final int PWRITEV = 296;
    private static final int COPY_FILE_RANGE = 326;
    private static final int PWRITEV2 = 328;
    private static final int NO_POSITION = -1;
    private static final int MOST_ZEROS = 1 << 20;

    /** The files that have been mapped; other files of the same number cost a look, no more. */
    private final Set<Long> inodes = new HashSet<>();

    /** What has changed in memory whose tasks have not run since. */
    private final Map<AddressSpace, List<ProcFs.MapLine>> unseen = new IdentityHashMap<>();

    private final List<RecordTask> tasks;
    private final MappedInodes buffers;

    MappedFileWrites(List<RecordTask> tasks, MappedInodes buffers) {
        this.tasks = tasks;
        this.buffers = buffers;
    }

    /** A file that a task has open is mapped. */
    void mapped(FdTable.Fd file) {
        if (file.inode() != 0) {
            inodes.add(file.inode());
            buffers.add(file.inode());
        }
    }

    /** A task stands before a call: notes what is not known after it. */
    void before(RecordTask task, SyscallInProgress call) {
        if (call.number == FTRUNCATE && !inodes.isEmpty()) {
            int number = (int) call.entry.argument(0);
            if (inodes.contains(task.fds.get(task.tid(), number).inode())) {
                call.fileLength = Path.of("/proc/" + task.tid() + "/fd/" + number)
                        .toFile()
                        .length();
            }
        }
    }

    /** The memory of the task that its call, which has succeeded, may have changed. */
    List<MemoryWrite> of(RecordTask task, SyscallInProgress call, long result) {
        int argument = target(call.number);
        if (argument < 0) {
            return List.of();
        }
        int number = (int) call.entry.argument(argument);
        FdTable.Fd file = task.fds.get(task.tid(), number);
        if (isOwnMemory(task, file.name())) {
            long from = start(task, call, number, result);
            return from == NO_POSITION ? List.of() : List.of(task.space().capture(from, result));
        }
        if (!inodes.contains(file.inode())) {
            return List.of();
        }
        if (call.number == FTRUNCATE) {
            long length = call.entry.argument(1);
            return cut(task, file, Math.min(length, call.fileLength), Math.max(length, call.fileLength));
        }
        long from = start(task, call, number, result);
        long to = from + result;
        if (from == NO_POSITION) {
            from = 0;
            to = Long.MAX_VALUE;
        }
        List<ProcFs.MapLine> parts = parts(task, file, from, to);
        noteOthers(task, file, from, to);
        return contents(task, parts);
    }

    private void noteOthers(RecordTask writer, FdTable.Fd file, long from, long to) {
        Set<AddressSpace> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(writer.space());
        for (RecordTask task : tasks) {
            if (task.space() != null && seen.add(task.space())) {
                List<ProcFs.MapLine> parts = parts(task, file, from, to);
                if (!parts.isEmpty()) {
                    unseen.computeIfAbsent(task.space(), space -> new ArrayList<>())
                            .addAll(parts);
                }
            }
        }
        unseen.keySet().retainAll(seen);
    }

    /** Whether others have changed the memory of a task since a task of that memory ran. */
    boolean hasUnseen(RecordTask task) {
        return unseen.containsKey(task.space());
    }

    /** What others have changed in the memory of a task that goes on now, as it is now. */
    List<MemoryWrite> takeUnseen(RecordTask task) {
        List<ProcFs.MapLine> parts = unseen.remove(task.space());
        return parts == null ? List.of() : contents(task, parts);
    }

    private static List<MemoryWrite> contents(RecordTask task, List<ProcFs.MapLine> parts) {
        List<MemoryWrite> writes = new ArrayList<>();
        for (ProcFs.MapLine part : parts) {
            writes.addAll(MemoryImage.whole(task.space(), part.start(), part.end()));
        }
        return writes;
    }

    /**
     * Between its old and its new length a file holds zeros, or cannot be read until it grows
     * again; in replay it keeps its length.
     */
    private static List<MemoryWrite> cut(RecordTask task, FdTable.Fd file, long from, long to) {
        List<MemoryWrite> writes = new ArrayList<>();
        for (ProcFs.MapLine line : parts(task, file, from, to)) {
            for (long at = line.start(); line.isShared() && at < line.end(); at += MOST_ZEROS) {
                writes.add(MemoryWrite.of(at, new byte[(int) Math.min(MOST_ZEROS, line.end() - at)]));
            }
        }
        return writes;
    }

    /** The mapped parts of a file between two of its bytes. */
    private static List<ProcFs.MapLine> parts(RecordTask task, FdTable.Fd file, long from, long to) {
        List<ProcFs.MapLine> parts = new ArrayList<>();
        for (ProcFs.MapLine line : task.space().maps()) {
            long lineTo = line.offset() + (line.end() - line.start());
            if (line.inode() == file.inode() && line.offset() < to && from < lineTo) {
                long first = line.start() + Math.max(0, from - line.offset());
                long last = line.end() - Math.max(0, lineTo - to);
                parts.add(new ProcFs.MapLine(
                        first, last, line.permissions(), from, line.device(), line.inode(), line.path()));
            }
        }
        return parts;
    }

    /** Whether a file is the task's own memory: a debugger's way round the protection of pages. */
    private static boolean isOwnMemory(RecordTask task, String name) {
        return name.startsWith("/proc/")
                && name.endsWith("/mem")
                && (name.equals("/proc/" + task.processId + "/mem")
                        || name.startsWith("/proc/" + task.processId + "/task/"));
    }

    /** The argument that is the file written to, or -1. */
    private static int target(int call) {
        return switch (call) {
            case WRITE, PWRITE64, WRITEV, PWRITEV, PWRITEV2, SENDFILE, FTRUNCATE, FALLOCATE -> 0;
            case SPLICE, COPY_FILE_RANGE -> 2;
            default -> -1;
        };
    }

    /** Where in the file the call has written, if that can be told. */
    private static long start(RecordTask task, SyscallInProgress call, int fd, long result) {
        return switch (call.number) {
            case PWRITE64 -> call.entry.argument(3);
            case WRITE, WRITEV -> {
                String info = ProcFs.read("/proc/" + task.tid() + "/fdinfo/" + fd);
                int at = info.indexOf("pos:\t");
                yield at < 0 ? NO_POSITION : Long.parseLong(info.substring(at + 5, info.indexOf('\n', at))) - result;
            }
            default -> NO_POSITION;
        };
    }
}
