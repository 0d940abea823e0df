package dev.jrr.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Buffered calls as they stand in a trace, and where each of them is. They are unpacked only where
 * somebody asks for what a record does not say by itself: a replay hardly does. Immutable; safe for use
 * by several threads.
 */
public final class CallRecords {
    private final byte[] bytes;
    private final long[] before;

    /** Where each record starts, and the last ends. */
    private final int[] starts;

    /** How many calls stand before each record, and in all. */
    private final int[] calls;

    private final List<Performed> performed;
    private final int unpackedLength;
    private final BufferedCall first;
    private final BufferedCall last;

    /** Two threads may unpack; either result may be seen. */
    private volatile Unpacked unpacked;

    private record Unpacked(byte[] records, int[] offsets) {}

    /**
     * A call that replay makes again.
     *
     * @param index of the call
     */
    public record Performed(int index, BufferedCall call) {}

    /**
     * Reads records.
     *
     * @param bytes nothing but records; nobody changes them
     * @param before the words of the call before the first
     * @param count how many records there are
     * @param mostCalls how many calls they are at most
     * @throws IllegalArgumentException if they are not that
     */
    public CallRecords(byte[] bytes, long[] before, int count, int mostCalls) {
        this.bytes = bytes;
        this.before = before;
        this.starts = new int[count + 1];
        this.calls = new int[count + 1];
        List<Performed> again = new ArrayList<>();
        PackedCalls walk = walk();
        BufferedCall firstCall = null;
        BufferedCall lastCall = null;
        int length = 0;
        int record = 0;
        for (; walk.next(); record++) {
            if (record == count || walk.calls() > mostCalls - calls[record]) {
                throw new IllegalArgumentException("more buffered calls than there can be");
            }
            if (walk.isPerformed()) {
                for (int i = 0; i < walk.calls(); i++) {
                    again.add(new Performed(calls[record] + i, walk.expandOne(i)));
                }
            }
            if (record == 0) {
                firstCall = walk.expandOne(0);
            }
            if (record == count - 1) {
                lastCall = walk.expandOne(walk.calls() - 1);
            }
            length = Math.addExact(length, Math.multiplyExact(walk.calls(), walk.expandedLength()));
            starts[record] = walk.start();
            calls[record + 1] = calls[record] + walk.calls();
        }
        if (record != count) {
            throw new IllegalArgumentException(record + " records of buffered calls instead of " + count);
        }
        starts[count] = bytes.length;
        this.performed = List.copyOf(again);
        this.first = firstCall;
        this.last = lastCall;
        this.unpackedLength = length;
    }

    /** Walks over the records from the first on. */
    public PackedCalls walk() {
        return new PackedCalls(bytes, 0, bytes.length, before.clone());
    }

    /** How many calls there are. */
    public int count() {
        return calls[calls.length - 1];
    }

    /** The record that has a call, counted from 0. */
    public int recordOf(int call) {
        int found = Arrays.binarySearch(calls, call);
        return found >= 0 ? found : -found - 2;
    }

    /** How many calls stand before a record; also of the one behind the last. */
    public int callsBefore(int record) {
        return calls[record];
    }

    /** Where a record starts; also of the one behind the last. */
    public int start(int record) {
        return starts[record];
    }

    /** Copies some of the bytes. */
    public void copyTo(byte[] to, int at, int from, int length) {
        System.arraycopy(bytes, from, to, at, length);
    }

    /** The number of the system call of a call. */
    public int number(int call) {
        return PackedCalls.number(bytes, starts[recordOf(call)]);
    }

    /** Whether a call has failed. */
    public boolean isFailed(int call) {
        int record = recordOf(call);
        return PackedCalls.isFailed(bytes, starts[record], starts[record + 1]);
    }

    /** The calls that replay makes again, in their order. */
    public List<Performed> performed() {
        return performed;
    }

    /** A call. */
    public BufferedCall call(int index) {
        if (index == 0) {
            return first;
        }
        if (index == count() - 1) {
            return last;
        }
        Unpacked there = unpacked;
        if (there == null) {
            there = unpack();
            unpacked = there;
        }
        return new BufferedCall(there.records, there.offsets[index]);
    }

    /** The words of the call before one, from which its record differs. */
    public long[] wordsBefore(int index, Registers base) {
        return index == 0 ? before.clone() : PackedCalls.words(call(index - 1).registers(base));
    }

    private Unpacked unpack() {
        byte[] records = new byte[unpackedLength];
        int[] offsets = new int[count()];
        PackedCalls walk = walk();
        int at = 0;
        int call = 0;
        while (walk.next()) {
            walk.expand(records, at);
            for (int i = 0; i < walk.calls(); i++) {
                offsets[call++] = at;
                at += walk.expandedLength();
            }
        }
        return new Unpacked(records, offsets);
    }
}
