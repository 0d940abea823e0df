package dev.jrr.testing;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.List;

/**
 * Buffered calls of one task, one after the other, unpacked.
 *
 * @param base where the registers that no record holds are taken from: the segments
 * @param records one {@link BufferedCall} after the other, and nothing else
 * @param fdNames for each call what its descriptors stood for
 */
public record BufferedRun(TaskUid task, Registers base, byte[] records, int count, List<List<Event.FdName>> fdNames) {
    /** Where each call starts, and after the last one where it ends. */
    public int[] offsets() {
        int[] offsets = new int[count + 1];
        for (int i = 0; i < count; i++) {
            offsets[i + 1] = offsets[i] + call(offsets[i]).size();
        }
        return offsets;
    }

    /** The call that starts at an offset. */
    public BufferedCall call(int offset) {
        return new BufferedCall(records, offset);
    }
}
