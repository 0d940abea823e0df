package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.jrr.linux.ProcessMemory.Pages;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the pages of a range that are in memory. Programs reserve terabytes and use a few pages of
 * them (ASan, TSan), so nothing here is proportional to the range where the kernel has
 * PAGEMAP_SCAN (6.7); an older kernel is asked page by page, in pieces.
 */
final class PageScan {
    private static final int PAGE = 4096;
    private static final int IOCTL = 16;

    /** _IOWR('f', 16, struct pm_scan_arg) (include/uapi/linux/fs.h). */
    private static final long PAGEMAP_SCAN = 0xc0606610L;

    private static final int ARGUMENT_LENGTH = 96;
    private static final int REGION_LENGTH = 24;

    /** PAGE_IS_FILE, PAGE_IS_PRESENT and PAGE_IS_SWAPPED. */
    private static final long IS_FILE = 1 << 2;

    private static final long IS_PRESENT = 1 << 3;
    private static final long IS_SWAPPED = 1 << 4;

    /** pagemap(5): present, or swapped out; and whether the page is a file's or shared. */
    private static final long WORD_IN_MEMORY = 0xC000000000000000L;

    private static final long WORD_FILE = 1L << 61;

    private static boolean scans = true;

    private PageScan() {}

    /**
     * The pages of a range that are present or swapped out, in order; null if the kernel does not
     * tell.
     *
     * @param pagemap an open /proc/PID/pagemap
     * @param buffer room for what the kernel says, 4096 bytes at least
     * @param ownOnly without the pages that a file, or other processes, have too
     */
    static List<Pages> find(int pagemap, Memory buffer, long start, long length, boolean ownOnly) {
        if (pagemap < 0) {
            return null;
        }
        List<Pages> runs = new ArrayList<>();
        if (scans) {
            if (scan(pagemap, buffer, start, start + length, ownOnly, runs)) {
                return runs;
            }
            scans = false;
            runs.clear();
        }
        return read(pagemap, buffer, start, start + length, ownOnly, runs) ? runs : null;
    }

    private static boolean scan(int pagemap, Memory buffer, long start, long end, boolean ownOnly, List<Pages> runs) {
        long at = start;
        while (at < end) {
            // struct pm_scan_arg: size, flags, start, end, walk_end, vec, vec_len, max_pages, and
            // the categories: inverted, all of, any of, returned.
            buffer.clear(ARGUMENT_LENGTH);
            buffer.setLong(0, ARGUMENT_LENGTH);
            buffer.setLong(16, at);
            buffer.setLong(24, end);
            buffer.setLong(40, Pointer.nativeValue(buffer) + ARGUMENT_LENGTH);
            buffer.setLong(48, (buffer.size() - ARGUMENT_LENGTH) / REGION_LENGTH);
            buffer.setLong(64, ownOnly ? IS_FILE : 0);
            buffer.setLong(72, ownOnly ? IS_FILE : 0);
            buffer.setLong(80, IS_PRESENT | IS_SWAPPED);
            buffer.setLong(88, IS_PRESENT);
            long count = LibC.syscall(IOCTL, pagemap, PAGEMAP_SCAN, Pointer.nativeValue(buffer), 0, 0, 0);
            if (count < 0) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                long region = ARGUMENT_LENGTH + (long) i * REGION_LENGTH;
                add(runs, buffer.getLong(region), buffer.getLong(region + 8));
            }
            long walked = buffer.getLong(32);
            if (walked <= at) {
                return false;
            }
            at = walked;
        }
        return true;
    }

    private static boolean read(int pagemap, Memory buffer, long start, long end, boolean ownOnly, List<Pages> runs) {
        long at = start;
        while (at < end) {
            long wanted = Math.min(buffer.size() / 8, (end - at) / PAGE);
            long got = LibC.pread(pagemap, Pointer.nativeValue(buffer), wanted * 8, at / PAGE * 8);
            if (got < 8) {
                return false;
            }
            for (int i = 0; i < got / 8; i++) {
                long word = buffer.getLong(i * 8L);
                if ((word & WORD_IN_MEMORY) != 0 && !(ownOnly && (word & WORD_FILE) != 0)) {
                    add(runs, at + (long) i * PAGE, at + (i + 1L) * PAGE);
                }
            }
            at += got / 8 * PAGE;
        }
        return true;
    }

    private static void add(List<Pages> runs, long start, long end) {
        int last = runs.size() - 1;
        if (last >= 0 && runs.get(last).end() == start) {
            runs.set(last, new Pages(runs.get(last).start(), end));
        } else {
            runs.add(new Pages(start, end));
        }
    }
}
