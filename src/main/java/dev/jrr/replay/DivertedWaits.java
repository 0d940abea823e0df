package dev.jrr.replay;

import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tasks of a diversion wait for: futex words, points in time, or something that never comes
 * because the world outside is not there.
 */
final class DivertedWaits {
    static final long FOR_EVER = Long.MAX_VALUE;
    private static final long EAGAIN = -11;
    private static final long ETIMEDOUT = -110;

    /**
     * A wait.
     *
     * @param address of the futex word; 0 for none
     * @param value that the word has to keep for the wait to go on
     * @param until when it ends by itself, in the diversion's nanoseconds
     * @param timeResult what its call returns then
     */
    record Wait(ReplayTask task, long address, int value, int bitset, long until, long timeResult) {}

    private final Map<TaskUid, Wait> waits = new HashMap<>();

    void add(Wait wait) {
        waits.put(wait.task().uid(), wait);
    }

    static Wait sleep(ReplayTask task, long until, long result) {
        return new Wait(task, 0, 0, 0, until, result);
    }

    static Wait futex(ReplayTask task, long address, int value, int bitset, long until) {
        return new Wait(task, address, value, bitset, until, ETIMEDOUT);
    }

    boolean isWaiting(ReplayTask task) {
        return waits.containsKey(task.uid());
    }

    void forget(ReplayTask task) {
        waits.remove(task.uid());
    }

    /** Ended waits, and what their calls return. */
    record Ended(ReplayTask task, long result) {}

    /** Wakes up to {@code most} tasks that wait for a word; a private word is one of one memory. */
    List<Ended> wake(ReplaySpace space, long address, long most, int bitset) {
        List<Ended> ended = new ArrayList<>();
        for (Wait wait : List.copyOf(waits.values())) {
            boolean fits = wait.address() == address && wait.task().space() == space && (wait.bitset() & bitset) != 0;
            if (fits && ended.size() < most) {
                waits.remove(wait.task().uid());
                ended.add(new Ended(wait.task(), 0));
            }
        }
        return ended;
    }

    /** Moves waiters from a word to another; returns how many. */
    long requeue(ReplaySpace space, long from, long to, long most) {
        long moved = 0;
        for (Wait wait : List.copyOf(waits.values())) {
            if (wait.address() == from && wait.task().space() == space && moved < most) {
                int value = (int) space.memory().readLong(to);
                add(new Wait(wait.task(), to, value, wait.bitset(), wait.until(), wait.timeResult()));
                moved++;
            }
        }
        return moved;
    }

    /** Those that wait for a word which has another value by now: somebody has written to it. */
    List<Ended> overtaken() {
        List<Ended> ended = new ArrayList<>();
        for (Wait wait : List.copyOf(waits.values())) {
            if (wait.address() != 0 && (int) wait.task().space().memory().readLong(wait.address()) != wait.value()) {
                waits.remove(wait.task().uid());
                ended.add(new Ended(wait.task(), EAGAIN));
            }
        }
        return ended;
    }

    /** The wait that ends next by itself, or null. */
    Wait next() {
        Wait next = null;
        for (Wait wait : waits.values()) {
            if (wait.until() != FOR_EVER && (next == null || wait.until() < next.until())) {
                next = wait;
            }
        }
        return next;
    }

    Collection<Wait> all() {
        return List.copyOf(waits.values());
    }
}
