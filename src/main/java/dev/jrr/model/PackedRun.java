package dev.jrr.model;

import java.util.List;

/**
 * Buffered calls of one task as the tracee wrote them down, on their way into a trace. Nothing is
 * copied; nobody changes it while the run is in use.
 *
 * @param task whose calls they are
 * @param base where the registers that no record holds are taken from: the segments
 * @param bytes from its start on one record after the other, up to the last mark; each sound, as {@link PackedCalls}
 *     has it
 * @param marks before the first record, some between, and after the last: where a run can be
 *     cut; two have at most {@link #MARK_CALLS} calls between them
 * @param names what the descriptors of the records stood for; before the first of these, nothing
 */
public record PackedRun(TaskUid task, Registers base, Bytes bytes, List<Mark> marks, List<Names> names) {
    /** Bytes that are copied once, to where they are needed. */
    @FunctionalInterface
    public interface Bytes {
        /** Copies {@code length} bytes from {@code from} on to an array, from {@code at} on. */
        void copyTo(byte[] to, int at, int from, int length);
    }

    /** So many bytes of records stand between two marks, or the last record begins before that. */
    public static final int MARK_BYTES = 16 << 10;

    /** The most calls between two marks. */
    public static final int MARK_CALLS = 1 << 15;

    /** No system calls, as {@link Mark#numbers}. */
    public static final long[] NO_NUMBERS = new long[8];

    /**
     * A place between two records.
     *
     * @param record how many stand before it
     * @param start where the next one starts
     * @param calls how many calls stand before it
     * @param registers those at this place
     * @param numbers which system calls there are since the mark before: a bit for each by its number,
     *     the last bit for all that are higher. Nobody changes the array.
     */
    public record Mark(int record, int start, int calls, Registers registers, long[] numbers) {}

    /** What descriptors stand for, from a record on. */
    public record Names(int record, List<Event.FdName> names) {}

    /** How many records there are. */
    public int records() {
        return last().record();
    }

    /** How many calls there are. */
    public int count() {
        return last().calls();
    }

    /** The place after the last record. */
    public Mark last() {
        return marks.get(marks.size() - 1);
    }
}
