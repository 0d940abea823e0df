package dev.jrr.explore.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The descriptors of one process, or of several tasks that have them in common (CLONE_FILES). */
final class Descriptors {
    /**
     * One of them.
     *
     * @param file the number of the open file
     * @param since the frame that made it; {@link OpenFile#UNKNOWN} if it is older than the recording
     * @param changed the frame that made or changed it
     */
    record Slot(long file, boolean closesOnExec, long since, long changed) {}

    /** One that was closed. */
    record Closed(int number, Slot slot) {}

    private final TreeMap<Integer, Slot> slots;
    private List<Closed> closed;
    private long closedAt;

    Descriptors() {
        this.slots = new TreeMap<>();
        this.closed = List.of();
        this.closedAt = OpenFile.UNKNOWN;
    }

    private Descriptors(Descriptors other) {
        this.slots = new TreeMap<>(other.slots);
        this.closed = other.closed;
        this.closedAt = other.closedAt;
    }

    Descriptors copy() {
        return new Descriptors(this);
    }

    SortedMap<Integer, Slot> slots() {
        return slots;
    }

    Slot get(int number) {
        return slots.get(number);
    }

    void put(int number, Slot slot) {
        close(number, slot.changed());
        slots.put(number, slot);
    }

    void closesOnExec(int number, boolean closes, long frame) {
        slots.computeIfPresent(
                number,
                (same, slot) ->
                        slot.closesOnExec() == closes ? slot : new Slot(slot.file(), closes, slot.since(), frame));
    }

    void close(int number, long frame) {
        Slot slot = slots.remove(number);
        if (slot == null) {
            return;
        }
        List<Closed> now = closedAt == frame ? new ArrayList<>(closed) : new ArrayList<>();
        now.add(new Closed(number, slot));
        closed = now;
        closedAt = frame;
    }

    /** Closes what an exec closes. */
    void exec(long frame) {
        for (Map.Entry<Integer, Slot> each : List.copyOf(slots.entrySet())) {
            if (each.getValue().closesOnExec()) {
                close(each.getKey(), frame);
            }
        }
    }

    /** What a frame has closed. */
    List<Closed> closedAt(long frame) {
        return closedAt == frame ? closed : List.of();
    }

    /** What the last frame that closed some has closed. */
    List<Closed> lastClosed() {
        return closed;
    }

    int size() {
        return slots.size() + closed.size();
    }
}
