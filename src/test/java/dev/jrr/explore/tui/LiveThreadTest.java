package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that keeps the replay where the screen is. */
@Timeout(20)
final class LiveThreadTest {
    private static final Want FAR = new Want(Place.at(1_000_000), FakeRun.FIRST, LiveQuery.NOTHING);
    private static final Want NEAR = new Want(Place.at(7), FakeRun.FIRST, LiveQuery.NOTHING);

    @Test
    void borrowerDoesNotWaitForTheWayAndWhatWasWantedIsServedAfterwards() {
        try (LiveThread live = new LiveThread(() -> new FakeReplay(1), () -> {})) {
            live.start();
            live.want(FAR);
            await(() -> live.state().total() > 0);
            Replay replay = live.borrow();
            assertThat(replay.goTo(Place.at(0), Progress.NONE)).isTrue();
            live.want(NEAR);
            live.giveBack();
            await(() -> live.state().kind() == LiveState.Kind.READY);
            assertThat(live.moment().orElseThrow().want()).isEqualTo(NEAR);
        }
    }

    @Test
    void answerIsMadeAnewAfterALoan() {
        try (LiveThread live = new LiveThread(() -> new FakeReplay(0), () -> {})) {
            live.start();
            live.want(NEAR);
            await(() -> live.moment().isPresent());
            live.borrow().goTo(Place.at(900), Progress.NONE);
            live.show(LiveState.catchingUp(1, 2));
            live.giveBack();
            await(() -> live.state().kind() == LiveState.Kind.READY);
        }
    }

    @Test
    void replayThatDoesNotStartIsNotLent() {
        try (LiveThread live = new LiveThread(
                () -> {
                    throw new JrrException("no ptrace here");
                },
                () -> {})) {
            live.start();
            assertThatThrownBy(live::borrow).hasMessage("no live replay: no ptrace here");
            assertThat(live.state().kind()).isEqualTo(LiveState.Kind.FAILED);
        }
    }

    private static void await(BooleanSupplier wanted) {
        while (!wanted.getAsBoolean()) {
            Thread.yield();
        }
    }
}
