package dev.jrr.tracee;

import dev.jrr.base.CheckFailed;
import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * System calls made inside a stopped tracee on the tracer's behalf: gathered, then run with one
 * stop for all of them by the batch loop of {@link JrrPage}. The task's registers are unchanged
 * afterwards. Tracer thread only.
 *
 * <p>Assumes that no signal is delivered meanwhile: block all, or hold a task that gets none.
 */
public final class RemoteSyscalls {
    private static final int SIGTRAP = 5;
    private static final long NO_SYSCALL = -1;
    private static final int STRINGS_AT = JrrPage.BATCH_LENGTH - 0x2000;
    private static final int CAPACITY = STRINGS_AT / JrrPage.ENTRY_LENGTH;

    private final Tracee tracee;
    private final AddressSpace space;
    private final List<long[]> calls = new ArrayList<>();
    private int stringsUsed;
    private final ByteBuffer strings =
            ByteBuffer.allocate(JrrPage.BATCH_LENGTH - STRINGS_AT).order(ByteOrder.LITTLE_ENDIAN);

    public RemoteSyscalls(Tracee tracee, AddressSpace space) {
        this.tracee = tracee;
        this.space = space;
    }

    /** Adds a call; {@code run} gives its result at the index returned. */
    public int add(int number, long... arguments) {
        long[] entry = new long[8];
        entry[0] = number;
        System.arraycopy(arguments, 0, entry, 1, arguments.length);
        calls.add(entry);
        return calls.size() - 1;
    }

    /** Whether another call and a string of {@code stringBytes} fit. */
    public boolean hasRoom(int callsWanted, int stringBytes) {
        return calls.size() + callsWanted <= CAPACITY && stringsUsed + stringBytes + 1 <= strings.capacity();
    }

    /** Puts a string where a call can point to it, and returns its address in the tracee. */
    public long string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long address = JrrPage.BATCH + STRINGS_AT + stringsUsed;
        strings.put(bytes).put((byte) 0);
        stringsUsed = strings.position();
        return address;
    }

    /**
     * Makes the calls in order and returns their results (a negated error number if one failed).
     * The gathered calls are then forgotten.
     */
    public long[] run() throws TraceeGoneException {
        int count = calls.size();
        if (count == 0) {
            return new long[0];
        }
        Registers saved = tracee.registers();
        ByteBuffer entries = ByteBuffer.allocate(count * JrrPage.ENTRY_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        for (long[] call : calls) {
            for (long word : call) {
                entries.putLong(word);
            }
        }
        space.write(JrrPage.BATCH, entries.array());
        if (stringsUsed > 0) {
            space.write(JrrPage.BATCH + STRINGS_AT, java.util.Arrays.copyOf(strings.array(), stringsUsed));
        }
        tracee.setRegisters(saved.with(Register.RIP, JrrPage.BATCH_LOOP)
                .with(Register.R12, JrrPage.BATCH)
                .with(Register.R13, count)
                .with(Register.ORIG_RAX, NO_SYSCALL));
        runToTrap(tracee);
        ByteBuffer done = ByteBuffer.wrap(space.read(JrrPage.BATCH, count * JrrPage.ENTRY_LENGTH))
                .order(ByteOrder.LITTLE_ENDIAN);
        long[] results = new long[count];
        for (int i = 0; i < count; i++) {
            results[i] = done.getLong(i * JrrPage.ENTRY_LENGTH + 56);
        }
        tracee.setRegisters(saved);
        clear();
        return results;
    }

    private void clear() {
        calls.clear();
        strings.clear();
        stringsUsed = 0;
    }

    /**
     * Makes one call at a given {@code syscall; int3} and returns its result: for a tracee that has
     * no {@link JrrPage} yet.
     */
    public static long single(Tracee tracee, long at, int number, long... arguments) throws TraceeGoneException {
        Registers saved = tracee.registers();
        Registers call = saved.with(Register.RIP, at).with(Register.RAX, number).with(Register.ORIG_RAX, NO_SYSCALL);
        for (int i = 0; i < arguments.length; i++) {
            call = call.withArgument(i, arguments[i]);
        }
        tracee.setRegisters(call);
        runToTrap(tracee);
        long result = tracee.registers().result();
        tracee.setRegisters(saved);
        return result;
    }

    private static void runToTrap(Tracee tracee) throws TraceeGoneException {
        tracee.resume(Resume.CONT, 0);
        while (true) {
            WaitResult stop = tracee.await();
            if (stop.isGone() || stop.kind() == Kind.EXITING) {
                throw new TraceeGoneException(tracee.tid());
            }
            if (stop.kind() == Kind.SIGNAL && stop.signal() == SIGTRAP) {
                return;
            }
            switch (stop.kind()) {
                // The stop of an interrupt asked for earlier, the news of a clone made here, or the
                // filter's word on a call that is not made from the jrr page.
                case INTERRUPTED, CLONE, FORK, VFORK, VFORK_DONE, SECCOMP -> tracee.resume(Resume.CONT, 0);
                default ->
                    throw new CheckFailed("task " + tracee.tid() + " stopped for " + stop.kind() + " (signal "
                            + stop.signal() + ") in a call of the tracer");
            }
        }
    }
}
