package dev.jrr.model;

import java.util.List;

/**
 * Buffered calls of one task, one after the other, as the tracee wrote them down
 * (native/preload/jrr_buffer.h). Neither the bytes nor the lists are copied; nobody changes them.
 *
 * @param task whose calls they are
 * @param base where the registers that no record holds are taken from: the segments
 * @param records one record after the other, and nothing else: {@link BufferedCall}
 * @param count how many
 * @param fdNames for each call what its descriptors stood for; mostly the same few lists
 */
public record BufferedRun(TaskUid task, Registers base, byte[] records, int count, List<List<Event.FdName>> fdNames) {
    public BufferedRun {
        if (count < 1 || fdNames.size() != count) {
            throw new IllegalArgumentException(count + " buffered calls with descriptors of " + fdNames.size());
        }
    }

    /**
     * Where each record starts in {@link #records}, and after the last one where it ends. Reads all
     * records, and refuses bytes that are not {@link #count} of them: they come from the memory of a
     * program, or from a file.
     *
     * @return {@link #count} + 1 numbers, rising
     * @throws IllegalArgumentException if a record is not sound, or there is another number of them
     */
    public int[] offsets() {
        return offsets(records, count);
    }

    /** The same of records that are no run yet. */
    public static int[] offsets(byte[] records, int count) {
        if (records.length / BufferedCall.LENGTH < count) {
            throw new IllegalArgumentException(records.length + " bytes of " + count + " buffered calls");
        }
        int[] offsets = new int[count + 1];
        int at = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = at;
            at = BufferedCall.end(records, at);
        }
        offsets[count] = at;
        if (at != records.length) {
            throw new IllegalArgumentException(
                    records.length + " bytes, and the " + count + " buffered calls in them end at " + at);
        }
        return offsets;
    }

    /** The call whose record starts at an offset that {@link #offsets} has named. */
    public BufferedCall call(int offset) {
        return new BufferedCall(records, offset);
    }
}
