package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.kernel.FrameText;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import java.util.List;

/** A run that consists of some frames. */
record SampleRun(List<TraceFrame> all) implements Run {
    @Override
    public String title() {
        return "./sample";
    }

    @Override
    public String identity() {
        return "";
    }

    @Override
    public long frameCount() {
        return all.size();
    }

    @Override
    public TraceFrame frame(long number) {
        return all.get((int) number);
    }

    @Override
    public String describe(TraceFrame frame) {
        return FrameText.describe(frame);
    }

    @Override
    public TraceSummary summary() {
        return new TraceSummary(true, all.size(), all.size(), 0, List.of());
    }

    @Override
    public Frames frames() {
        return Frames.of(all);
    }
}
