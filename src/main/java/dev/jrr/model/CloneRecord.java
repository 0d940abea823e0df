package dev.jrr.model;

import java.util.List;

/**
 * A task that clone, clone3, fork or vfork made.
 *
 * @param child the new task
 * @param flags CLONE_* bits with the exit signal in the low byte, also for fork and vfork
 * @param childRegisters the child's registers before its first instruction
 * @param childWrites what the kernel wrote into the child's memory before that
 */
public record CloneRecord(TaskUid child, long flags, Registers childRegisters, List<MemoryWrite> childWrites) {
    private static final long CLONE_VM = 0x100;
    private static final long CLONE_VFORK = 0x4000;
    private static final long CLONE_THREAD = 0x10000;

    public CloneRecord {
        childWrites = List.copyOf(childWrites);
    }

    /** Whether parent and child use one address space. */
    public boolean sharesMemory() {
        return (flags & CLONE_VM) != 0;
    }

    /** Whether the child is a thread of its parent's process. */
    public boolean isThread() {
        return (flags & CLONE_THREAD) != 0;
    }

    /** Whether the parent waits until the child has called exec or ended. */
    public boolean isVfork() {
        return (flags & CLONE_VFORK) != 0;
    }
}
