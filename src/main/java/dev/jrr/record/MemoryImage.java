package dev.jrr.record;

import dev.jrr.model.MemoryWrite;
import dev.jrr.tracee.AddressSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The contents of mappings, as writes that make them again: pages of zeros are left out. */
final class MemoryImage {
    private static final int PAGE = 4096;
    private static final int CHUNK = 1 << 20;

    /** pagemap(5): present or swapped; and whether the page is a file's (or shared). */
    private static final long PRESENT = 0xC000000000000000L;

    private static final long FILE_PAGE = 1L << 61;

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
        return selected(space, start, length, PRESENT, 0);
    }

    /** The pages of a private mapping of a file that are no longer the file's. */
    static List<MemoryWrite> changed(AddressSpace space, long start, long length) {
        return selected(space, start, length, PRESENT, FILE_PAGE);
    }

    private static List<MemoryWrite> selected(AddressSpace space, long start, long length, long wanted, long unwanted) {
        long[] pages = space.pages(start, length);
        if (pages == null) {
            return contents(space, start, length);
        }
        List<MemoryWrite> writes = new ArrayList<>();
        int page = 0;
        while (page < pages.length) {
            if (!is(pages[page], wanted, unwanted)) {
                page++;
                continue;
            }
            int end = page;
            while (end < pages.length && is(pages[end], wanted, unwanted) && end - page < CHUNK / PAGE) {
                end++;
            }
            long at = start + (long) page * PAGE;
            byte[] bytes = space.read(at, (end - page) * PAGE);
            if (unwanted != 0) {
                // A page of zeros may stand where the file has something else.
                writes.add(MemoryWrite.of(at, bytes));
            } else {
                addNonZero(writes, at, bytes);
            }
            page = end;
        }
        return writes;
    }

    private static boolean is(long page, long wanted, long unwanted) {
        return (page & wanted) != 0 && (page & unwanted) == 0;
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
