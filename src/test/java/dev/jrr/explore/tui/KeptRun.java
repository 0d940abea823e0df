package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.kernel.FrameText;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import dev.jrr.testing.Fixtures;
import dev.jrr.trace.TraceReader;
import java.util.List;
import java.util.stream.LongStream;

/** A recording as it is in memory: short ones only. */
record KeptRun(String title, List<TraceFrame> all, TraceSummary summary) implements Run {
    /** One of {@link Fixtures}. */
    static KeptRun fixture(String name) {
        try (TraceReader trace = TraceReader.open(Fixtures.trace(name))) {
            Run run = new TraceRun(trace);
            List<TraceFrame> frames =
                    LongStream.range(0, run.frameCount()).mapToObj(run::frame).toList();
            return new KeptRun(run.title(), frames, run.summary());
        }
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
    public Frames frames() {
        return Frames.of(all);
    }
}
