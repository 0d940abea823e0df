package dev.jrr.explore.shell;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Live;
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
    private long position;

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
    public long position() {
        return position;
    }

    @Override
    public void moveTo(long frame) {
        position = frame;
    }

    @Override
    public Live live() {
        if (debugger == null) {
            debugger = Debugger.open(trace);
        }
        if (debugger.position() != position && debugger.seek(position, progress) != position) {
            throw new JrrException("stopped on the way: the replay stands at frame " + debugger.position());
        }
        return Live.of(debugger);
    }

    @Override
    public void close() {
        if (debugger != null) {
            debugger.close();
        }
    }
}
