package dev.jrr.timeline;

import dev.jrr.replay.SessionCopy;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of a session between two frames: those that were of use last. */
final class InnerCheckpoints implements AutoCloseable {
    private static final int MOST = 24;

    /**
     * A copy, and where it was taken.
     *
     * @param workNanos the time it takes to replay from the start of the trace to it
     */
    record Inner(Mark mark, SessionCopy copy, long workNanos) {}

    private final Map<Mark, Inner> copies = new LinkedHashMap<>(16, 0.75f, true);

    boolean has(Mark mark) {
        return copies.containsKey(mark);
    }

    void add(Inner made) {
        copies.put(made.mark(), made);
        if (copies.size() > MOST) {
            Inner oldest = copies.values().iterator().next();
            copies.remove(oldest.mark());
            oldest.copy().close();
        }
    }

    /** The copy from which the way to a place is shortest; null if none is on the way. */
    Inner nearest(Mark wanted) {
        Mark best = null;
        for (Mark mark : copies.keySet()) {
            boolean isOnWay = mark.wayTo(wanted) != null;
            if (isOnWay && (best == null || best.wayTo(mark) != null)) {
                best = mark;
            }
        }
        return best == null ? null : copies.get(best);
    }

    @Override
    public void close() {
        copies.values().forEach(each -> each.copy().close());
        copies.clear();
    }
}
