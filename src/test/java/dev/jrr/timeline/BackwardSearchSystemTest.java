package dev.jrr.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.linux.Ptrace;
import dev.jrr.model.Event;
import dev.jrr.model.Register;
import dev.jrr.model.TraceFrame;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.ReplayTask;
import dev.jrr.replay.Stop;
import dev.jrr.testing.Recordings;
import dev.jrr.testing.Tracees;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.TracerThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search backward finds the same with the help of a second replay as without it. */
@Tag("system")
@Timeout(240)
final class BackwardSearchSystemTest {
    private static final int SAMPLES = 8;
    private static final int WRITE = 1;

    @TempDir
    private Path scratch;

    private TraceReader trace;
    private ReplayTimeline timeline;
    private int cpu;

    private void replaying(String name, Consumer<ReplayTimeline> test) {
        Path recorded = scratch.resolve("t");
        // Some write files where they run.
        Recordings.shell(recorded, "cd " + scratch + "; exec " + Tracees.path(name));
        try (TraceReader reader = TraceReader.open(recorded)) {
            trace = reader;
            cpu = ReplaySession.cpuFor(reader);
            try (TracerThread tracer = new TracerThread(cpu)) {
                tracer.call(() -> {
                    try (ReplayTimeline started = ReplayTimeline.start(reader, new Ptrace(), cpu)) {
                        timeline = started;
                        test.accept(started);
                    }
                    return null;
                });
            }
        }
    }

    private static boolean goOn(long done, long total) {
        return true;
    }

    private Scan.Found search(List<Stop> stops, Mark end, Scout scout) {
        Telling telling = new Telling(BackwardSearchSystemTest::goOn, timeline.course());
        Scan.Found found = new BackwardSearch(timeline, stops, null, end, scout, telling).last();
        timeline.course().asksNothing();
        return found;
    }

    /** A scout that has searched all. */
    private Scout arrived(List<Stop> stops, Mark end) {
        Scout scout = Scout.of(trace, cpu, stops, end);
        assertThat(scout).as("this test needs two processors").isNotNull();
        scout.start();
        try {
            scout.await();
        } catch (ExecutionException e) {
            throw new AssertionError(
                    "the scout failed at frame " + scout.report().frame(), e.getCause());
        }
        assertThat(scout.report().frame()).isEqualTo(end.frame());
        return scout;
    }

    private String registers() {
        StringBuilder text = new StringBuilder(Long.toString(timeline.position()));
        timeline.session().tasks().forEach(task -> text.append(task.registers()));
        return text.toString();
    }

    /** The addresses that a program names by calls of write that fail. */
    private List<Long> named() {
        List<Long> addresses = new ArrayList<>();
        for (long number = 0; number < trace.frameCount(); number++) {
            TraceFrame frame = trace.frame(number);
            if (frame.event() instanceof Event.Syscall call
                    && call.number() == WRITE
                    && (int) frame.entryRegisters().argument(0) == -1) {
                addresses.add(frame.entryRegisters().argument(1));
            }
        }
        return addresses;
    }

    private List<Integer> processes() {
        Set<Integer> ids = new LinkedHashSet<>();
        for (long number = 0; number < trace.frameCount(); number++) {
            ids.add(trace.frame(number).task().tid());
        }
        return List.copyOf(ids);
    }

    @Test
    void aWriteEarlyInTheRunIsFoundBySecondReplayAndFirstAlike() {
        replaying("search_far_back", started -> {
            Mark end = Mark.at(trace.frameCount() - 1);
            timeline.seek(end, BackwardSearchSystemTest::goOn);
            long watched = named().get(0);
            List<Integer> processes = processes();
            assertThat(processes).hasSize(2);
            List<String> places = new ArrayList<>();
            for (int process : processes) {
                List<Stop> stops = List.of(new Stop.Change(process, watched, Long.BYTES));
                Scan.Found alone = search(stops, end, null);
                assertThat(alone).isNotNull();
                assertThat(alone.mark().frame()).isLessThan(end.frame() - 100);
                try (Scout scout = arrived(stops, end)) {
                    assertThat(scout.report().last()).isEqualTo(alone);
                    assertThat(search(stops, end, scout)).isEqualTo(alone);
                }
                assertThat(timeline.seek(alone.mark(), BackwardSearchSystemTest::goOn))
                        .isTrue();
                places.add(registers());
            }
            assertThat(places.get(0)).isNotEqualTo(places.get(1));
        });
    }

    @Test
    void theSearchAsksForHelpByItself() {
        replaying("search_far_back", started -> {
            Mark end = Mark.at(trace.frameCount() - 1);
            timeline.seek(end, BackwardSearchSystemTest::goOn);
            Stop watch = new Stop.Change(processes().get(1), named().get(0), Long.BYTES);
            ReplayTimeline.Reached alone = timeline.backTo(List.of(watch), null, BackwardSearchSystemTest::goOn);
            String there = registers();
            timeline.seek(end, BackwardSearchSystemTest::goOn);
            timeline.scoutedFrom(0);
            assertThat(timeline.backTo(List.of(watch), null, BackwardSearchSystemTest::goOn))
                    .isEqualTo(alone);
            assertThat(registers()).isEqualTo(there);
            timeline.seek(end, BackwardSearchSystemTest::goOn);
            // Of no process of this run.
            Stop never = new Stop.Change(1, named().get(0), Long.BYTES);
            assertThat(timeline.backTo(List.of(never), null, BackwardSearchSystemTest::goOn))
                    .isNull();
            assertThat(timeline.mark()).isEqualTo(end);
        });
    }

    @Test
    void manyHitsAreCountedBySecondReplayToo() {
        replaying("search_far_back", started -> {
            Mark end = Mark.at(trace.frameCount() - 1);
            timeline.seek(end, BackwardSearchSystemTest::goOn);
            int child = processes().get(1);
            Stop.Change often = new Stop.Change(child, named().get(1), Long.BYTES);
            timeline.seek(search(List.of(often), end, null).mark(), BackwardSearchSystemTest::goOn);
            Stop.At instruction = timeline.session()
                    .stopAt(timeline.session()
                            .running()
                            .orElseThrow()
                            .registers()
                            .ip());
            Scan.Found alone = search(List.of(instruction), end, null);
            assertThat(alone).isNotNull();
            try (Scout scout = arrived(List.of(instruction), end)) {
                assertThat(scout.report().last()).isEqualTo(alone);
            }
        });
    }

    @Test
    void aHandlerIsStoppedAtAtTheFrameOfItsSignal() {
        replaying("signal_restart", started -> {
            Mark end = Mark.at(trace.frameCount() - 1);
            List<Mark> entered = new ArrayList<>();
            List<Stop> stops = new ArrayList<>();
            for (long number = 0; number < trace.frameCount(); number++) {
                TraceFrame frame = trace.frame(number);
                if (frame.event() instanceof Event.Signal signal && signal.disposition() == Event.Disposition.HANDLED) {
                    entered.add(Mark.at(number));
                    timeline.seek(number, BackwardSearchSystemTest::goOn);
                    ReplayTask task = timeline.session().task(frame.task()).orElseThrow();
                    stops.add(ReplaySession.stopAt(task, frame.registers().ip()));
                }
            }
            assertThat(entered).hasSize(6);
            assertThat(Set.copyOf(stops)).hasSize(1);
            requireStops(stops.subList(0, 1), end, entered);
        });
    }

    /** Forward and backward, one by one. */
    private void requireStops(List<Stop> stops, Mark end, List<Mark> expected) {
        assertThat(marksForward(stops, end)).isEqualTo(expected);
        timeline.seek(end, BackwardSearchSystemTest::goOn);
        List<Mark> backward = new ArrayList<>();
        while (timeline.backTo(stops, null, BackwardSearchSystemTest::goOn) != null) {
            backward.add(0, timeline.mark());
        }
        assertThat(backward).isEqualTo(expected);
    }

    private List<Mark> marksForward(List<Stop> stops, Mark end) {
        timeline.seek(0, BackwardSearchSystemTest::goOn);
        List<Mark> marks = new ArrayList<>();
        while (timeline.forwardTo(end.frame(), stops, stop -> true, BackwardSearchSystemTest::goOn) != null) {
            marks.add(timeline.mark());
        }
        return marks;
    }

    @Test
    void theInstructionsBehindReplacedCallsAreStoppedAt() {
        replaying("stops_behind_calls", started -> {
            Mark end = Mark.at(trace.frameCount() - 1);
            for (long address : named()) {
                timeline.seek(end.frame() - 10, BackwardSearchSystemTest::goOn);
                List<Stop> stops = List.of(timeline.session().stopAt(address));
                List<Mark> forward = marksForward(stops, end);
                // Also of the calls that were made before it was replaced.
                assertThat(forward).hasSize(20);
                requireStops(stops, end, forward);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads_racing", "process_fork", "process_vfork", "process_spawn", "signal_restart"})
    void stopsAnywhereInARunOfManyTasksAreFoundAlike(String name) {
        replaying(name, started -> {
            Random random = new Random(trace.frameCount());
            Mark end = Mark.at(trace.frameCount() - 1);
            int found = 0;
            for (int i = 0; i < SAMPLES; i++) {
                timeline.seek(random.nextLong(trace.frameCount()), BackwardSearchSystemTest::goOn);
                List<Stop> stops = stopsHere(random);
                if (stops.isEmpty()) {
                    continue;
                }
                timeline.seek(end, BackwardSearchSystemTest::goOn);
                Scan.Found alone = search(stops, end, null);
                try (Scout scout = arrived(stops, end)) {
                    assertThat(scout.report().last()).as("last of %s", stops).isEqualTo(alone);
                }
                if (alone != null) {
                    found++;
                    assertThat(timeline.seek(alone.mark(), BackwardSearchSystemTest::goOn))
                            .isTrue();
                }
            }
            assertThat(found).isPositive();
        });
    }

    private List<Stop> stopsHere(Random random) {
        List<ReplayTask> tasks = List.copyOf(timeline.session().tasks());
        List<Stop> stops = new ArrayList<>();
        if (!tasks.isEmpty()) {
            ReplayTask task = tasks.get(random.nextInt(tasks.size()));
            long stack = task.registers().get(Register.RSP) & -Long.BYTES;
            stops.add(new Stop.Change(task.process().processId(), stack, Long.BYTES));
            Stop.At at = ReplaySession.stopAt(task, task.registers().ip());
            if (at != null) {
                stops.add(at);
            }
        }
        return stops;
    }
}
