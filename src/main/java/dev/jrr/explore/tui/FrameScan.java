package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.WatchedFrames;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A search through the frames, run on another thread while the screen looks how far it has come. */
final class FrameScan implements Runnable {
    /** How far it has come. */
    enum Outcome {
        GOING,
        FOUND,
        /** The end of the run came first. */
        EXHAUSTED,
        /** A part of the trace cannot be read. */
        FAILED
    }

    private final WatchedFrames frames;
    private final Goal goal;
    private final long start;
    private final int direction;
    private final int count;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long lastHit = -1;
    private String problem = "";
    private volatile Outcome outcome = Outcome.GOING;

    /**
     * @param start where from; that frame itself is not looked at
     * @param direction 1 or -1
     * @param count the how-manieth hit is wanted, from 1
     */
    FrameScan(Frames frames, Goal goal, long start, int direction, int count) {
        this.frames = new WatchedFrames(frames);
        this.goal = goal;
        this.start = start;
        this.direction = direction;
        this.count = count;
    }

    Goal goal() {
        return goal;
    }

    int direction() {
        return direction;
    }

    @Override
    public void run() {
        try {
            outcome = search();
        } catch (CancellationException e) {
            outcome = Outcome.EXHAUSTED;
        } catch (RuntimeException e) {
            // Whatever it is: what escaped here would be printed across the screen.
            problem = LiveThread.reason(e);
            outcome = Outcome.FAILED;
        } finally {
            ended.countDown();
        }
    }

    private Outcome search() {
        long at = start;
        for (int hits = 0; hits < count; hits++) {
            OptionalLong hit = goal.step().from(frames, at, direction);
            if (hit.isEmpty()) {
                return Outcome.EXHAUSTED;
            }
            at = hit.getAsLong();
            lastHit = at;
        }
        return Outcome.FOUND;
    }

    void cancel() {
        frames.cancel();
    }

    /** Waits for the end, but not long. */
    void await(long nanos) {
        try {
            ended.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Outcome outcome() {
        return outcome;
    }

    /** When it has ended: the newest hit, or -1; the wanted one if FOUND. */
    long lastHit() {
        return lastHit;
    }

    /** When it has FAILED: why. */
    String problem() {
        return problem;
    }

    /** How much of the way to the end of the run is done, in percent. */
    int percent() {
        long way = direction > 0 ? frames.count() - start : start + 1;
        return (int) Math.min(100, Math.max(0, (frames.newest() - start) * direction) * 100 / Math.max(1, way));
    }
}
