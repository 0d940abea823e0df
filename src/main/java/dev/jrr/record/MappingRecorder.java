package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.model.Mapping;
import dev.jrr.model.Mapping.Backing;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.trace.TraceWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Records new mappings: where their contents come from, and the contents that no file keeps. */
final class MappingRecorder {
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_GROWSDOWN = 0x100;
    private static final int SHM_RDONLY = 010000;
    private static final long PAGE_MASK = -4096L;

    private final TraceWriter writer;

    /** Objects that are mapped shared and writable somewhere: every mapping of them is live. */
    private final Set<String> sharedObjects = new HashSet<>();

    MappingRecorder(TraceWriter writer) {
        this.writer = writer;
    }

    /** A mapping and the writes that complete it. */
    record Made(Mapping mapping, List<MemoryWrite> contents) {}

    /** What mmap made. */
    Made mmap(RecordTask task, Registers entry, long start) {
        long length = (entry.argument(1) + 4095) & PAGE_MASK;
        int prot = (int) entry.argument(2);
        int flags = (int) entry.argument(3);
        int fd = (int) entry.argument(4);
        long offset = entry.argument(5);
        boolean shared = (flags & MAP_SHARED) != 0;
        if ((flags & MAP_ANONYMOUS) != 0) {
            if (shared) {
                String object = object(task, start);
                sharedObjects.add(object);
                return new Made(new Mapping(start, length, prot, flags, 0, "", Backing.SHARED, object), List.of());
            }
            return new Made(new Mapping(start, length, prot, flags, 0, "", Backing.ANONYMOUS, ""), List.of());
        }
        String path = task.fds.get(task.tid(), fd).name();
        if (path.equals("/dev/zero") && !shared) {
            return new Made(new Mapping(start, length, prot, flags, 0, path, Backing.ANONYMOUS, ""), List.of());
        }
        if (shared) {
            String object = object(task, start);
            boolean isMemory =
                    path.startsWith("/dev/shm/") || path.startsWith("/memfd:") || path.startsWith("/dev/zero");
            if ((prot & PROT_WRITE) != 0 || isMemory || sharedObjects.contains(object)) {
                sharedObjects.add(object);
                return shared(task, start, length, prot, flags, offset, path, object);
            }
        }
        return file(task, start, length, prot, flags, offset, path, Path.of("/proc/" + task.tid() + "/fd/" + fd));
    }

    /** What shmat made. */
    Made shmat(RecordTask task, Registers entry, long start) {
        long length = 0;
        for (ProcFs.MapLine line : task.space().maps()) {
            if (line.start() == start) {
                length = line.end() - start;
            }
        }
        int prot = (entry.argument(2) & SHM_RDONLY) != 0 ? 1 : 3;
        return shared(task, start, length, prot, MAP_SHARED, 0, "", object(task, start));
    }

    private static Made shared(
            RecordTask task, long start, long length, int prot, int flags, long offset, String path, String object) {
        // Contents at this moment: calls may have changed the object since it was mapped elsewhere.
        return new Made(
                new Mapping(start, length, prot, flags, offset, path, Backing.SHARED, object),
                MemoryImage.contents(task.space(), start, length));
    }

    /** A private mapping of a file, or one that nobody writes through. */
    Made file(RecordTask task, long start, long length, int prot, int flags, long offset, String path, Path source) {
        try {
            String key = writer.keep(source);
            return new Made(new Mapping(start, length, prot, flags, offset, path, Backing.FILE, key), List.of());
        } catch (UncheckedIOException notReadable) {
            // A file that may be executed but not read: its contents are taken from memory.
            return new Made(
                    new Mapping(start, length, prot, flags, offset, path, Backing.DATA, ""),
                    MemoryImage.contents(task.space(), start, length));
        }
    }

    /** A mapping that exec made, told from its line in /proc/PID/maps. */
    Made fromExec(RecordTask task, ProcFs.MapLine line) {
        long length = line.end() - line.start();
        if (line.path().startsWith("/")) {
            Path source = Path.of(line.path());
            Path executable = Path.of("/proc/" + task.tid() + "/exe");
            if (line.path().equals(ProcFs.link(executable.toString()))) {
                // Still right when the file has been replaced or deleted since.
                source = executable;
            }
            Made made = file(task, line.start(), length, line.prot(), 2, line.offset(), line.path(), source);
            if (made.mapping().backing() == Backing.FILE && line.isWritable()) {
                return new Made(made.mapping(), MemoryImage.changed(task.space(), line.start(), length));
            }
            return made;
        }
        int flags = 2 | MAP_ANONYMOUS | (line.path().equals("[stack]") ? MAP_GROWSDOWN : 0);
        return new Made(
                new Mapping(line.start(), length, line.prot(), flags, 0, line.path(), Backing.ANONYMOUS, ""),
                MemoryImage.present(task.space(), line.start(), length));
    }

    /** The name of the object that is mapped at an address. */
    private static String object(RecordTask task, long address) {
        for (ProcFs.MapLine line : task.space().maps()) {
            if (line.start() <= address && address < line.end()) {
                return line.device() + ":" + line.inode();
            }
        }
        return "";
    }
}
