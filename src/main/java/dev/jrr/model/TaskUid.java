package dev.jrr.model;

/**
 * Names one task of a recording for ever: its thread id in the recording and a serial number that
 * tells apart two tasks that had the same id one after the other.
 *
 * @param tid the thread id that the program saw
 * @param serial 1 for the first task of the recording, rising by 1 in the order of creation; 0 is
 *     {@link #NONE}
 */
public record TaskUid(int tid, int serial) implements Comparable<TaskUid> {
    /** No task: the parent of the first one. */
    public static final TaskUid NONE = new TaskUid(0, 0);

    @Override
    public int compareTo(TaskUid other) {
        return Integer.compare(serial, other.serial);
    }

    @Override
    public String toString() {
        return Integer.toString(tid);
    }
}
