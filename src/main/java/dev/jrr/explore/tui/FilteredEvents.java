package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.WatchedFrames;
import dev.jrr.trace.FramePredicate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

/**
 * The frames that a filter lets through, looked for on another thread: first around the place where
 * the screen is, then to the end, then to the start. What is found can be shown at once.
 */
final class FilteredEvents implements EventList {
    /** More than a screen has rows. */
    private static final int FIRST = 500;

    private static final int AT_ONCE = 256;

    private final WatchedFrames frames;
    private final FramePredicate filter;
    private final long start;

    /** Distances from the start, as unsigned numbers, rising: half of what the frames' numbers would take. */
    private int[] later = new int[FIRST];

    private int[] earlier = new int[FIRST];

    private int laterCount;
    private int earlierCount;
    private boolean complete;
    private String problem = "";

    FilteredEvents(Frames frames, FramePredicate filter, long start, Executor executor) {
        this.frames = new WatchedFrames(frames);
        this.filter = filter;
        this.start = start;
        executor.execute(this::search);
    }

    void cancel() {
        frames.cancel();
    }

    synchronized boolean isGoing() {
        return !complete && problem.isEmpty() && !frames.isCancelled();
    }

    /** Why it has ended early, or "". */
    synchronized String problem() {
        return problem;
    }

    private void search() {
        try {
            long forward = forward(start, FIRST);
            long backward = backward(start - 1, FIRST);
            forward(forward, Integer.MAX_VALUE);
            backward(backward, Integer.MAX_VALUE);
            synchronized (this) {
                complete = true;
            }
        } catch (CancellationException e) {
            // Another list has taken its place.
            return;
        } catch (RuntimeException e) {
            synchronized (this) {
                problem = LiveThread.reason(e);
            }
        }
    }

    /** Returns where to go on. */
    private long forward(long from, int most) {
        long at = from;
        long[] found = new long[AT_ONCE];
        for (int left = most; left > 0; ) {
            int count = 0;
            while (count < Math.min(AT_ONCE, left)) {
                OptionalLong hit = frames.next(at, filter);
                if (hit.isEmpty()) {
                    at = frames.count();
                    break;
                }
                found[count++] = hit.getAsLong();
                at = hit.getAsLong() + 1;
            }
            addLater(found, count);
            left -= count;
            if (at >= frames.count()) {
                return at;
            }
        }
        return at;
    }

    private long backward(long from, int most) {
        long at = from;
        long[] found = new long[AT_ONCE];
        for (int left = most; left > 0 && at >= 0; ) {
            int count = 0;
            while (count < Math.min(AT_ONCE, left) && at >= 0) {
                OptionalLong hit = frames.previous(at, filter);
                at = hit.orElse(0) - 1;
                if (hit.isPresent()) {
                    found[count++] = hit.getAsLong();
                }
            }
            addEarlier(found, count);
            left -= count;
        }
        return at;
    }

    private synchronized void addLater(long[] found, int count) {
        if (laterCount + count > later.length) {
            later = Arrays.copyOf(later, Math.max(laterCount + count, 2 * later.length));
        }
        for (int i = 0; i < count; i++) {
            later[laterCount++] = (int) (found[i] - start);
        }
    }

    private synchronized void addEarlier(long[] found, int count) {
        if (earlierCount + count > earlier.length) {
            earlier = Arrays.copyOf(earlier, Math.max(earlierCount + count, 2 * earlier.length));
        }
        for (int i = 0; i < count; i++) {
            earlier[earlierCount++] = (int) (start - found[i]);
        }
    }

    @Override
    public synchronized long size() {
        return (long) earlierCount + laterCount;
    }

    @Override
    public synchronized long rank(long frame) {
        return frame >= start
                ? earlierCount + below(later, laterCount, frame - start)
                : earlierCount - below(earlier, earlierCount, start - frame + 1);
    }

    /** How many of rising distances are below one. */
    private static int below(int[] rising, int count, long distance) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.toUnsignedLong(rising[middle]) < distance) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public synchronized long frame(long row) {
        int index = Math.toIntExact(row);
        return index < earlierCount
                ? start - Integer.toUnsignedLong(earlier[earlierCount - 1 - index])
                : start + Integer.toUnsignedLong(later[index - earlierCount]);
    }

    // The rows of frames change while more are found: what asks twice has to ask in one.

    @Override
    public synchronized boolean contains(long frame) {
        return EventList.super.contains(frame);
    }

    @Override
    public synchronized List<Long> rows(long from, int most) {
        return EventList.super.rows(from, most);
    }

    @Override
    public synchronized long move(long frame, long rows) {
        return EventList.super.move(frame, rows);
    }
}
