package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Event;
import dev.jrr.testing.Fixtures;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunFiguresTest {
    private static final long MILLI = 1_500_000;

    private static RunFigures.Shown at(SampleFrames frames, long position) {
        Frames all = Frames.of(frames.frames());
        return RunFigures.history(all).at(all, position).shown(position, position * MILLI);
    }

    @Test
    void callsAreCountedByTaskUpToTheFrame() {
        SampleFrames frames = new SampleFrames()
                .syscall(SampleFrames.MAIN, 39, 7)
                .syscall(SampleFrames.OTHER, 39, 7)
                .syscall(SampleFrames.OTHER, 257, -2)
                .syscall(SampleFrames.MAIN, 257, -13);
        assertThat(at(frames, 2).tasks())
                .containsExactly(
                        new RunFigures.TaskCalls(SampleFrames.OTHER, 2, 1, 0),
                        new RunFigures.TaskCalls(SampleFrames.MAIN, 1, 0, 0));
        assertThat(at(frames, 3).errors())
                .containsExactly(new RunFigures.ErrorCount(2, 1), new RunFigures.ErrorCount(13, 1));
        assertThat(at(frames, 1).errors()).isEmpty();
    }

    @Test
    void callThatWaitedCountsOnceAndIsAmongTheLongest() {
        SampleFrames frames = new SampleFrames()
                .write(SampleFrames.MAIN, Event.Phase.ENTERED, 1, "pipe:[1]", "x", 0)
                .write(SampleFrames.OTHER, Event.Phase.ENTERED, 1, "pipe:[1]", "x", 0)
                .write(SampleFrames.OTHER, Event.Phase.LEFT, 1, "pipe:[1]", "", 1)
                .syscall(SampleFrames.OTHER, 39, 7)
                .write(SampleFrames.MAIN, Event.Phase.LEFT, 1, "pipe:[1]", "", -32);
        RunFigures.Shown going = at(frames, 3);
        assertThat(going.waits())
                .containsExactly(
                        new RunFigures.Wait(0, -1, SampleFrames.MAIN, 1, 3 * MILLI),
                        new RunFigures.Wait(1, 2, SampleFrames.OTHER, 1, MILLI));
        RunFigures.Shown ended = at(frames, 4);
        assertThat(ended.waits().get(0)).isEqualTo(new RunFigures.Wait(0, 4, SampleFrames.MAIN, 1, 4 * MILLI));
        assertThat(ended.tasks()).contains(new RunFigures.TaskCalls(SampleFrames.MAIN, 1, 1, 4 * MILLI));
    }

    @Test
    void onlyTheLongestWaitsAreKept() {
        SampleFrames frames = new SampleFrames();
        for (int i = 0; i < 100; i++) {
            frames.write(SampleFrames.MAIN, Event.Phase.ENTERED, 1, "pipe:[1]", "x", 0);
            for (int k = 0; k < i % 40; k++) {
                frames.syscall(SampleFrames.OTHER, 39, 7);
            }
            frames.write(SampleFrames.MAIN, Event.Phase.LEFT, 1, "pipe:[1]", "", 1);
        }
        List<RunFigures.Wait> waits = at(frames, frames.frames().size() - 1).waits();
        assertThat(waits).hasSize(RunFigures.LONGEST);
        assertThat(waits).isSortedAccordingTo((a, b) -> Long.compare(b.nanos(), a.nanos()));
        assertThat(waits.get(0).nanos()).isEqualTo(40 * MILLI);
    }

    @Test
    void figuresOfAWholeRecordingAgreeWithItsStatistics() {
        for (String name : Fixtures.names()) {
            try (TraceReader trace = TraceReader.open(Fixtures.trace(name))) {
                Frames all = Frames.of(trace);
                long last = all.count() - 1;
                RunFigures.Shown shown = RunFigures.history(all).at(all, last).shown(last, 0);
                TraceStatistics statistics = TraceStatistics.of(trace);
                assertThat(shown.whole()).isEqualTo(statistics);
                assertThat(shown.tasks().stream()
                                .mapToLong(RunFigures.TaskCalls::calls)
                                .sum())
                        .as(name)
                        .isEqualTo(statistics.syscalls().stream()
                                .mapToLong(TraceStatistics.SyscallRow::count)
                                .sum());
            }
        }
    }
}
