package dev.jrr.record;

import dev.jrr.linux.ProcessMemory;
import dev.jrr.model.MemoryWrite;
import dev.jrr.tracee.AddressSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The contents of mappings, as writes that make them again: pages of zeros are left out. */
final class MemoryImage {
    private static final int PAGE = 4096;
    private static final int CHUNK = 1 << 20;

    private MemoryImage() {}

    /** All bytes of a range that are not zero, by pages. */
    static List<MemoryWrite> contents(AddressSpace space, long start, long length) {
        List<MemoryWrite> writes = new ArrayList<>();
        for (long at = start; at < start + length; at += CHUNK) {
            byte[] bytes = space.read(at, (int) Math.min(CHUNK, start + length - at));
            addNonZero(writes, at, bytes);
        }
        return writes;
    }

    /** The contents of anonymous memory: absent pages are known to be zero. */
    static List<MemoryWrite> present(AddressSpace space, long start, long length) {
        List<ProcessMemory.Pages> present = space.present(start, length, false);
        if (present == null) {
            return contents(space, start, length);
        }
        List<MemoryWrite> writes = new ArrayList<>();
        for (ProcessMemory.Pages pages : present) {
            writes.addAll(contents(space, pages.start(), pages.end() - pages.start()));
        }
        return writes;
    }

    /** The pages of a private mapping of a file that are no longer the file's. */
    static List<MemoryWrite> changed(AddressSpace space, long start, long length) {
        List<ProcessMemory.Pages> own = space.present(start, length, true);
        if (own == null) {
            return whole(space, start, start + length);
        }
        List<MemoryWrite> writes = new ArrayList<>();
        for (ProcessMemory.Pages pages : own) {
            writes.addAll(whole(space, pages.start(), pages.end()));
        }
        return writes;
    }

    /** All bytes of a range, zeros too: something else may stand there. */
    static List<MemoryWrite> whole(AddressSpace space, long start, long end) {
        List<MemoryWrite> writes = new ArrayList<>();
        for (long at = start; at < end; at += CHUNK) {
            byte[] bytes = space.read(at, (int) Math.min(CHUNK, end - at));
            if (bytes.length > 0) {
                writes.add(MemoryWrite.of(at, bytes));
            }
        }
        return writes;
    }

    private static void addNonZero(List<MemoryWrite> writes, long address, byte[] bytes) {
        int from = -1;
        for (int at = 0; at < bytes.length; at += PAGE) {
            int end = Math.min(at + PAGE, bytes.length);
            boolean zero = isZero(bytes, at, end);
            if (!zero && from < 0) {
                from = at;
            }
            if (from >= 0 && (zero || end == bytes.length)) {
                int to = zero ? at : end;
                writes.add(MemoryWrite.of(address + from, Arrays.copyOfRange(bytes, from, to)));
                from = -1;
            }
        }
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
