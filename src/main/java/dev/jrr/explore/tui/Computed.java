package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.WatchedFrames;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * What a tab shows that takes many frames to know: computed on another thread, for the newest
 * question only. The screen's thread asks and looks; it never waits.
 */
final class Computed<K, V> {
    private final class Job implements Runnable {
        private final K key;
        private final WatchedFrames watched = new WatchedFrames(frames);
        private volatile V value;
        private volatile String problem = "";

        Job(K key) {
            this.key = key;
        }

        @Override
        public void run() {
            try {
                value = function.apply(watched, key);
            } catch (CancellationException e) {
                // Another question has taken its place.
                return;
            } catch (RuntimeException e) {
                // Whatever it is: what escaped here would be printed across the screen.
                problem = LiveThread.reason(e);
            }
        }
    }

    private final Frames frames;
    private final Executor executor;
    private final BiFunction<Frames, K, V> function;
    private Job newest;

    Computed(Frames frames, Executor executor, BiFunction<Frames, K, V> function) {
        this.frames = frames;
        this.executor = executor;
        this.function = function;
    }

    /** The answer, if it is there by now. */
    Optional<V> at(K key) {
        if (newest == null || !newest.key.equals(key)) {
            if (newest != null) {
                newest.watched.cancel();
            }
            newest = new Job(key);
            executor.execute(newest);
        }
        return Optional.ofNullable(newest.value);
    }

    /** Whether an answer is still to come. */
    boolean isGoing() {
        return newest != null && newest.value == null && newest.problem.isEmpty();
    }

    /** What to show while there is none. */
    Line waiting() {
        if (!newest.problem.isEmpty()) {
            return Line.of("the trace cannot be read: " + newest.problem, Style.FAILED);
        }
        long percent = newest.watched.newest() * 100 / Math.max(1, frames.count());
        return Line.of("reading the trace: " + percent + "%", Style.DIM);
    }
}
