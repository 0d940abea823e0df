package dev.jrr.replay;

import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.PatchSite;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A jump in the code of a task to code of ours, in memory of its own, that runs at each visit of one
 * instruction.
 *
 * <p>Guarantees: after {@link #takeAway} the program's code is as it was, and the memory is gone.
 */
final class PointPatch {
    private static final int SIGTRAP = 5;
    private static final int SIGILL = 4;
    private static final int SIGSEGV = 11;
    private static final int INT3 = 0xcc;
    private static final int PROT_READ_WRITE_EXEC = 7;
    private static final int MAP_PRIVATE_ANONYMOUS_FIXED_NOREPLACE = 0x100022;

    private final TaskRun runs;
    private final ReplayTask task;
    private final Tracee tracee;
    private final AddressSpace memory;
    private final PatchSite site;
    private final long entry;
    private final long pages;
    private final byte[] original;
    private final byte[] jump;
    private PointStub stub;

    private PointPatch(TaskRun runs, ReplayTask task, PatchSite site, long entry, PointStub stub) {
        this.runs = runs;
        this.task = task;
        this.tracee = task.tracee();
        this.memory = task.space().memory();
        this.site = site;
        this.entry = entry;
        this.pages = StubPlace.pages(entry);
        this.original = Arrays.copyOf(site.code(), PatchSite.JUMP_LENGTH);
        this.jump = ByteBuffer.allocate(PatchSite.JUMP_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xe9)
                .putInt((int) (entry - site.address() - PatchSite.JUMP_LENGTH))
                .array();
        this.stub = stub;
    }

    /** Makes the code for a patch; null if it cannot be made. */
    interface Maker {
        PointStub make(PatchSite site, long entry, long pages);
    }

    /**
     * Prepares a patch of the instruction at an address. Nothing is changed but that the memory is
     * there.
     *
     * @return null if there can be none
     */
    static PointPatch prepare(TaskRun runs, ReplayTask task, long address, Maker maker) throws TraceeGoneException {
        PatchSite site = PatchSite.at(task.space().memory(), address);
        if (site == null || runs.stops().anyIn(task.space(), address + 1, address + PatchSite.JUMP_LENGTH)) {
            return null;
        }
        for (long candidate : new StubPlace(task.space()).find(site)) {
            PointStub stub = maker.make(site, candidate, StubPlace.pages(candidate));
            if (stub == null) {
                continue;
            }
            PointPatch patch = new PointPatch(runs, task, site, candidate, stub);
            long got = patch.map();
            if (got == patch.pages) {
                return patch;
            }
            if (got >= 0) {
                // A kernel that does not know the flag took the address for a mere wish.
                patch.unmap(got);
                return null;
            }
        }
        return null;
    }

    private long map() throws TraceeGoneException {
        RemoteSyscalls calls = new RemoteSyscalls(tracee, memory);
        calls.add(
                SystemCalls.MMAP,
                pages,
                PointStub.BYTES,
                PROT_READ_WRITE_EXEC,
                MAP_PRIVATE_ANONYMOUS_FIXED_NOREPLACE,
                -1,
                0);
        return calls.run()[0];
    }

    private void unmap(long start) throws TraceeGoneException {
        RemoteSyscalls calls = new RemoteSyscalls(tracee, memory);
        calls.add(SystemCalls.MUNMAP, start, PointStub.BYTES);
        calls.run();
    }

    /** Other code, of the same place; what cannot be made is left as it was. */
    void code(Maker maker) {
        PointStub other = maker.make(site, entry, pages);
        if (other != null) {
            stub = other;
            memory.write(entry, stub.code());
        }
    }

    void putIn() {
        memory.write(entry, stub.code());
        memory.write(site.address(), jump);
    }

    /** The jump alone: the program's own instructions are there again. */
    void takeOut() {
        memory.write(site.address(), original);
    }

    /** Ends it; the task is stopped, or gone. */
    void takeAway() throws TraceeGoneException {
        if (tracee.isStopped()) {
            takeOut();
            unmap(pages);
        }
    }

    /** The registers of a task at the instruction, which is then made by the code of the patch. */
    Registers beyond(Registers atInstruction) {
        return inPlaceOf(atInstruction, 0);
    }

    private Registers inPlaceOf(Registers registers, int offset) {
        return registers.with(Register.RIP, stub.moved(offset)).with(Register.ORIG_RAX, -1);
    }

    /** Whether the code of the patch has stopped the task. */
    boolean isHit(int signal, Registers live) {
        return signal == SIGTRAP && live.ip() == stub.hit();
    }

    /** The registers of the task that has been stopped so: it is at the instruction. */
    Registers atInstruction(Registers live) {
        return live.with(Register.RIP, site.address());
    }

    /**
     * The registers with which a task goes on that has come to the jump's inside, where it trapped;
     * null if it has another reason to stop.
     */
    Registers pastTrap(int signal, Registers live) {
        long offset = live.ip() - site.address();
        if (signal == SIGTRAP) {
            offset--;
        } else if (signal != SIGILL && signal != SIGSEGV) {
            return null;
        }
        boolean isInside = offset > 0 && offset < PatchSite.JUMP_LENGTH && site.startsAt((int) offset);
        boolean traps = isInside && (signal == SIGTRAP) == ((jump[(int) offset] & 0xff) == INT3);
        return traps ? inPlaceOf(live, (int) offset) : null;
    }

    /** The same place of the program, for people to see. */
    Registers asSeen(Registers live) {
        return live.with(Register.RIP, stub.original(live.ip()));
    }

    /** Brings a task that has stopped on its way out of the code of the patch, without any of the program's. */
    void leave() throws TraceeGoneException {
        Registers live = tracee.registers();
        while (live.ip() >= pages && live.ip() < pages + PointStub.BYTES) {
            long exactly = stub.exactly(live.ip());
            if (exactly != 0) {
                tracee.setRegisters(live.with(Register.RIP, exactly));
                return;
            }
            // The jump back: nothing of the program's.
            if (runs.step(task, live.with(Register.ORIG_RAX, -1)) == null) {
                return;
            }
            live = tracee.registers();
        }
    }

    boolean isAtInstruction(Registers registers) {
        return registers.ip() == site.address();
    }

    /** Eight bytes of the data that the code has, at an offset. */
    long data(int offset) {
        return memory.readLong(pages + PointStub.DATA_AT + offset);
    }

    void putData(int offset, long value) {
        memory.write(
                pages + PointStub.DATA_AT + offset,
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }
}
