package dev.jrr.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Buffered calls of one task as the tracee wrote them down, on their way into a trace. Neither the
 * arrays nor the lists are copied; nobody changes them.
 *
 * @param task whose calls they are
 * @param base where the registers that no record holds are taken from: the segments
 * @param bytes one record after the other, each found sound by {@link PackedCalls}
 * @param starts where each record starts in them, and after the last one where it ends
 * @param calls how many calls stand before each record, and after the last one how many there are
 * @param fdNames for each record what its descriptors stood for; mostly the same few lists
 * @param marks the registers before the first record, before every {@link #MARK_EVERY}th, and after
 *     the last: where a run can be cut
 */
public record PackedRun(
        TaskUid task,
        Registers base,
        byte[] bytes,
        int[] starts,
        int[] calls,
        List<List<Event.FdName>> fdNames,
        List<Registers> marks) {
    /** So many records stand between two marks. */
    public static final int MARK_EVERY = 128;

    /** How many records there are. */
    public int records() {
        return fdNames.size();
    }

    /** How many calls there are. */
    public int count() {
        return calls[records()];
    }

    /** The registers before a record at which a run can be cut; or after the last. */
    public Registers mark(int record) {
        return marks.get(record == records() ? marks.size() - 1 : record / MARK_EVERY);
    }

    /** The registers after the last call. */
    public Registers last() {
        return mark(records());
    }

    /**
     * Where a run is cut that starts at a mark: before {@code to}, but behind {@code from}.
     *
     * @return a record before which there is a mark, or the end
     */
    public int cut(int from, int to) {
        int cut = to == records() ? to : to / MARK_EVERY * MARK_EVERY;
        return cut > from ? cut : Math.min(records(), from + MARK_EVERY);
    }

    /**
     * Walks over records and gathers them to a run.
     *
     * @param before the words before the first record
     * @param end how many of the bytes are records
     * @param visitor told of each record; says what its descriptors stand for
     * @throws IllegalArgumentException if the bytes are no records
     */
    public static PackedRun of(TaskUid task, Registers base, long[] before, byte[] bytes, int end, Visitor visitor) {
        int most = end / PackedCalls.LENGTH;
        int[] starts = new int[most + 1];
        int[] counts = new int[most + 1];
        List<List<Event.FdName>> names = new ArrayList<>(most);
        List<Registers> marks = new ArrayList<>(2 + most / MARK_EVERY);
        marks.add(PackedCalls.registers(before, base));
        PackedCalls record = new PackedCalls(bytes, 0, end, before.clone());
        int records = 0;
        while (record.next()) {
            names.add(visitor.visit(record));
            counts[records + 1] = counts[records] + record.calls();
            starts[++records] = record.end();
            if (records % MARK_EVERY == 0) {
                marks.add(record.registers(base));
            }
        }
        if (records % MARK_EVERY != 0) {
            marks.add(record.registers(base));
        }
        return new PackedRun(task, base, bytes, starts, counts, names, marks);
    }

    /** Told of records. */
    @FunctionalInterface
    public interface Visitor {
        /** A record, which stands only during this call. */
        List<Event.FdName> visit(PackedCalls record);
    }
}
