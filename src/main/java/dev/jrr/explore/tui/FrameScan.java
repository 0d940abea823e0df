package dev.jrr.explore.tui;

/**
 * A search through the frames that is done in slices on the screen's own thread, so that a long one
 * can be seen and cancelled without another thread.
 */
final class FrameScan {
    /** How far it has come. */
    enum Outcome {
        GOING,
        FOUND,
        /** The end of the run came first. */
        EXHAUSTED
    }

    private static final int BETWEEN_CLOCK_READS = 64;

    private final Run run;
    private final Goal goal;
    private final long start;
    private final int direction;
    private int remaining;
    private long next;
    private long lastHit = -1;

    /**
     * @param start where from; that frame itself is not looked at
     * @param direction 1 or -1
     * @param count the how-manieth hit is wanted, from 1
     */
    FrameScan(Run run, Goal goal, long start, int direction, int count) {
        this.run = run;
        this.goal = goal;
        this.start = start;
        this.direction = direction;
        this.remaining = count;
        this.next = start + direction;
    }

    Goal goal() {
        return goal;
    }

    int direction() {
        return direction;
    }

    /** Looks on until {@code System.nanoTime()} reaches the deadline. */
    Outcome advance(long deadlineNanos) {
        int untilClock = BETWEEN_CLOCK_READS;
        while (next >= 0 && next < run.frameCount()) {
            if (goal.test().met(run, run.frame(next))) {
                lastHit = next;
                if (--remaining == 0) {
                    return Outcome.FOUND;
                }
            }
            next += direction;
            if (--untilClock == 0) {
                untilClock = BETWEEN_CLOCK_READS;
                if (System.nanoTime() - deadlineNanos >= 0) {
                    return Outcome.GOING;
                }
            }
        }
        return Outcome.EXHAUSTED;
    }

    /** The newest hit, or -1: the wanted one if FOUND. */
    long lastHit() {
        return lastHit;
    }

    /** How much of the way to the end of the run is done, in percent. */
    int percent() {
        long way = direction > 0 ? run.frameCount() - start : start + 1;
        return (int) (Math.abs(next - start) * 100 / Math.max(1, way));
    }
}
