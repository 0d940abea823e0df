package dev.jrr.explore.view;

import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import java.util.List;

/** The frames of a recording by number: a trace, or a list that stands for one. */
public interface Frames {
    long count();

    /** One frame, from 0 to {@link #count()} - 1. */
    TraceFrame frame(long number);

    static Frames of(TraceReader trace) {
        return new Frames() {
            @Override
            public long count() {
                return trace.frameCount();
            }

            @Override
            public TraceFrame frame(long number) {
                return trace.frame(number);
            }
        };
    }

    static Frames of(List<TraceFrame> frames) {
        return new Frames() {
            @Override
            public long count() {
                return frames.size();
            }

            @Override
            public TraceFrame frame(long number) {
                return frames.get(Math.toIntExact(number));
            }
        };
    }
}
