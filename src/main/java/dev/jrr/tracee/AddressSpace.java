package dev.jrr.tracee;

import dev.jrr.kernel.MemoryReader;
import dev.jrr.linux.Libdw;
import dev.jrr.linux.NativeBuffer;
import dev.jrr.linux.ProcFs;
import dev.jrr.linux.ProcessMemory;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory that one or more tasks share. Counted by its tasks; closed by the last.
 * Tracer thread only.
 */
public final class AddressSpace implements MemoryReader {
    private int tid;
    private ProcessMemory memory;
    private int users;

    private AddressSpace(int tid, ProcessMemory memory) {
        this.tid = tid;
        this.memory = memory;
    }

    /** The memory of a stopped task, without users yet. */
    public static AddressSpace of(int tid) throws TraceeGoneException {
        ProcessMemory memory = ProcessMemory.open(tid);
        if (memory == null) {
            throw new TraceeGoneException(tid);
        }
        return new AddressSpace(tid, memory);
    }

    public void addUser() {
        users++;
    }

    /** One task fewer uses it. */
    public void removeUser() {
        users--;
        if (users == 0) {
            memory.close();
        }
    }

    /** How many tasks use it. */
    public int users() {
        return users;
    }

    /** A task through which /proc shows this memory: one that is alive. */
    public void seenThrough(int aliveTid) {
        tid = aliveTid;
    }

    /** The task through which /proc shows this memory. */
    public int tid() {
        return tid;
    }

    @Override
    public byte[] read(long address, int length) {
        return memory.read(address, length);
    }

    /**
     * Reads up to {@code length} bytes to a place in a buffer.
     *
     * @return how many: fewer where memory ends
     */
    public int read(long address, int length, NativeBuffer to, int at) {
        return memory.read(address, length, to, at);
    }

    /** The frames of a stack in this memory, the innermost first. */
    public List<Libdw.Frame> unwind(Libdw symbols, Registers registers, int most) {
        return symbols.unwind(memory, registers, most);
    }

    public long readLong(long address) {
        return memory.readLong(address);
    }

    /** Writes all bytes, also where the program may only read; returns how many could be written. */
    public int write(long address, byte[] bytes) {
        return memory.write(address, bytes);
    }

    /**
     * The pages of a range that are in memory, or null if that cannot be told.
     *
     * @param ownOnly without the pages that a file, or other processes, have too
     */
    public List<ProcessMemory.Pages> present(long start, long length, boolean ownOnly) {
        return memory.present(start, length, ownOnly);
    }

    /** The bytes of a range as a write, shorter where memory ends. */
    public MemoryWrite capture(long address, long length) {
        return MemoryWrite.of(address, memory.read(address, (int) Math.min(length, Integer.MAX_VALUE - 64)));
    }

    /** The program's mappings, without the tracer's own and the kernel's. */
    public List<ProcFs.MapLine> maps() {
        List<ProcFs.MapLine> lines = new ArrayList<>();
        for (ProcFs.MapLine line : ProcFs.maps(tid)) {
            if (!JrrPage.contains(line.start()) && !isKernels(line)) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static boolean isKernels(ProcFs.MapLine line) {
        return switch (line.path()) {
            case "[vdso]", "[vvar]", "[vvar_vclock]", "[vsyscall]", "[uprobes]" -> true;
            default -> false;
        };
    }

    /** The checksum of all writable memory, adjoining mappings taken together. */
    public MemoryChecksum checksum() {
        return checksum((address, crc) -> {});
    }

    /** The same, and tells of each page that is not all zeros, in order of address. */
    public MemoryChecksum checksum(ProcessMemory.PageVisitor visitor) {
        List<MemoryChecksum.Range> ranges = new ArrayList<>();
        for (ProcFs.MapLine line : maps()) {
            if (line.isWritable()) {
                boolean sparse = line.inode() == 0 && !line.isShared();
                long length = line.end() - line.start();
                long sum = memory.checksum(line.start(), length, sparse, visitor);
                ranges.add(new MemoryChecksum.Range(line.start(), length, sum));
            }
        }
        return new MemoryChecksum(ranges);
    }

    /** The sum over one range; absent pages of private memory without a file are not read. */
    public long checksum(long start, long length, boolean sparse) {
        return memory.checksum(start, length, sparse);
    }
}
