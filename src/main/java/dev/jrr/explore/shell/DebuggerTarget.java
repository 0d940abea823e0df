package dev.jrr.explore.shell;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Travel;
import dev.jrr.trace.TraceReader;

/**
 * A trace with a replay that is started when it is first needed: words that ask the trace alone
 * answer at once, and on machines that cannot replay.
 */
final class DebuggerTarget implements ShellTarget, AutoCloseable {
    private final TraceReader trace;
    private final Frames frames;
    private final Progress progress;
    private Debugger debugger;
    private Place place = Place.at(0);

    DebuggerTarget(TraceReader trace, Progress progress) {
        this.trace = trace;
        this.frames = Frames.of(trace);
        this.progress = progress;
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

    private void catchUp() {
        if (debugger == null) {
            debugger = Debugger.open(trace);
        }
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
}
