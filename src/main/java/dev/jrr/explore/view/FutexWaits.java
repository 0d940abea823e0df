package dev.jrr.explore.view;

import dev.jrr.explore.view.FutexWait.Word;
import dev.jrr.kernel.FutexOperation;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who waits on which futex word, kept up to date frame by frame. A wake is tied to the waits that it
 * ends as the kernel does it: those that began first end first.
 */
final class FutexWaits {
    /** Is told what a frame changes. */
    interface Listener {
        /** A call names a word. */
        default void named(Word word, TraceFrame frame) {}

        default void began(FutexWait wait) {}

        /** A wait has been ended by a call, and its task has not gone on yet. */
        default void woken(FutexWait wait) {}

        /** The task has gone on, or ended. */
        default void ended(FutexWait wait, TraceFrame end) {}
    }

    /**
     * How many frames before a place are looked at, so that it is known who of those that wait there has
     * been woken already: longer ago is too long for a task that waits for its turn.
     */
    static final int RUN_UP = 4096;

    private static final Listener NOBODY = new Listener() {};

    static final int FUTEX = 202;
    private static final int FUTEX_WAITV = 449;
    private static final int FUTEX_WAKE = 454;
    private static final int FUTEX_WAIT = 455;
    private static final int FUTEX_REQUEUE = 456;

    private static final int PRIVATE = 0x80;
    /** What glibc, musl and others write into a mutex for which somebody waits. */
    private static final int LOCKED_WITH_WAITERS = 2;

    private final Map<TaskUid, Integer> processes;
    /** In the order in which the waits began. */
    private final Map<TaskUid, FutexWait> waiting = new LinkedHashMap<>();

    FutexWaits(Map<TaskUid, Integer> processes) {
        this.processes = processes;
    }

    FutexWaits(FutexWaits other) {
        this(other.processes);
        waiting.putAll(other.waiting);
    }

    static Map<TaskUid, Integer> processes(Collection<TaskSummary> tasks) {
        Map<TaskUid, Integer> processes = new HashMap<>();
        tasks.forEach(task -> processes.put(task.task(), task.processId()));
        return processes;
    }

    static boolean isFutex(int syscall) {
        return syscall == FUTEX || (syscall >= FUTEX_WAKE && syscall <= FUTEX_REQUEUE) || syscall == FUTEX_WAITV;
    }

    /** The waits that have not been left, in the order in which they began. */
    Collection<FutexWait> waiting() {
        return waiting.values();
    }

    /** Takes a frame in which a task began to wait, at the start; the oldest first. */
    void seed(TraceFrame entered) {
        frame(entered, NOBODY);
    }

    /** The last frame of a task before another one. */
    static Optional<TraceFrame> lastBefore(Frames frames, TaskUid task, long number) {
        OptionalLong last = frames.previous(number - 1, FramePredicate.task(task));
        return last.isPresent() ? Optional.of(frames.frame(last.getAsLong())) : Optional.empty();
    }

    /** Who waits before a frame is looked at. */
    static FutexWaits before(Frames frames, List<TaskSummary> tasks, long number) {
        FutexWaits waits = new FutexWaits(processes(tasks));
        long start = Math.max(0, number - RUN_UP);
        tasks.stream()
                .filter(task -> task.firstFrame() < start && task.lastFrame() >= start)
                .map(task -> lastBefore(frames, task.task(), start))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(TraceFrame::number))
                .forEach(waits::seed);
        frames.visit(start, number, waits.visitor(NOBODY));
        return waits;
    }

    /** One that has every frame taken that is needed. */
    FrameVisitor visitor(Listener listener) {
        return new FrameVisitor() {
            @Override
            public boolean wants(int syscall) {
                return isFutex(syscall);
            }

            @Override
            public void calls(TaskUid task, long from, long to) {}

            @Override
            public void frame(TraceFrame frame) {
                FutexWaits.this.frame(frame, listener);
            }
        };
    }

    /** Takes the next frame; those of buffered calls other than futex calls may be left out. */
    void frame(TraceFrame frame, Listener listener) {
        FutexWait left = waiting.remove(frame.task());
        if (left != null) {
            listener.ended(left, frame);
        }
        if (frame.event() instanceof Event.Exit) {
            joined(frame, listener);
        } else if (frame.event() instanceof Event.Syscall call && isFutex(call.number())) {
            call(frame, call, listener);
        }
    }

    private void call(TraceFrame frame, Event.Syscall call, Listener listener) {
        if (call.phase() == Phase.LEFT || call.number() == FUTEX_WAITV || call.number() == FUTEX_REQUEUE) {
            return;
        }
        Registers entry = frame.entryRegisters();
        Word word = word(frame.task(), call.number(), entry, 0);
        listener.named(word, frame);
        if (call.phase() == Phase.ENTERED) {
            begin(frame, call, entry, word, listener);
        } else if (call.number() == FUTEX_WAKE) {
            wake(frame, word, call.result(), listener);
        } else if (call.number() == FUTEX) {
            wakes(frame, call, entry, word, listener);
        }
    }

    private void begin(TraceFrame frame, Event.Syscall call, Registers entry, Word word, Listener listener) {
        FutexOperation operation =
                call.number() == FUTEX ? FutexOperation.of(entry.argument(1)) : FutexOperation.FUTEX_WAIT;
        int expected = (int) entry.argument(call.number() == FUTEX ? 2 : 1);
        boolean isPi = operation == FutexOperation.FUTEX_LOCK_PI || operation == FutexOperation.FUTEX_LOCK_PI2;
        boolean isEndless = entry.argument(call.number() == FUTEX ? 3 : 4) == 0;
        boolean isWait = switch (operation) {
            case FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_LOCK_PI, FUTEX_LOCK_PI2, FUTEX_WAIT_REQUEUE_PI -> true;
            default -> false;
        };
        if (isWait) {
            FutexWait wait = new FutexWait(
                    frame.task(),
                    word,
                    frame.number(),
                    frame.timeNanos(),
                    expected,
                    isPi || expected == LOCKED_WITH_WAITERS,
                    isEndless,
                    OptionalLong.empty(),
                    TaskUid.NONE);
            waiting.put(frame.task(), wait);
            listener.began(wait);
        }
    }

    private void wakes(TraceFrame frame, Event.Syscall call, Registers entry, Word word, Listener listener) {
        long result = call.result();
        long most = entry.argument(2);
        FutexOperation operation = FutexOperation.of(entry.argument(1));
        switch (operation) {
            case FUTEX_WAKE, FUTEX_WAKE_BITSET -> wake(frame, word, result, listener);
            case FUTEX_UNLOCK_PI -> wake(frame, word, result == 0 ? 1 : 0, listener);
            case FUTEX_WAKE_OP -> {
                int woken = wake(frame, word, Math.min(result, most), listener);
                wake(frame, word(frame.task(), FUTEX, entry, 4), result - woken, listener);
            }
            case FUTEX_REQUEUE -> {
                wake(frame, word, result, listener);
                move(word, word(frame.task(), FUTEX, entry, 4), entry.argument(3));
            }
            case FUTEX_CMP_REQUEUE, FUTEX_CMP_REQUEUE_PI -> {
                int woken = wake(frame, word, Math.min(result, most), listener);
                move(word, word(frame.task(), FUTEX, entry, 4), result - woken);
            }
            default -> {
                // Waits that did not wait, and what neither waits nor wakes.
            }
        }
    }

    private Word word(TaskUid task, int syscall, Registers entry, int argument) {
        // FUTEX_PRIVATE_FLAG and FUTEX2_PRIVATE are the same bit in different arguments.
        boolean isPrivate = (entry.argument(syscall == FUTEX ? 1 : 3) & PRIVATE) != 0;
        return new Word(isPrivate ? processes.getOrDefault(task, 0) : 0, entry.argument(argument));
    }

    /** The end of a thread writes 0 to where its id stands, and wakes whoever waits for that (set_tid_address(2)). */
    private void joined(TraceFrame exit, Listener listener) {
        int process = processes.getOrDefault(exit.task(), 0);
        for (FutexWait wait : List.copyOf(waiting.values())) {
            boolean isJoin = wait.expected() == exit.task().tid() && processes.getOrDefault(wait.task(), 0) == process;
            if (isJoin && !wait.isWoken()) {
                end(wait, exit, listener);
            }
        }
    }

    /** Returns how many it has ended. */
    private int wake(TraceFrame frame, Word word, long count, Listener listener) {
        int woken = 0;
        if (count > 0) {
            for (FutexWait wait : on(word, count)) {
                end(wait, frame, listener);
                woken++;
            }
        }
        return woken;
    }

    private void end(FutexWait wait, TraceFrame frame, Listener listener) {
        FutexWait woken = wait.wokenBy(frame.number(), frame.task());
        waiting.put(wait.task(), woken);
        listener.woken(woken);
    }

    private void move(Word from, Word to, long count) {
        if (count > 0) {
            on(from, count).forEach(wait -> waiting.put(wait.task(), wait.movedTo(to)));
        }
    }

    private List<FutexWait> on(Word word, long most) {
        List<FutexWait> found = new ArrayList<>();
        for (FutexWait wait : waiting.values()) {
            if (found.size() >= most) {
                break;
            }
            if (!wait.isWoken() && wait.word().equals(word)) {
                found.add(wait);
            }
        }
        return found;
    }
}
