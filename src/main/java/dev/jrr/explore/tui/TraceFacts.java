package dev.jrr.explore.tui;

import dev.jrr.explore.view.EndlessWaits;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.FutexCall;
import dev.jrr.explore.view.FutexHistory;
import dev.jrr.explore.view.FutexWords;
import dev.jrr.explore.view.SignalState;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.trace.FrameKind;
import dev.jrr.trace.FramePredicate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;

/** What tabs show that the trace alone tells, but not one frame of it. */
final class TraceFacts {
    /** Whose signals, and where. */
    record Place(long position, TaskUid task) {}

    /** Whose futex calls, and up to where. */
    record FutexQuestion(long position, List<TaskUid> tasks) {
        FutexQuestion {
            tasks = List.copyOf(tasks);
        }
    }

    /** How many calls of a task can be scrolled to. */
    private static final int FUTEX_CALLS = 100;

    private static final String WHOLE = "the whole run";

    private final ProgramFacts program;
    private final Computed<String, long[]> delivered;
    private final Computed<Place, SignalState> signals;
    private final Computed<FutexQuestion, Map<TaskUid, List<FutexCall>>> futex;
    private final Computed<Long, FutexWords.Answer> words;
    private final Computed<String, Optional<EndlessWaits>> endless;

    TraceFacts(Frames frames, List<TaskSummary> tasks, Executor executor) {
        // Jobs of one executor come one after the other, and so may share what has been read.
        FutexWords reader = new FutexWords(tasks);
        words = new Computed<>(frames, executor, reader::at);
        endless = new Computed<>(frames, executor, (all, whole) -> EndlessWaits.of(all, tasks));
        program = new ProgramFacts(frames, executor);
        delivered = new Computed<>(frames, executor, (all, whole) -> signalFrames(all));
        signals = new Computed<>(frames, executor, (all, place) -> SignalState.at(all, place.position(), place.task()));
        futex = new Computed<>(
                frames,
                executor,
                (all, question) -> FutexHistory.upTo(all, question.position(), question.tasks(), FUTEX_CALLS));
    }

    ProgramFacts program() {
        return program;
    }

    Computed<String, long[]> delivered() {
        return delivered;
    }

    Computed<Place, SignalState> signals() {
        return signals;
    }

    Computed<FutexQuestion, Map<TaskUid, List<FutexCall>>> futex() {
        return futex;
    }

    /** The futex words up to a position. */
    Computed<Long, FutexWords.Answer> words() {
        return words;
    }

    /** The tasks that waited until their ends as in a deadlock. */
    Computed<String, Optional<EndlessWaits>> endless() {
        return endless;
    }

    /** The question of {@link #delivered} and {@link #endless}, which have only one answer. */
    static String wholeRun() {
        return WHOLE;
    }

    boolean isGoing() {
        return program.isGoing()
                || delivered.isGoing()
                || signals.isGoing()
                || futex.isGoing()
                || words.isGoing()
                || endless.isGoing();
    }

    /** How many of rising numbers are at or before a frame. */
    static int upTo(long[] rising, long frame) {
        int found = Arrays.binarySearch(rising, frame);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static long[] signalFrames(Frames frames) {
        LongStream.Builder numbers = LongStream.builder();
        FramePredicate signal = FramePredicate.kind(FrameKind.SIGNAL);
        OptionalLong found = frames.next(0, signal);
        while (found.isPresent()) {
            numbers.add(found.getAsLong());
            found = frames.next(found.getAsLong() + 1, signal);
        }
        return numbers.build().toArray();
    }
}
