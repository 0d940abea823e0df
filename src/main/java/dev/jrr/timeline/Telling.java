package dev.jrr.timeline;

import java.util.function.LongUnaryOperator;

/** Tells the listener of one motion how far it has come, every 50 ms, however many parts the motion has. */
final class Telling {
    private static final long EVERY_NANOS = 50_000_000L;

    private final ReplayTimeline.Listener listener;
    private final Course course;
    private LongUnaryOperator done = position -> 0;
    private long total = 1;
    private long toldNanos = System.nanoTime();

    Telling(ReplayTimeline.Listener listener, Course course) {
        this.listener = listener;
        this.course = course;
    }

    /** What it tells from now on: how much of {@code ofTotal} is done at a position. */
    void share(LongUnaryOperator doneAt, long ofTotal) {
        done = doneAt;
        total = ofTotal;
    }

    /** Tells, if it is time to; throws {@link Stopped} if the listener does not want it to go on. */
    void check() {
        long now = System.nanoTime();
        if (now - toldNanos >= EVERY_NANOS) {
            toldNanos = now;
            if (!listener.goOn(done.applyAsLong(course.position()), total)) {
                throw new Stopped();
            }
        }
    }
}
