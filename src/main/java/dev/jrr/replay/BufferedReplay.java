package dev.jrr.replay;

import dev.jrr.base.Hex;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.BufferedCall;
import dev.jrr.model.CallRecords;
import dev.jrr.model.Capture;
import dev.jrr.model.Mapping;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.BufferLayout;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Replays buffered calls: puts their records into the task's buffer, where the task's own code finds
 * the result of each, and lets it run to the last. It stops once, however many they are.
 */
final class BufferedReplay {
    private static final int SYSCALL_LENGTH = 2;
    private static final long PAGE = 4096;

    /** Flags of the tracer's own: TF, RF. */
    private static final long OWN_FLAGS = 0x10100;

    private final TaskRun runs;

    BufferedReplay(TaskRun runs) {
        this.runs = runs;
    }

    /** What was not as recorded. */
    record Difference(long frame, String expected, String actual) {}

    /** The last call from {@code first} on, {@code most} at most, up to which the records fit into a buffer. */
    long lastOf(TraceReader.Slice calls, long first, long most) {
        CallRecords records = calls.records();
        int from = records.recordOf(calls.index(first));
        int low = from;
        int high = records.recordOf(calls.index(Math.min(most, calls.end() - 1)));
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (records.start(middle + 1) - records.start(from) > BufferLayout.BUFFER_LENGTH) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return Math.min(most, calls.first() + records.callsBefore(low + 1) - 1);
    }

    /** Puts the records of some calls into a task's buffer. */
    private static void give(AddressSpace memory, TraceReader.Slice calls, long first, long last) {
        CallRecords records = calls.records();
        int call = calls.index(first);
        int record = records.recordOf(call);
        int repeated = call - records.callsBefore(record);
        long[] before = records.wordsBefore(call, calls.base());
        int from = records.start(record);
        int length = records.start(records.recordOf(calls.index(last)) + 1) - from;
        // What the head of a batch ends with; the buffer is behind it.
        byte[] bytes = new byte[PackedCalls.WORDS * Long.BYTES + length];
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : before) {
            words.putLong(word);
        }
        records.copyTo(bytes, words.position(), from, length);
        memory.write(BufferLayout.BATCH_HEAD + BufferLayout.PREVIOUS, bytes);
        if (repeated > 0) {
            memory.write(BufferLayout.BATCH_HEAD + BufferLayout.STRIDE, strides(calls, call, before));
        }
        ByteBuffer place = ByteBuffer.allocate(3 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        place.putInt(0).putInt((int) (last - first + 1)).putInt(repeated);
        memory.write(BufferLayout.GLOBALS + BufferLayout.NEXT, place.array());
    }

    /** By how much the words move on from the call before one to that, which is of the same record. */
    private static byte[] strides(TraceReader.Slice calls, int call, long[] before) {
        long[] words = calls.records().wordsBefore(call + 1, calls.base());
        ByteBuffer strides =
                ByteBuffer.allocate(BufferLayout.STRIDES * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < BufferLayout.STRIDES; i++) {
            int word = BufferLayout.FIRST_STRIDE + i;
            strides.putLong(words[word] - before[word]);
        }
        return strides.array();
    }

    /** How many of the calls that a task was given it has not replayed. */
    private static int left(AddressSpace memory) {
        byte[] left = memory.read(BufferLayout.GLOBALS + BufferLayout.LEFT, Integer.BYTES);
        return ByteBuffer.wrap(left).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** Runs a task from before the call {@code first} to behind {@code last}; null if all was as recorded. */
    Difference replay(ReplayTask task, TraceReader.Slice calls, long first, long last) throws TraceeGoneException {
        AddressSpace memory = task.space().memory();
        give(memory, calls, first, last);
        WaitResult stop;
        try {
            stop = runs.run(task, task.toResume());
        } catch (StopReached reached) {
            throw new StoppedAmong(reached.stop(), standing(task, calls, first, last));
        }
        Registers actual = stop == null ? null : task.tracee().registers();
        boolean isOurs =
                stop != null && stop.kind() == Kind.SECCOMP && actual.ip() == BufferLayout.STOP + SYSCALL_LENGTH;
        if (isOurs && actual.syscallNumber() == BufferLayout.CALL_DONE) {
            noteMappings(task.space(), calls, first, last);
            return null;
        }
        long frame = Math.min(last, last + 1 - left(memory));
        BufferedCall call = calls.records().call(calls.index(frame));
        String name = "buffered " + SyscallTable.name(call.number());
        if (stop == null) {
            return new Difference(frame, name, "a run without end");
        }
        return isOurs
                ? difference(frame, call, name, memory, call.registers(calls.base()))
                : new Difference(frame, name, Differences.text(stop, actual, task));
    }

    /** A run has come to a stop between its calls, or in one of them, which was then finished. */
    static final class StoppedAmong extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Stop stop;
        private final transient Standing standing;

        StoppedAmong(Stop stop, Standing standing) {
            super(null, null, false, false);
            this.stop = stop;
            this.standing = standing;
        }

        Stop stop() {
            return stop;
        }

        Standing standing() {
            return standing;
        }
    }

    /**
     * Where a task stands that has not replayed all of its calls.
     *
     * @param lastCall the last one that it has replayed, or one less than the first
     * @param isBehind whether it has gone on from there
     */
    record Standing(long lastCall, boolean isBehind) {}

    private Standing standing(ReplayTask task, TraceReader.Slice calls, long first, long last)
            throws TraceeGoneException {
        long ip = task.tracee().registers().ip();
        boolean isInside = JrrPage.isCode(ip);
        if (isInside) {
            finishCall(task);
        }
        AddressSpace memory = task.space().memory();
        long done = last - left(memory);
        noteMappings(task.space(), calls, first, done);
        memory.write(BufferLayout.GLOBALS + BufferLayout.NEXT, new byte[3 * Integer.BYTES]);
        // No other way leads to the instruction behind a replaced call.
        boolean hasJustReturned = done >= first
                && calls.records()
                                .call(calls.index(done))
                                .registers(calls.base())
                                .ip()
                        == ip;
        return new Standing(done, !isInside && !hasJustReturned);
    }

    /** The task has changed what is watched in the hook: the call that it is at is done next. */
    private void finishCall(ReplayTask task) throws TraceeGoneException {
        AddressSpace memory = task.space().memory();
        byte[] one = {1, 0, 0, 0};
        memory.write(BufferLayout.GLOBALS + BufferLayout.STOP_NOW, one);
        try {
            while (true) {
                try {
                    runs.run(task, task.tracee().registers().with(Register.ORIG_RAX, -1));
                    return;
                } catch (StopReached anotherPart) {
                    continue;
                }
            }
        } finally {
            memory.write(BufferLayout.GLOBALS + BufferLayout.STOP_NOW, new byte[Integer.BYTES]);
        }
    }

    /** What the calls that were made again have mapped and unmapped. */
    private static void noteMappings(ReplaySpace space, TraceReader.Slice calls, long first, long last) {
        for (CallRecords.Performed performed : calls.records().performed()) {
            if (performed.index() < calls.index(first) || performed.index() > calls.index(last)) {
                continue;
            }
            BufferedCall call = performed.call();
            if (call.number() == SystemCalls.MUNMAP) {
                space.mappings().unmap(call.argument(0), pageUp(call.argument(1)));
            } else if (call.number() == SystemCalls.MMAP) {
                space.mappings().map(mapped(call.result(), call.argument(1), call.argument(2), call.argument(3)));
            }
        }
    }

    /** What a buffered mmap has mapped: only memory without a file is mapped by one. */
    static Mapping mapped(long address, long length, long protection, long flags) {
        return new Mapping(
                address, pageUp(length), (int) protection, (int) flags, 0, "", Mapping.Backing.ANONYMOUS, "");
    }

    private static long pageUp(long value) {
        return (value + PAGE - 1) & -PAGE;
    }

    private static Difference difference(
            long frame, BufferedCall call, String name, AddressSpace memory, Registers after) {
        ByteBuffer entry = ByteBuffer.wrap(memory.read(BufferLayout.ENTRY, BufferLayout.ENTRY_LENGTH))
                .order(ByteOrder.LITTLE_ENDIAN);
        Registers expected = after.with(Register.RAX, call.number());
        Registers actual = expected;
        for (Register register : BufferLayout.ENTRY_ORDER) {
            actual = actual.with(register, entry.getLong());
        }
        long flags = entry.getLong() & ~OWN_FLAGS | expected.get(Register.EFLAGS) & OWN_FLAGS;
        actual = actual.with(Register.EFLAGS, flags).with(Register.RIP, entry.getLong() + SYSCALL_LENGTH);
        if (actual.get(Register.RAX) != call.number()) {
            return new Difference(frame, name, "system call " + SyscallTable.name((int) actual.get(Register.RAX)));
        }
        Register register = Differences.first(expected, actual);
        if (register != null) {
            String there = " at entry of " + name;
            return new Difference(
                    frame, Differences.text(register, expected) + there, Differences.text(register, actual));
        }
        for (Capture input : call.inputs()) {
            byte[] found = memory.read(input.address(), input.bytes().length);
            if (!Arrays.equals(found, input.bytes())) {
                return new Difference(
                        frame,
                        "argument " + input.argument() + " of " + name + " at " + Hex.of(input.address()) + " to be "
                                + Differences.shortened(input.bytes(), input.bytes(), found),
                        Differences.shortened(found, input.bytes(), found));
            }
        }
        return new Difference(frame, "result " + Hex.of(call.result()) + " of " + name, "another result");
    }
}
