package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.shell.ShellTarget;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Travel;
import dev.jrr.explore.view.WatchedFrames;
import java.util.Optional;

/** The explorer's run and replay for one command, from where the screen was when it was given. */
final class ScreenTarget implements ShellTarget, AutoCloseable {
    private final WatchedFrames frames;
    private final LiveSource source;
    private Place place;
    private Replay replay;
    private volatile boolean needsReplay;

    ScreenTarget(WatchedFrames frames, LiveSource source, Place place) {
        this.frames = frames;
        this.source = source;
        this.place = place;
    }

    /** Whether the command has asked for live state, and so may take long. */
    boolean needsReplay() {
        return needsReplay;
    }

    @Override
    public WatchedFrames frames() {
        return frames;
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public void moveTo(Place wanted) {
        place = wanted;
    }

    @Override
    public Live live() {
        return caughtUp();
    }

    @Override
    public Travel travel() {
        return caughtUp().travel(new Reporter());
    }

    @Override
    public Optional<Live> nearby() {
        return Optional.of(live());
    }

    @Override
    public boolean isCancelled() {
        return frames.isCancelled();
    }

    @Override
    public boolean isDiverted() {
        return source.isDiverted();
    }

    @Override
    public void leaveDiversion() {
        borrowed().travel(new Reporter()).leaveDiversion();
    }

    private Replay borrowed() {
        needsReplay = true;
        if (replay == null) {
            replay = source.borrow();
        }
        return replay;
    }

    private Replay caughtUp() {
        borrowed();
        if (!replay.goTo(place, new Reporter())) {
            throw new JrrException("stopped on the way to frame " + place);
        }
        return replay;
    }

    @Override
    public void close() {
        if (replay != null) {
            source.giveBack();
        }
    }

    private final class Reporter implements Progress {
        @Override
        public void at(long done, long total) {
            source.show(LiveState.catchingUp(done, total));
        }

        @Override
        public boolean isCancelled() {
            return frames.isCancelled();
        }
    }
}
