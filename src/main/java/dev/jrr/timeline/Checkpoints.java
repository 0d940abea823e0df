package dev.jrr.timeline;

import dev.jrr.replay.SessionCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The copies of a session that are kept, and which of them go when there are too many: those whose
 * loss costs least for their distance from the place where the user is.
 */
final class Checkpoints implements AutoCloseable {
    private static final int MOST = 64;

    /** Each is a task of the kernel, of which a container may have few. */
    private static final int MOST_PROCESSES = 200;

    /**
     * A copy.
     *
     * @param workNanos the time it takes to replay from the start of the trace to it
     */
    record Checkpoint(SessionCopy copy, long workNanos) {}

    private final TreeMap<Long, Checkpoint> byPosition = new TreeMap<>();
    private int processes;

    /** The last one at or before a frame, or null. */
    Checkpoint atOrBefore(long frame) {
        Map.Entry<Long, Checkpoint> entry = byPosition.floorEntry(frame);
        return entry == null ? null : entry.getValue();
    }

    void add(Checkpoint made) {
        Checkpoint old = byPosition.put(made.copy().position(), made);
        processes += made.copy().processes();
        if (old != null) {
            drop(old);
        }
        while (byPosition.size() > MOST || processes > MOST_PROCESSES && byPosition.size() > 1) {
            thin(made);
        }
    }

    private void thin(Checkpoint cursor) {
        List<Checkpoint> all = new ArrayList<>(byPosition.values());
        Checkpoint worst = null;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            Checkpoint each = all.get(i);
            if (each == cursor) {
                continue;
            }
            long before = i == 0 ? 0 : all.get(i - 1).workNanos();
            long after = i + 1 < all.size() ? all.get(i + 1).workNanos() : each.workNanos();
            double distance = 1 + Math.abs(each.workNanos() - cursor.workNanos());
            double value = (after - before) / distance;
            if (value < least) {
                least = value;
                worst = each;
            }
        }
        if (worst != null) {
            byPosition.remove(worst.copy().position());
            drop(worst);
        }
    }

    private void drop(Checkpoint checkpoint) {
        processes -= checkpoint.copy().processes();
        checkpoint.copy().close();
    }

    /** How many there are. */
    int size() {
        return byPosition.size();
    }

    @Override
    public void close() {
        byPosition.values().forEach(each -> each.copy().close());
        byPosition.clear();
        processes = 0;
    }
}
