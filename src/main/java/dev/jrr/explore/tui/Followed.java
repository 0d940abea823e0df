package dev.jrr.explore.tui;

import dev.jrr.explore.view.FrameHistory;
import dev.jrr.explore.view.Frames;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a tab shows of a state that frames change: the recording is read once, and then the place
 * looked at is followed. Both are done on another thread; until the answer for a place is there,
 * which is a matter of milliseconds, the one for the place before is shown, and says of what frame it is.
 *
 * @param <S> the state
 * @param <V> what is shown of it
 */
final class Followed<S extends FrameHistory.State<S>, V> {
    private record Question<S extends FrameHistory.State<S>>(FrameHistory<S> history, TraceFacts.Place place) {}

    /** What is shown of a state. */
    @FunctionalInterface
    interface Look<S, V> {
        V of(S state, Frames frames, TraceFacts.Place place);
    }

    private static final String WHOLE = "the whole run";

    private final Computed<String, FrameHistory<S>> history;
    private final Computed<Question<S>, V> view;
    private Optional<V> shown = Optional.empty();
    private boolean isReading = true;

    Followed(Frames frames, Executor executor, Function<Frames, FrameHistory<S>> reader, Look<S, V> look) {
        BiFunction<Frames, String, FrameHistory<S>> read = (all, whole) -> reader.apply(all);
        this.history = new Computed<>(frames, executor, read);
        this.view = new Computed<>(
                frames,
                executor,
                (all, question) ->
                        look.of(question.history().at(all, question.place().position()), all, question.place()));
    }

    /** What to show for a place; empty if {@link #waiting} is to be shown instead. */
    Optional<V> at(TraceFacts.Place place) {
        Optional<FrameHistory<S>> read = history.at(WHOLE);
        isReading = read.isEmpty();
        if (isReading) {
            return Optional.empty();
        }
        Optional<V> answer = view.at(new Question<>(read.get(), place));
        if (answer.isPresent() || !view.isGoing()) {
            shown = answer;
        }
        return shown;
    }

    boolean isGoing() {
        return history.isGoing() || view.isGoing();
    }

    Line waiting() {
        return isReading ? history.waiting() : view.waiting();
    }
}
