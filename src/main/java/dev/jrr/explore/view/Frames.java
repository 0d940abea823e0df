package dev.jrr.explore.view;

import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import dev.jrr.trace.FrameSearch;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/** The frames of a recording by number: a trace, or a list that stands for one. */
public interface Frames {
    long count();

    /** One frame, from 0 to {@link #count()} - 1. */
    TraceFrame frame(long number);

    /** What the program's standard output and error stood for at its start, where that is known. */
    default Set<String> outputs() {
        return Set.of();
    }

    /** The system calls of all frames, counted. */
    default TraceStatistics statistics() {
        return TraceStatistics.of(
                LongStream.range(0, count()).mapToObj(this::frame).toList());
    }

    /** The first frame at or after {@code from} that a condition fits. */
    default OptionalLong next(long from, FramePredicate wanted) {
        for (long number = Math.max(0, from); number < count(); number++) {
            if (wanted.test(frame(number))) {
                return OptionalLong.of(number);
            }
        }
        return OptionalLong.empty();
    }

    /** The last frame at or before {@code from} that a condition fits. */
    default OptionalLong previous(long from, FramePredicate wanted) {
        for (long number = Math.min(count() - 1, from); number >= 0; number--) {
            if (wanted.test(frame(number))) {
                return OptionalLong.of(number);
            }
        }
        return OptionalLong.empty();
    }

    static Frames of(TraceReader trace) {
        FrameSearch search = new FrameSearch(trace);
        Map<String, String> machine = trace.header().machine();
        Set<String> outputs =
                new HashSet<>(List.of(machine.getOrDefault("stdout", ""), machine.getOrDefault("stderr", "")));
        // Empty: the stream was closed.
        outputs.remove("");
        return new Frames() {
            @Override
            public Set<String> outputs() {
                return outputs;
            }

            @Override
            public TraceStatistics statistics() {
                return TraceStatistics.of(trace);
            }

            @Override
            public OptionalLong next(long from, FramePredicate wanted) {
                return search.next(from, wanted);
            }

            @Override
            public OptionalLong previous(long from, FramePredicate wanted) {
                return search.previous(from, wanted);
            }

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
