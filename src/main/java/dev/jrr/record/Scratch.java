package dev.jrr.record;

import dev.jrr.kernel.MemoryReader;
import dev.jrr.kernel.Region;
import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.JrrPage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory that calls which may block write into instead of the program's own, where tasks share
 * memory: the kernel would otherwise write while another task runs, at a moment that no frame
 * names. What was written is copied at the call's exit, when no other task runs.
 */
final class Scratch {
    /** One output that was sent elsewhere: {@code region} is where the program wanted it. */
    record Redirect(Region region, long scratch) {
        boolean holds(long address, long length) {
            return address >= region.address() && address + length <= region.address() + region.length();
        }
    }

    private final Map<AddressSpace, BitSet> used = new IdentityHashMap<>();

    /**
     * Chooses scratch memory for all outputs of a call.
     *
     * @return empty if that is not possible: an output is reached through a structure, they are too
     *     large, or there are more tasks than slots
     */
    List<Redirect> redirect(RecordTask task, List<Region> outputs) {
        long total = 0;
        for (Region region : outputs) {
            if (!region.direct()) {
                return List.of();
            }
            total += (region.length() + 15) & -16L;
        }
        if (total > JrrPage.SCRATCH_SLOT_LENGTH || !takeSlot(task)) {
            return List.of();
        }
        long at = JrrPage.SCRATCH + (long) task.scratchSlot * JrrPage.SCRATCH_SLOT_LENGTH;
        List<Redirect> redirects = new ArrayList<>(outputs.size());
        for (Region region : outputs) {
            if (region.alsoRead()) {
                task.space().write(at, task.space().read(region.address(), (int) region.length()));
            }
            redirects.add(new Redirect(region, at));
            at += (region.length() + 15) & -16L;
        }
        return redirects;
    }

    private boolean takeSlot(RecordTask task) {
        if (task.scratchSlot >= 0) {
            return true;
        }
        BitSet slots = used.computeIfAbsent(task.space(), space -> new BitSet());
        int slot = slots.nextClearBit(0);
        if (slot >= JrrPage.SCRATCH_SLOTS) {
            return false;
        }
        slots.set(slot);
        task.scratchSlot = slot;
        return true;
    }

    /** The task has ended or has new memory: its slot is free. */
    void release(RecordTask task) {
        if (task.scratchSlot >= 0) {
            BitSet slots = used.get(task.space());
            if (slots != null) {
                slots.clear(task.scratchSlot);
                if (slots.isEmpty()) {
                    used.remove(task.space());
                }
            }
            task.scratchSlot = -1;
        }
    }

    /** The registers with which the call is made. */
    static Registers redirected(Registers entry, List<Redirect> redirects) {
        Registers registers = entry;
        for (Redirect redirect : redirects) {
            registers = registers.withArgument(redirect.region().argument(), redirect.scratch());
        }
        return registers;
    }

    /** The program's memory as if the call had written where the program wanted it. */
    static MemoryReader view(AddressSpace space, List<Redirect> redirects) {
        if (redirects.isEmpty()) {
            return space;
        }
        return (address, length) -> {
            for (Redirect redirect : redirects) {
                if (redirect.holds(address, length)) {
                    return space.read(
                            redirect.scratch() + address - redirect.region().address(), length);
                }
            }
            return space.read(address, length);
        };
    }
}
