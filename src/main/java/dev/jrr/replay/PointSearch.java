package dev.jrr.replay;

import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
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
 * The fast form of the search for a {@link StatePoint}: a breakpoint with a condition that the
 * program's own task checks, at a nanosecond or so a visit. Code of ours in memory of its own is
 * entered by a jump at the point, and stops the task only when all it knows of the point's state is
 * equal; then everything is compared. A stop that was in vain tells it what else to look at.
 *
 * <p>Guarantees: before any other task runs, the program's code is as it was, and the memory is gone.
 */
final class PointSearch {
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
    private final PointState state;
    private final PatchSite site;
    private final byte[] original;
    private byte[] jump;
    private long entry;
    private long pages;
    private PointStub stub;
    private long stops;

    private PointSearch(TaskRun runs, ReplayTask task, PointState state, PatchSite site) {
        this.runs = runs;
        this.task = task;
        this.tracee = task.tracee();
        this.memory = task.space().memory();
        this.state = state;
        this.site = site;
        this.original = Arrays.copyOf(site.code(), PatchSite.JUMP_LENGTH);
    }

    /**
     * Prepares the search for a task that stands at the point's instruction in another state.
     *
     * @return null if this form of search cannot be used here
     */
    static PointSearch prepare(TaskRun runs, ReplayTask task, PointState state) throws TraceeGoneException {
        PatchSite site = PatchSite.at(task.space().memory(), state.target().ip());
        if (site == null) {
            return null;
        }
        PointSearch search = new PointSearch(runs, task, state, site);
        return search.place() ? search : null;
    }

    private boolean place() throws TraceeGoneException {
        for (long candidate : new StubPlace(task.space()).find(site)) {
            entry = candidate;
            pages = StubPlace.pages(candidate);
            stub = PointStub.of(site, entry, pages, state.keys());
            if (stub == null) {
                continue;
            }
            RemoteSyscalls calls = new RemoteSyscalls(tracee, memory);
            calls.add(
                    SystemCalls.MMAP,
                    pages,
                    PointStub.BYTES,
                    PROT_READ_WRITE_EXEC,
                    MAP_PRIVATE_ANONYMOUS_FIXED_NOREPLACE,
                    -1,
                    0);
            long got = calls.run()[0];
            if (got == pages) {
                jump = ByteBuffer.allocate(PatchSite.JUMP_LENGTH)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) 0xe9)
                        .putInt((int) (entry - site.address() - PatchSite.JUMP_LENGTH))
                        .array();
                return true;
            }
            if (got >= 0) {
                // A kernel that does not know the flag took the address for a mere wish.
                remove(got);
                return false;
            }
        }
        return false;
    }

    private void remove(long start) throws TraceeGoneException {
        RemoteSyscalls calls = new RemoteSyscalls(tracee, memory);
        calls.add(SystemCalls.MUNMAP, start, PointStub.BYTES);
        calls.run();
    }

    /**
     * Runs the task, which stands at the point's instruction, to the point.
     *
     * @return null if it is there; otherwise what it did instead
     */
    String run() throws TraceeGoneException {
        try {
            return search();
        } finally {
            if (tracee.isStopped()) {
                memory.write(site.address(), original);
                remove(pages);
            }
        }
    }

    private String search() throws TraceeGoneException {
        memory.write(entry, stub.code());
        memory.write(site.address(), jump);
        Registers from = tracee.registers().with(Register.RIP, stub.moved(0));
        while (true) {
            WaitResult stop = runs.run(tracee, from.with(Register.ORIG_RAX, -1), Resume.CONT);
            if (stop == null) {
                return "a run of far more time than recorded, after " + stops + " stops";
            }
            Registers live = tracee.registers();
            boolean isSignal = stop.kind() == Kind.SIGNAL;
            if (isSignal && stop.signal() == SIGTRAP && live.ip() == stub.hit()) {
                stops++;
                live = live.with(Register.RIP, site.address());
                memory.write(site.address(), original);
                if (state.isAt(live)) {
                    tracee.setRegisters(live);
                    return null;
                }
                if (state.hasNewKeys()) {
                    PointStub better = PointStub.of(site, entry, pages, state.keys());
                    stub = better == null ? stub : better;
                    memory.write(entry, stub.code());
                }
                memory.write(site.address(), jump);
                from = live.with(Register.RIP, stub.moved(0));
                continue;
            }
            int inside = isSignal ? trapped(stop.signal(), live.ip()) : 0;
            if (inside == 0) {
                Registers seen = live.with(Register.RIP, stub.original(live.ip()));
                return Differences.text(stop, seen) + ", after " + stops + " stops";
            }
            from = live.with(Register.RIP, stub.moved(inside));
        }
    }

    /** The offset of a covered instruction that was jumped to, where our jump now traps; or 0. */
    private int trapped(int signal, long ip) {
        long offset = ip - site.address();
        if (signal == SIGTRAP) {
            offset--;
        } else if (signal != SIGILL && signal != SIGSEGV) {
            return 0;
        }
        boolean isInside = offset > 0 && offset < PatchSite.JUMP_LENGTH && site.startsAt((int) offset);
        boolean traps = isInside && (signal == SIGTRAP) == ((jump[(int) offset] & 0xff) == INT3);
        return traps ? (int) offset : 0;
    }
}
