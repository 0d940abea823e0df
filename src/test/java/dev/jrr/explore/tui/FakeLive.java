package dev.jrr.explore.tui;

import dev.jrr.debugger.Progress;
import java.util.Optional;

/** Answers at once, on the caller's thread; or never, in a state of its own. */
final class FakeLive implements LiveSource {
    private final FakeReplay replay;
    private final LiveState state;
    private Moment moment;
    boolean cancelled;
    boolean diverted;

    FakeLive(LiveState state) {
        this(state, new FakeReplay(0));
    }

    FakeLive(LiveState state, FakeReplay replay) {
        this.replay = replay;
        this.state = state;
    }

    @Override
    public void want(Want want) {
        if (state.kind() == LiveState.Kind.READY) {
            replay.goTo(want.place(), Progress.NONE);
            moment = LiveThread.look(replay, want);
        }
    }

    @Override
    public boolean isDiverted() {
        return diverted;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public Optional<Moment> moment() {
        return Optional.ofNullable(moment);
    }

    @Override
    public LiveState state() {
        return state;
    }

    @Override
    public Replay borrow() {
        return replay;
    }

    @Override
    public Optional<Replay> borrowSoon(long millis) {
        return Optional.of(replay);
    }

    @Override
    public void giveBack() {}

    @Override
    public void show(LiveState shown) {}
}
