package dev.jrr.explore.view;

import dev.jrr.model.TaskUid;
import java.util.OptionalLong;

/**
 * A task's wait on a futex word, from the frame in which it let others run.
 *
 * @param word on which it waits; requeueing may have moved it there
 * @param frame where it was begun
 * @param nanos when, in nanoseconds since the recording began
 * @param expected what the word was compared with
 * @param isLock whether it looks like a wait for a lock: a word of 2 is how glibc and others call a
 *     mutex that somebody waits for, and the kernel's own locks say so
 * @param isEndless whether it was begun without a time-out
 * @param wake the frame that has ended it, if one has; the task may not have gone on yet
 */
public record FutexWait(
        TaskUid task,
        Word word,
        long frame,
        long nanos,
        int expected,
        boolean isLock,
        boolean isEndless,
        OptionalLong wake,
        TaskUid waker) {
    /**
     * A futex word.
     *
     * @param process whose memory it is in; 0 for words that processes share
     */
    public record Word(int process, long address) {}

    FutexWait wokenBy(long wakeFrame, TaskUid by) {
        return new FutexWait(task, word, frame, nanos, expected, isLock, isEndless, OptionalLong.of(wakeFrame), by);
    }

    FutexWait movedTo(Word other) {
        return new FutexWait(task, other, frame, nanos, expected, isLock, isEndless, wake, waker);
    }

    public boolean isWoken() {
        return wake.isPresent();
    }
}
