package dev.jrr.replay;

import dev.jrr.linux.ProcFs;
import dev.jrr.model.MemoryChecksum;
import java.util.List;

/** Compares memory with the checksums of a frame. */
final class MemoryComparison {
    private MemoryComparison() {}

    /** The first range whose sum differs, or null. */
    static MemoryChecksum.Range firstDifference(ReplaySpace space, MemoryChecksum expected) {
        List<ProcFs.MapLine> maps = space.memory().maps();
        for (MemoryChecksum.Range range : expected.ranges()) {
            if (space.checksum(range.start(), range.length(), maps) != range.sum()) {
                return range;
            }
        }
        return null;
    }
}
