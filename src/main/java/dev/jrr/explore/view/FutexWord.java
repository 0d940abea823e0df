package dev.jrr.explore.view;

import dev.jrr.explore.view.FutexWait.Word;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run has done with a futex word up to a position.
 *
 * @param task one that has used it, for whom its address can be read
 * @param lastFrame the newest call that names it
 * @param waits how many waits on it were begun, of those that let other tasks run
 * @param nanos how long its waits have taken, those that go on included
 * @param handOffs how many waits a call of another task has ended
 * @param isLock whether tasks have waited for it as for a lock
 * @param waiters the waits that go on, the first to begin first; one that is woken already is none
 */
public record FutexWord(
        Word word,
        TaskUid task,
        long lastFrame,
        int waits,
        long nanos,
        int handOffs,
        boolean isLock,
        List<FutexWait> waiters,
        OptionalLong lastWake,
        Optional<TaskUid> lastWaker) {
    public FutexWord {
        waiters = List.copyOf(waiters);
    }

    static FutexWord of(Word word, TaskUid task, long frame) {
        return new FutexWord(word, task, frame, 0, 0, 0, false, List.of(), OptionalLong.empty(), Optional.empty());
    }

    FutexWord named(TaskUid by, long frame) {
        return new FutexWord(word, by, frame, waits, nanos, handOffs, isLock, waiters, lastWake, lastWaker);
    }

    FutexWord waitedFor(boolean asLock) {
        return new FutexWord(
                word, task, lastFrame, waits + 1, nanos, handOffs, isLock || asLock, waiters, lastWake, lastWaker);
    }

    FutexWord handedOff(long frame, TaskUid by) {
        return new FutexWord(
                word,
                task,
                lastFrame,
                waits,
                nanos,
                handOffs + 1,
                isLock,
                waiters,
                OptionalLong.of(frame),
                Optional.of(by));
    }

    FutexWord took(long more) {
        return new FutexWord(
                word, task, lastFrame, waits, nanos + more, handOffs, isLock, waiters, lastWake, lastWaker);
    }

    /** With the waits that go on, and how long they have lasted together. */
    FutexWord waitedBy(List<FutexWait> now, long lasted) {
        return new FutexWord(word, task, lastFrame, waits, nanos + lasted, handOffs, isLock, now, lastWake, lastWaker);
    }
}
