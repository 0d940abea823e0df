package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.model.Mapping;
import dev.jrr.model.Mapping.Backing;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.trace.TraceWriter;
import dev.jrr.tracee.AddressSpace;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records new mappings: where their contents come from, and the contents that no file keeps. */
final class MappingRecorder {
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_GROWSDOWN = 0x100;
    private static final int SHM_RDONLY = 010000;
    private static final long PAGE_MASK = -4096L;

    private final Recording recording;
    private final TraceWriter writer;
    private final MappedFileWrites writes;

    /** The keys of objects that are or were mapped shared and writable somewhere. */
    private final Map<String, String> sharedObjects = new HashMap<>();

    private int keys;

    MappingRecorder(Recording recording, MappedFileWrites writes) {
        this.recording = recording;
        this.writer = recording.writer;
        this.writes = writes;
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
                String key = newKey(object(task, start));
                return new Made(new Mapping(start, length, prot, flags, 0, "", Backing.SHARED, key), List.of());
            }
            return new Made(new Mapping(start, length, prot, flags, 0, "", Backing.ANONYMOUS, ""), List.of());
        }
        FdTable.Fd opened = task.fds.get(task.tid(), fd);
        writes.mapped(opened);
        String path = opened.name();
        if (path.equals("/dev/zero") && !shared) {
            return new Made(new Mapping(start, length, prot, flags, 0, path, Backing.ANONYMOUS, ""), List.of());
        }
        if (shared) {
            String object = object(task, start);
            boolean isMemory =
                    path.startsWith("/dev/shm/") || path.startsWith("/memfd:") || path.startsWith("/dev/zero");
            if ((prot & PROT_WRITE) != 0 || isMemory || sharedObjects.containsKey(object)) {
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

    private Made shared(
            RecordTask task, long start, long length, int prot, int flags, long offset, String path, String object) {
        // Contents at this moment: calls may have changed the object since it was mapped elsewhere,
        // also to zeros. One that nobody has mapped any more begins anew: its number may be another's.
        boolean isMapped = sharedObjects.containsKey(object) && isMappedElsewhere(task, object, start, length);
        String key = isMapped ? sharedObjects.get(object) : newKey(object);
        return new Made(
                new Mapping(start, length, prot, flags, offset, path, Backing.SHARED, key),
                isMapped
                        ? MemoryImage.whole(task.space(), start, start + length)
                        : MemoryImage.contents(task.space(), start, length));
    }

    private String newKey(String object) {
        String key = object + "#" + keys++;
        sharedObjects.put(object, key);
        return key;
    }

    /** Whether any task has an object mapped apart from the range that has just been mapped. */
    private boolean isMappedElsewhere(RecordTask task, String object, long start, long length) {
        Set<AddressSpace> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (RecordTask each : recording.tasks) {
            if (each.space() == null || !seen.add(each.space())) {
                continue;
            }
            for (ProcFs.MapLine line : each.space().maps()) {
                boolean isNew = each.space() == task.space() && line.start() >= start && line.end() <= start + length;
                if (!isNew && line.isShared() && object.equals(line.device() + ":" + line.inode())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A private mapping of a file, or one that nobody writes through. */
    Made file(RecordTask task, long start, long length, int prot, int flags, long offset, String path, Path source) {
        try {
            String key = writer.keep(source);
            recording.sources.mapped(path, key);
            return new Made(new Mapping(start, length, prot, flags, offset, path, Backing.FILE, key), List.of());
        } catch (UncheckedIOException notReadable) {
            // A file that may be executed but not read: its contents are taken from memory.
            return new Made(
                    new Mapping(start, length, prot, flags, offset, path, Backing.DATA, ""),
                    MemoryImage.contents(task.space(), start, length));
        }
    }

    /** Memory for stubs; what is in it will be writes. */
    Mapping ofStubs(ProcFs.MapLine line) {
        long length = line.end() - line.start();
        return new Mapping(
                line.start(), length, line.prot(), 2 | MAP_ANONYMOUS, 0, Patches.AREA_NAME, Backing.ANONYMOUS, "");
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
