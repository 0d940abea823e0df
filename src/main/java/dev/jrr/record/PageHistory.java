package dev.jrr.record;

import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.PageLines;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Which pages of an address space have changed lately, as its checksums show: what is written often
 * tells one moment of a loop from another.
 */
final class PageHistory {
    /** The lines of so many pages go into a frame: 64 KiB. */
    private static final int MOST_PAGES = 256;

    private final WeakReference<AddressSpace> memory;
    private Pages pages = new Pages();
    private int round;

    /** Every page that was not all zeros, in order of address. */
    private static final class Pages {
        long[] addresses = new long[64];
        int[] sums = new int[64];

        /** The round in which a page was first seen with the sum that it has. */
        int[] since = new int[64];

        int count;

        void add(long address, int sum, int round) {
            if (count == addresses.length) {
                addresses = Arrays.copyOf(addresses, count * 2);
                sums = Arrays.copyOf(sums, count * 2);
                since = Arrays.copyOf(since, count * 2);
            }
            addresses[count] = address;
            sums[count] = sum;
            since[count] = round;
            count++;
        }
    }

    /** The history is dropped with its memory, which it does not keep alive. */
    PageHistory(AddressSpace memory) {
        this.memory = new WeakReference<>(memory);
    }

    /** The checksum of all writable memory, which begins another round. */
    MemoryChecksum checksum() {
        round++;
        Pages old = pages;
        Pages fresh = new Pages();
        int[] next = {0};
        MemoryChecksum checksum = memory.get().checksum((address, sum) -> {
            while (next[0] < old.count && old.addresses[next[0]] < address) {
                next[0]++;
            }
            int at = next[0];
            boolean same = at < old.count && old.addresses[at] == address && old.sums[at] == sum;
            fresh.add(address, sum, same ? old.since[at] : round);
        });
        pages = fresh;
        return checksum;
    }

    /** The lines of the pages that changed last, and of those that registers point to. */
    List<PageLines> likelyChanged(Registers registers) {
        TreeSet<Long> chosen = new TreeSet<>();
        for (Register register : Register.values()) {
            long page = registers.get(register) & -PageLines.PAGE_BYTES;
            if (Arrays.binarySearch(pages.addresses, 0, pages.count, page) >= 0) {
                chosen.add(page);
            }
        }
        int[] sorted = Arrays.copyOf(pages.since, pages.count);
        Arrays.sort(sorted);
        int oldest = sorted.length > MOST_PAGES ? sorted[sorted.length - MOST_PAGES] : 0;
        addSince(chosen, oldest + 1, Integer.MAX_VALUE);
        addSince(chosen, oldest, oldest);
        List<PageLines> lines = new ArrayList<>(chosen.size());
        for (long page : chosen) {
            byte[] content = memory.get().read(page, PageLines.PAGE_BYTES);
            if (content.length == PageLines.PAGE_BYTES) {
                lines.add(PageLines.of(page, content));
            }
        }
        return lines;
    }

    private void addSince(TreeSet<Long> chosen, int from, int to) {
        for (int i = 0; i < pages.count && chosen.size() < MOST_PAGES; i++) {
            if (pages.since[i] >= from && pages.since[i] <= to) {
                chosen.add(pages.addresses[i]);
            }
        }
    }
}
