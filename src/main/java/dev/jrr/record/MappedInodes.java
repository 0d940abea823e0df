package dev.jrr.record;

import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.BufferLayout;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which files are mapped somewhere, by the low bits of their inode numbers: writes to others need
 * not be traced. Every address space is told.
 */
final class MappedInodes {
    private final BitSet bits = new BitSet(BufferLayout.MAPPED_BITS);
    private final List<RecordTask> tasks;

    MappedInodes(List<RecordTask> tasks) {
        this.tasks = tasks;
    }

    void add(long inode) {
        int bit = (int) (inode % BufferLayout.MAPPED_BITS);
        if (bits.get(bit)) {
            return;
        }
        bits.set(bit);
        Set<AddressSpace> told = Collections.newSetFromMap(new IdentityHashMap<>());
        for (RecordTask task : tasks) {
            if (task.space() != null && told.add(task.space())) {
                byte[] one =
                        bits.get(bit & -Byte.SIZE, (bit | Byte.SIZE - 1) + 1).toByteArray();
                task.space().write(at(bit / Byte.SIZE), one);
            }
        }
    }

    /** Tells a new address space of all. */
    void writeTo(AddressSpace space) {
        byte[] all = bits.toByteArray();
        int at = 0;
        while (at < all.length) {
            int end = at;
            while (end < all.length && all[end] != 0) {
                end++;
            }
            if (end > at) {
                space.write(at(at), java.util.Arrays.copyOfRange(all, at, end));
            }
            at = end + 1;
        }
    }

    private static long at(int octet) {
        return BufferLayout.GLOBALS + BufferLayout.MAPPED + octet;
    }
}
