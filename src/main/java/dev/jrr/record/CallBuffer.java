package dev.jrr.record;

import dev.jrr.linux.NativeBuffer;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.BufferLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The buffer of one address space in which its tasks write down calls, as the recorder sees it.
 * Tracer thread only.
 *
 * <p>Assumes that one task runs at a time, and that what it has written is taken before another
 * runs: the buffer then never holds the calls of two.
 */
final class CallBuffer {
    private static final int HEAD_BYTES = (int) (BufferLayout.BUFFER - BufferLayout.BATCH_HEAD);
    /** So much is read at once: most often that is all. */
    private static final int FIRST_BYTES = 4096;
    /** TF of the flags. */
    static final long TRAP_FLAG = 0x100;

    /** Where {@link #read} puts the records. */
    static final int RECORDS = HEAD_BYTES;

    /** The size of a buffer that {@link #read} fills, in bytes. */
    static final int CAPACITY = HEAD_BYTES + BufferLayout.BUFFER_LENGTH;

    private final AddressSpace space;
    private final Patches patches;

    /** Of the batch that is known: what was taken already. */
    private int batch;

    private int taken;

    /** The words of the record that was taken last. */
    private long[] words = new long[PackedCalls.WORDS];

    private boolean startsAnew;
    private boolean goTraced;
    private boolean othersReady;
    private boolean fdsUnsure;

    private CallBuffer(AddressSpace space, Patches patches) {
        this.space = space;
        this.patches = patches;
    }

    /** The buffer of a new program, whose memory has just been made. */
    static CallBuffer start(AddressSpace space, Patches patches, boolean on, Outputs outputs, MappedInodes mapped) {
        ByteBuffer globals = ByteBuffer.allocate(BufferLayout.FD_CLASS).order(ByteOrder.LITTLE_ENDIAN);
        globals.putInt(BufferLayout.MODE, on ? BufferLayout.MODE_RECORD : BufferLayout.MODE_OFF);
        for (int i = 0; i < 2; i++) {
            globals.putLong(BufferLayout.OUTPUT_DEVICE + Long.BYTES * i, outputs.device(i));
            globals.putLong(BufferLayout.OUTPUT_INODE + Long.BYTES * i, outputs.inode(i));
        }
        space.write(BufferLayout.GLOBALS, globals.array());
        mapped.writeTo(space);
        return new CallBuffer(space, patches);
    }

    /** The buffer of a process that has just been forked: it has a copy of everything. */
    CallBuffer copyFor(AddressSpace child) {
        CallBuffer copy = new CallBuffer(child, patches.copyFor(child));
        copy.batch = batch;
        copy.taken = taken;
        copy.words = words.clone();
        copy.goTraced = goTraced;
        copy.othersReady = othersReady;
        if (fdsUnsure) {
            // Its descriptors are its own.
            copy.fdsUnsure = true;
            copy.fdsUnsure(false);
        }
        return copy;
    }

    /** Where its calls are made. */
    Patches patches() {
        return patches;
    }

    /**
     * Reads what was written down since the last time, one record after the other.
     *
     * @param into where the records come to stand, from {@link #RECORDS} on
     * @return how many bytes they are; 0 if nothing was written down
     */
    int read(NativeBuffer into) {
        int got = space.read(BufferLayout.BATCH_HEAD, FIRST_BYTES, into, 0);
        if (got < HEAD_BYTES) {
            return 0;
        }
        if (into.getInt(BufferLayout.BATCH) != batch) {
            batch = into.getInt(BufferLayout.BATCH);
            taken = 0;
        }
        int used = into.getInt(BufferLayout.USED);
        if (used <= taken || used > BufferLayout.BUFFER_LENGTH) {
            return 0;
        }
        startsAnew = into.getInt(BufferLayout.RESTART) != 0;
        int series = into.getInt(BufferLayout.SERIES);
        int last = into.getInt(BufferLayout.LAST) - 1;
        int seriesStart = into.getInt(BufferLayout.SERIES_START);
        int length = used - taken;
        boolean isAll = taken == 0 && used <= got - HEAD_BYTES;
        if (!isAll && space.read(BufferLayout.BUFFER + taken, length, into, RECORDS) != length) {
            return 0;
        }
        if (series > 0 && last >= taken && last < seriesStart && seriesStart <= used) {
            PackedCalls.putSeries(into.from(RECORDS + last - taken), used - last, (used - seriesStart) / series);
        }
        return length;
    }

    /** The words of the record before those that {@link #read} gives. */
    long[] words() {
        return words;
    }

    /**
     * Some of what {@link #read} has given is taken.
     *
     * @param length of the records, in bytes
     * @param after the words of the last of them
     */
    void took(int length, long[] after) {
        taken += length;
        words = after;
    }

    /** All is taken: the task stands, and what comes next does not add to a record. */
    void startAnew() {
        if (!startsAnew) {
            startsAnew = true;
            restart();
        }
    }

    /** Whether the next call of a task is to be traced, whatever it is. */
    void goTraced(boolean value) {
        if (value != goTraced) {
            goTraced = value;
            put(BufferLayout.GO_TRACED, value ? 1 : 0);
        }
    }

    /** Whether another task could run. */
    void othersReady(boolean value) {
        if (value != othersReady) {
            othersReady = value;
            put(BufferLayout.OTHERS_READY, value ? 1 : 0);
        }
    }

    /** Whether the hook stops when the call that it is at is done. */
    void stopNow(boolean value) {
        put(BufferLayout.STOP_NOW, value ? 1 : 0);
    }

    /** Whether tasks of this memory have different descriptors of the same numbers. */
    void fdsUnsure(boolean value) {
        if (value != fdsUnsure) {
            fdsUnsure = value;
            put(BufferLayout.FDS_UNSURE, value ? 1 : 0);
            forgetAllFds();
        }
    }

    /** A descriptor that was closed or replaced in a traced call. */
    void forgetFd(int fd) {
        if (fd >= 0 && fd < BufferLayout.FDS) {
            space.write(BufferLayout.GLOBALS + BufferLayout.FD_CLASS + fd, new byte[1]);
        }
    }

    void forgetAllFds() {
        space.write(BufferLayout.GLOBALS + BufferLayout.FD_CLASS, new byte[BufferLayout.FDS]);
    }

    private void restart() {
        space.write(BufferLayout.BATCH_HEAD + BufferLayout.RESTART, word(1));
    }

    private void put(int offset, int value) {
        space.write(BufferLayout.GLOBALS + offset, word(value));
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** A single step went over the instruction that saves the flags: the step's own is not the program's. */
    void clearTrapFlag() {
        long at = BufferLayout.ENTRY + (long) Long.BYTES * BufferLayout.ENTRY_ORDER.size();
        long flags = space.readLong(at);
        if ((flags & TRAP_FLAG) != 0) {
            ByteBuffer cleared = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            space.write(at, cleared.putLong(flags & ~TRAP_FLAG).array());
        }
    }

    /** The registers of the program in the hook when the call is done. */
    Registers afterCall(Registers inHook) {
        return entry(inHook, 2);
    }

    /** Those before the call, with which it is made traced. */
    Registers beforeCall(Registers inHook) {
        return entry(inHook, 0);
    }

    private Registers entry(Registers inHook, int behind) {
        byte[] bytes =
                Arrays.copyOf(space.read(BufferLayout.ENTRY, BufferLayout.ENTRY_LENGTH), BufferLayout.ENTRY_LENGTH);
        ByteBuffer entry = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Registers registers = inHook.with(Register.ORIG_RAX, -1);
        for (Register register : BufferLayout.ENTRY_ORDER) {
            registers = registers.with(register, entry.getLong());
        }
        long flags = entry.getLong();
        long ip = entry.getLong() + behind;
        return registers
                .with(Register.EFLAGS, flags)
                .with(Register.R11, flags)
                .with(Register.RIP, ip)
                .with(Register.RCX, ip);
    }
}
