package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.kernel.FrameText;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.TraceReader;
import java.nio.file.Path;
import java.util.Optional;

/** A trace on disk as the screen sees it. */
final class TraceRun implements Run {
    private final TraceReader trace;
    private final Frames frames;

    TraceRun(TraceReader trace) {
        this.trace = trace;
        this.frames = Frames.of(trace);
    }

    @Override
    public String title() {
        return String.join(" ", trace.header().argv());
    }

    @Override
    public String identity() {
        return trace.header().createdEpochMillis() + "-"
                + Integer.toHexString(trace.header().argv().hashCode());
    }

    @Override
    public Optional<Path> folder() {
        return Optional.of(trace.directory().toAbsolutePath());
    }

    @Override
    public long frameCount() {
        return trace.frameCount();
    }

    @Override
    public TraceFrame frame(long number) {
        return trace.frame(number);
    }

    @Override
    public String describe(TraceFrame frame) {
        return FrameText.describe(frame);
    }

    @Override
    public TraceSummary summary() {
        return trace.summary();
    }

    @Override
    public boolean goesOn() {
        return trace.goesOn();
    }

    @Override
    public Frames frames() {
        return frames;
    }
}
