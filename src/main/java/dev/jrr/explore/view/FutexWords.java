package dev.jrr.explore.view;

import dev.jrr.explore.view.FutexWait.Word;
import dev.jrr.model.Event;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.BlockSummary;
import dev.jrr.trace.FrameKind;
import dev.jrr.trace.FramePredicate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The futex words of a run at any position, from the trace alone. Goes on from what it has read
 * before: it keeps its state at some positions, close to each other near those that were asked for,
 * and far apart elsewhere. For one thread at a time.
 */
public final class FutexWords {
    /**
     * The words that were named up to a position.
     *
     * @param words those waited on first, then those waited on most
     * @param forgotten how many words are left out, of those that nobody has named for longest
     */
    public record Answer(long position, List<FutexWord> words, int forgotten) {
        public Answer {
            words = List.copyOf(words);
        }
    }

    private static final int MOST_WORDS = 1000;
    private static final int MOST_STATES = 96;
    /** States are no closer than this: so many frames are read in little time. */
    private static final int CLOSEST = 32;
    /** How much farther from what is asked for states are farther apart. */
    private static final int SPREAD = 8;

    private static final Comparator<FutexWord> ORDER = Comparator.comparing(
                    (FutexWord word) -> word.waiters().isEmpty())
            .thenComparing(FutexWord::nanos, Comparator.reverseOrder())
            .thenComparing(FutexWord::waits, Comparator.reverseOrder())
            .thenComparing(FutexWord::lastFrame, Comparator.reverseOrder());

    /** What is known when all frames before one have been looked at. */
    private static final class State implements FutexWaits.Listener {
        private final FutexWaits waits;
        private final Map<Word, FutexWord> words;
        private int forgotten;
        private long used;

        private State(Map<TaskUid, Integer> processes) {
            this.waits = new FutexWaits(processes);
            this.words = new LinkedHashMap<>(16, 0.75f, true);
        }

        private State(State other) {
            this.waits = new FutexWaits(other.waits);
            this.words = new LinkedHashMap<>(16, 0.75f, true);
            words.putAll(other.words);
            this.forgotten = other.forgotten;
        }

        @Override
        public void named(Word word, TraceFrame frame) {
            FutexWord known = words.get(word);
            words.put(
                    word,
                    known == null
                            ? FutexWord.of(word, frame.task(), frame.number())
                            : known.named(frame.task(), frame.number()));
            if (words.size() > MOST_WORDS) {
                forget();
            }
        }

        private void forget() {
            // The oldest first; those waited on are few.
            Word oldest = words.keySet().stream()
                    .filter(word -> waits.waiting().stream()
                            .noneMatch(wait -> wait.word().equals(word)))
                    .findFirst()
                    .orElse(null);
            if (oldest != null) {
                words.remove(oldest);
                forgotten++;
            }
        }

        @Override
        public void began(FutexWait wait) {
            words.computeIfPresent(wait.word(), (word, known) -> known.waitedFor(wait.isLock()));
        }

        @Override
        public void woken(FutexWait wait) {
            words.computeIfPresent(
                    wait.word(), (word, known) -> known.handedOff(wait.wake().orElseThrow(), wait.waker()));
        }

        @Override
        public void ended(FutexWait wait, TraceFrame end) {
            words.computeIfPresent(wait.word(), (word, known) -> known.took(end.timeNanos() - wait.nanos()));
        }

        private Answer answer(long position, long now) {
            Map<Word, List<FutexWait>> waiters = new HashMap<>();
            Map<Word, Long> lasted = new HashMap<>();
            for (FutexWait wait : waits.waiting()) {
                lasted.merge(wait.word(), now - wait.nanos(), Long::sum);
                if (!wait.isWoken()) {
                    waiters.computeIfAbsent(wait.word(), none -> new ArrayList<>())
                            .add(wait);
                }
            }
            List<FutexWord> all = new ArrayList<>();
            words.values()
                    .forEach(word -> all.add(word.waitedBy(
                            waiters.getOrDefault(word.word(), List.of()), lasted.getOrDefault(word.word(), 0L))));
            all.sort(ORDER);
            return new Answer(position, all, forgotten);
        }
    }

    /** What can change who waits. */
    private record Needed(long last) implements FramePredicate {
        @Override
        public boolean test(TraceFrame frame) {
            return switch (FrameKind.of(frame.event())) {
                case SYSCALL -> frame.event() instanceof Event.Syscall call && FutexWaits.isFutex(call.number());
                case EXIT, SIGNAL -> true;
                case EXEC, TSC, RANDOM, PREEMPT -> false;
            };
        }

        @Override
        public boolean mayHold(BlockSummary block) {
            return block.firstFrame() <= last
                    && (block.has(FrameKind.EXIT) || block.has(FrameKind.SIGNAL) || FutexHistory.FUTEX.mayHold(block));
        }

        @Override
        public boolean mayHold(TaskUid task, int syscall) {
            return FutexWaits.isFutex(syscall);
        }
    }

    private final Map<TaskUid, Integer> processes;
    /** By the frame that was looked at last. */
    private final TreeMap<Long, State> states = new TreeMap<>();

    private long uses;

    /** @param tasks all tasks of the run */
    public FutexWords(List<TaskSummary> tasks) {
        this.processes = FutexWaits.processes(tasks);
    }

    /** The words at a position, that frame included. */
    public Answer at(Frames frames, long position) {
        Map.Entry<Long, State> nearest = states.floorEntry(position);
        long done = nearest == null ? -1 : nearest.getKey();
        State state = nearest == null ? new State(processes) : new State(nearest.getValue());
        if (nearest != null) {
            nearest.getValue().used = ++uses;
        }
        long kept = done;
        FramePredicate needed = new Needed(position);
        OptionalLong found = frames.next(done + 1, needed);
        while (found.isPresent() && found.getAsLong() <= position) {
            long number = found.getAsLong();
            if (number - 1 - kept >= Math.max(CLOSEST, (position - number) / SPREAD)) {
                keep(number - 1, new State(state));
                kept = number - 1;
            }
            state.waits.frame(frames.frame(number), state);
            found = frames.next(number + 1, needed);
        }
        long now = frames.frame(position).timeNanos();
        Answer answer = state.answer(position, now);
        if (position > done) {
            keep(position, state);
        }
        return answer;
    }

    private void keep(long frame, State state) {
        state.used = ++uses;
        states.put(frame, state);
        if (states.size() > MOST_STATES) {
            states.values()
                    .remove(states.values().stream()
                            .min(Comparator.comparingLong(each -> each.used))
                            .orElseThrow());
        }
    }
}
