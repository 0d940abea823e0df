package dev.jrr.timeline;

import dev.jrr.replay.Stop;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the last time before a place that a replay comes to any of some stops: from the last
 * checkpoint to the place, then from the one before to that, and so on. When that takes longer, a
 * {@link Scout} comes from the other side, and they meet.
 */
final class BackwardSearch {
    /** Most searches end sooner, and need no help. */
    private static final long PATIENCE_NANOS = 250_000_000L;

    private final ReplayTimeline timeline;
    private final Course course;
    private final Scan scan;
    private final Mark end;
    private final Scout scout;
    private final Telling telling;
    private final long began = System.nanoTime();

    /** Where the stretch starts that is searched now. */
    private long from;

    /** Where it ends; behind that nothing is left to be searched. */
    private long to;

    /** Whether the stretch is all before {@link #to}, so that the scout may know it already. */
    private boolean meets;

    /**
     * @param condition whether a stop counts, when the timeline stands there; null if each does
     * @param end the place
     * @param scout not started yet, for the same stops and place; null if there is none
     */
    BackwardSearch(
            ReplayTimeline timeline,
            List<Stop> stops,
            Predicate<Stop> condition,
            Mark end,
            Scout scout,
            Telling telling) {
        this.timeline = timeline;
        this.course = timeline.course();
        this.scan = new Scan(course, stops, condition, end);
        this.end = end;
        this.scout = scout;
        this.telling = telling;
    }

    /** The last one; null if there is none. The timeline then stands anywhere. */
    Scan.Found last() {
        to = end.frame();
        from = timeline.toCheckpoint(to);
        telling.share(this::searched, end.frame());
        course.asks(this::ask);
        try {
            scan.to(to);
            scan.toEnd();
            meets = true;
            while (scan.last() == null && from > 0) {
                to = from;
                from = timeline.toCheckpoint(to - 1);
                scan.to(to);
            }
            return scan.last();
        } catch (Met e) {
            return scout.report().last();
        } finally {
            course.asks(telling::check);
        }
    }

    /** How many frames of the way are searched. */
    private long searched(long position) {
        long scouted = Math.min(from, scouted() + 1);
        return Math.min(end.frame(), end.frame() - to + Math.max(0, position - from) + scouted);
    }

    private long scouted() {
        return scout == null ? -1 : scout.report().frame();
    }

    private void ask() {
        telling.check();
        if (scout == null) {
            return;
        }
        if (System.nanoTime() - began > PATIENCE_NANOS) {
            scout.start();
        }
        if (meets && scouted() >= to) {
            throw new Met();
        }
    }

    /** The scout has searched all that is left. */
    private static final class Met extends RuntimeException {
        private static final long serialVersionUID = 1;

        Met() {
            super(null, null, false, false);
        }
    }
}
