package dev.jrr.explore.shell;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Travel;
import dev.jrr.explore.view.WatchedFrames;
import dev.jrr.trace.TraceReader;
import java.util.Optional;

/**
 * A trace with a replay that is started when it is first needed: words that ask the trace alone
 * answer at once, and on machines that cannot replay.
 */
final class DebuggerTarget implements ShellTarget, AutoCloseable {
    private final TraceReader trace;
    private static final long PATIENCE_NANOS = 300_000_000L;

    private final Frames all;
    private final Progress progress;
    private volatile WatchedFrames frames;
    private Debugger debugger;
    private Place place = Place.at(0);

    DebuggerTarget(TraceReader trace, Progress progress) {
        this.trace = trace;
        this.all = Frames.of(trace);
        this.frames = new WatchedFrames(all);
        this.progress = new Cancelled(progress);
    }

    /** Another command: what was cancelled is over. */
    void begin() {
        frames = new WatchedFrames(all);
    }

    /** Ends what runs, soon. Any thread. */
    void cancel() {
        frames.cancel();
    }

    @Override
    public boolean isCancelled() {
        return frames.isCancelled();
    }

    @Override
    public Frames frames() {
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
        catchUp();
        return Live.of(debugger);
    }

    @Override
    public Optional<Live> nearby() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        try {
            open();
            if (!debugger.isDiverted() && !debugger.place().equals(place)) {
                // What is not reached now has to be gone by the next command anyway.
                debugger.goTo(place, new Limit(end));
            }
            return Optional.of(Live.of(debugger));
        } catch (JrrException failed) {
            // Nobody asked for the replay yet; who does is told.
            return Optional.empty();
        }
    }

    @Override
    public Travel travel() {
        catchUp();
        return Travel.of(debugger, progress);
    }

    @Override
    public boolean isDiverted() {
        return debugger != null && debugger.isDiverted();
    }

    @Override
    public void leaveDiversion() {
        debugger.leaveDiversion();
    }

    private void open() {
        if (debugger == null) {
            debugger = Debugger.open(trace);
        }
    }

    private void catchUp() {
        open();
        if (!debugger.place().equals(place) && !debugger.goTo(place, progress)) {
            throw new JrrException("stopped on the way: the replay stands at frame " + debugger.position());
        }
    }

    @Override
    public void close() {
        if (debugger != null) {
            debugger.close();
        }
    }

    /** Progress that this target's frames can cancel. */
    private final class Cancelled implements Progress {
        private final Progress shown;

        Cancelled(Progress shown) {
            this.shown = shown;
        }

        @Override
        public void at(long done, long total) {
            shown.at(done, total);
        }

        @Override
        public boolean isCancelled() {
            return frames.isCancelled() || shown.isCancelled();
        }
    }

    /** Cancels itself at a time (nanoTime). */
    private record Limit(long end) implements Progress {
        @Override
        public void at(long done, long total) {}

        @Override
        public boolean isCancelled() {
            return System.nanoTime() - end >= 0;
        }
    }
}
