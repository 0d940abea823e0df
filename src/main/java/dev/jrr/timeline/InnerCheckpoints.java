package dev.jrr.timeline;

import dev.jrr.replay.SessionCopy;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of a session between two frames: those that were of use last. */
final class InnerCheckpoints implements AutoCloseable {
    private static final int MOST = 24;

    /** A copy, and where it was taken. */
    record Inner(Mark mark, SessionCopy copy) {}

    private final Map<Mark, SessionCopy> copies = new LinkedHashMap<>(16, 0.75f, true);

    boolean has(Mark mark) {
        return copies.containsKey(mark);
    }

    void add(Mark mark, SessionCopy copy) {
        copies.put(mark, copy);
        if (copies.size() > MOST) {
            Map.Entry<Mark, SessionCopy> oldest = copies.entrySet().iterator().next();
            copies.remove(oldest.getKey());
            oldest.getValue().close();
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
        return best == null ? null : new Inner(best, copies.get(best));
    }

    @Override
    public void close() {
        copies.values().forEach(SessionCopy::close);
        copies.clear();
    }
}
