package dev.jrr.replay;

import dev.jrr.linux.ProcFs;
import dev.jrr.model.Mapping;
import dev.jrr.model.Mapping.Backing;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.SyscallStub;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One replayed address space: the real memory, and what the recording called its parts. */
public final class ReplaySpace {
    private static final long PAGE = 4096;

    private final AddressSpace memory;
    private final RecordedMappings mappings;
    private final long brkStart;
    private long brk;

    private ReplaySpace(AddressSpace memory, RecordedMappings mappings, long brkStart, long brk) {
        this.memory = memory;
        this.mappings = mappings;
        this.brkStart = brkStart;
        this.brk = brk;
    }

    /** The memory of a real task that has just been given its mappings. */
    static ReplaySpace of(int tid, List<Mapping> mappings, long brkStart) throws TraceeGoneException {
        RecordedMappings recorded = new RecordedMappings();
        mappings.forEach(recorded::map);
        return new ReplaySpace(AddressSpace.of(tid), recorded, brkStart, brkStart);
    }

    /** What {@code tid}, a forked copy of a task of this space, has. */
    ReplaySpace copyFor(int tid) throws TraceeGoneException {
        return new ReplaySpace(AddressSpace.of(tid), mappings.copy(), brkStart, brk);
    }

    /** The notes without the memory, for a process that is only parked. */
    ReplaySpace notes() {
        return new ReplaySpace(null, mappings.copy(), brkStart, brk);
    }

    /** The real memory. Reading is free of side effects where something is mapped. */
    public AddressSpace memory() {
        return memory;
    }

    RecordedMappings mappings() {
        return mappings;
    }

    /**
     * A file that is mapped.
     *
     * @param key under which the trace keeps it
     * @param base where its start is, or would be
     */
    public record Module(String path, String key, long base) {}

    /** The files that are mapped, each once, in the order of their addresses. */
    public List<Module> modules() {
        return mappings.files();
    }

    /** The file that an address belongs to, with what follows it without a gap and without a name; or null. */
    public Module module(long address) {
        RecordedMappings.Piece piece = mappings.at(address);
        return piece == null || !piece.mapping().path().startsWith("/")
                ? null
                : new Module(piece.mapping().path(), piece.mapping().key(), mappings.base(piece.mapping()));
    }

    /**
     * A place in a file that is mapped.
     *
     * @param key under which the trace keeps it
     * @param offset in it
     * @param length how many bytes from there on are mapped behind each other
     */
    public record FilePlace(String key, long offset, long length) {}

    /** What the memory at an address was mapped from; null if it was no file. */
    public FilePlace fileAt(long address) {
        RecordedMappings.Piece piece = mappings.at(address);
        return piece == null || piece.mapping().backing() != Backing.FILE
                ? null
                : new FilePlace(piece.mapping().key(), piece.offset() + address - piece.start(), piece.end() - address);
    }

    /** Where the memory of stubs starts that an address is in; 0 if it is in none. */
    public long stubArea(long address) {
        RecordedMappings.Piece piece = mappings.at(address);
        return piece != null && piece.mapping().path().equals(SyscallStub.AREA_NAME)
                ? piece.mapping().start()
                : 0;
    }

    /** Where the heap starts. */
    public long brkStart() {
        return brkStart;
    }

    /** Where the heap ends. */
    public long brk() {
        return brk;
    }

    void brk(long end) {
        brk = end;
    }

    /**
     * Writes what the kernel wrote in the recording, also below a stack, which then grows as the
     * kernel made it grow, and to shared memory that is mapped for reading only.
     *
     * @param tracee a stopped task of this space
     * @return the first address that could not be written, or 0
     */
    long write(Tracee tracee, SharedObjects shared, long address, byte[] bytes) throws TraceeGoneException {
        int done = memory.write(address, bytes);
        if (done < bytes.length && growStack(tracee, address + done)) {
            done += memory.write(address + done, Arrays.copyOfRange(bytes, done, bytes.length));
        }
        while (done < bytes.length) {
            RecordedMappings.Piece piece = mappings.at(address + done);
            if (piece == null || piece.mapping().backing() != Backing.SHARED) {
                return address + done;
            }
            int count = (int) Math.min(bytes.length - done, piece.end() - (address + done));
            long offset = piece.offset() + (address + done - piece.start());
            shared.write(piece.mapping().key(), offset, Arrays.copyOfRange(bytes, done, done + count));
            done += count;
        }
        return 0;
    }

    /** /proc/PID/mem does not make a stack grow, an access by the task does: access(2) reads a path. */
    private boolean growStack(Tracee tracee, long address) throws TraceeGoneException {
        for (ProcFs.MapLine line : memory.maps()) {
            if (line.start() > address) {
                if (!isStack(line)) {
                    return false;
                }
                RemoteSyscalls calls = new RemoteSyscalls(tracee, memory);
                calls.add(SystemCalls.ACCESS, address & -PAGE, 0);
                calls.run();
                return true;
            }
        }
        return false;
    }

    /** Whether a live mapping is one that the kernel makes grow downward. */
    public boolean isStack(ProcFs.MapLine line) {
        RecordedMappings.Piece piece = mappings.at(line.end() - 1);
        return piece != null && MappingCalls.isStack(piece.mapping());
    }

    /**
     * A part of a live mapping, as the recording knew it.
     *
     * @param path the file's name, "[heap]", "[stack]" or empty
     */
    public record Part(long start, long end, long offset, String path) {}

    /** What a live mapping consists of: replay's own may join what was apart in the recording. */
    public List<Part> parts(ProcFs.MapLine line) {
        List<Part> parts = new ArrayList<>();
        long at = line.start();
        for (RecordedMappings.Piece piece : mappings.overlapping(line.start(), line.end())) {
            if (piece.start() > at) {
                add(parts, new Part(at, piece.start(), 0, unrecorded(line)));
            }
            long start = Math.max(at, piece.start());
            long end = Math.min(piece.end(), line.end());
            boolean hasFile = piece.mapping().path().startsWith("/");
            long offset = hasFile ? piece.offset() + (start - piece.start()) : 0;
            add(parts, new Part(start, end, offset, piece.mapping().path()));
            at = end;
        }
        if (at < line.end()) {
            add(parts, new Part(at, line.end(), 0, unrecorded(line)));
        }
        return parts;
    }

    private static void add(List<Part> parts, Part next) {
        Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        boolean goesOn = last != null
                && last.path().equals(next.path())
                && (!last.path().startsWith("/") || last.offset() + (last.end() - last.start()) == next.offset());
        if (goesOn) {
            parts.set(parts.size() - 1, new Part(last.start(), next.end(), last.offset(), last.path()));
        } else {
            parts.add(next);
        }
    }

    /** Only a stack has addresses that no call has mapped: it has grown. */
    private String unrecorded(ProcFs.MapLine line) {
        RecordedMappings.Piece top = mappings.at(line.end() - 1);
        return top == null ? "" : top.mapping().path();
    }

    /** The checksum of a range that a frame or the whole memory has one of. */
    long checksum(long start, long length, List<ProcFs.MapLine> maps) {
        boolean sparse = true;
        for (ProcFs.MapLine line : maps) {
            if (line.end() > start && line.start() < start + length) {
                sparse &= line.inode() == 0 && !line.isShared();
            }
        }
        return memory.checksum(start, length, sparse);
    }
}
