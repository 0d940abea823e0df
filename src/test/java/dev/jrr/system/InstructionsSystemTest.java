package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.model.Event;
import dev.jrr.testing.Recordings;
import dev.jrr.testing.Runs;
import dev.jrr.testing.Tracees;
import dev.jrr.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between two frames every instruction is a place that can be gone to, from both sides. */
@Tag("system")
@Timeout(240)
final class InstructionsSystemTest {
    /** More by hand: -Djrr.places=500 -Djrr.steps=1000. */
    private static final int PLACES = Integer.getInteger("jrr.places", 50);

    private static final int STEPS = Integer.getInteger("jrr.steps", 200);

    private static final Map<String, String> PROGRAMS = Map.of(
            "pipeline", "for i in 1 2 3; do echo line $i | tr a-z A-Z | cat; done",
            "python",
                    "exec python3 -c 'import threading\n"
                            + "t = [threading.Thread(target=lambda: sum(range(2000))) for _ in range(4)]\n"
                            + "[x.start() for x in t]; [x.join() for x in t]; print(\"done\")'",
            "compiler", "echo 'int main(void) { return 0; }' >a.c; exec gcc -c a.c");

    @TempDir
    private Path scratch;

    static String sight(Debugger debugger) {
        StringBuilder text = new StringBuilder();
        debugger.tasks()
                .forEach(view -> text.append(view)
                        .append(debugger.registers(view.task()))
                        .append(debugger.checksum(view.task()))
                        .append('\n'));
        return text.toString();
    }

    private Path recorded(String name) {
        Runs runs = new Runs(scratch);
        if (PROGRAMS.containsKey(name)) {
            Recordings.shell(runs.trace(name), PROGRAMS.get(name));
            return runs.trace(name);
        }
        assertThat(runs.record(name, List.of(Tracees.path(name))).output()).contains("EXIT-SUCCESS");
        return runs.trace(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads_conditions",
                "threads_racing",
                "signal_restart",
                "process_spawn",
                "buffered_many_threads",
                "pipeline",
                "python",
                "compiler"
            })
    void placesVisitedInRandomOrderAreAsTheyWereOnTheWayForward(String name) {
        try (TraceReader trace = TraceReader.open(recorded(name));
                Debugger debugger = Debugger.open(trace)) {
            Random random = new Random(trace.frameCount());
            Map<Place, String> forward = new LinkedHashMap<>();
            while (forward.size() < PLACES) {
                debugger.seek(random.nextLong(trace.frameCount()), Progress.NONE);
                debugger.stepInstructions(random.nextInt(40), Progress.NONE);
                forward.put(debugger.place(), sight(debugger));
            }
            List<Place> order = new ArrayList<>(forward.keySet());
            for (int round = 0; round < 2; round++) {
                Collections.shuffle(order, random);
                for (Place place : order) {
                    assertThat(debugger.goTo(place, Progress.NONE)).isTrue();
                    assertThat(debugger.place()).isEqualTo(place);
                    assertThat(sight(debugger)).as("place %s", place).isEqualTo(forward.get(place));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads_conditions",
                "threads_racing",
                "signal_jump_out",
                "process_fork",
                "exec_script",
                "pipeline",
                "python",
                "compiler"
            })
    void stepsBackAreTheMirrorOfStepsForward(String name) {
        try (TraceReader trace = TraceReader.open(recorded(name));
                Debugger debugger = Debugger.open(trace)) {
            requireMirror(trace, debugger, trace.frameCount() / 2);
            requireMirror(trace, debugger, 1);
        }
    }

    private static void requireMirror(TraceReader trace, Debugger debugger, long frame) {
        debugger.seek(frame, Progress.NONE);
        List<Place> places = new ArrayList<>();
        List<String> sights = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            places.add(debugger.place());
            sights.add(sight(debugger));
            if (debugger.stepInstructions(1, Progress.NONE) == 0) {
                break;
            }
        }
        for (int i = places.size() - 1; i >= 0; i--) {
            if (!debugger.place().equals(places.get(i))) {
                assertThat(debugger.backInstructions(1, Progress.NONE)).isEqualTo(1);
            }
            assertThat(debugger.place()).isEqualTo(places.get(i));
            assertThat(sight(debugger)).as("place %s", places.get(i)).isEqualTo(sights.get(i));
        }
    }

    @Test
    void stepsBackCrossALongComputation() {
        Recordings.shell(scratch.resolve("t"), "i=0; while [ $i -lt 30000 ]; do i=$((i + 1)); done; echo $i");
        try (TraceReader trace = TraceReader.open(scratch.resolve("t"));
                Debugger debugger = Debugger.open(trace)) {
            long last = trace.frameCount() - 1;
            for (long frame = last; frame > last - 8; frame--) {
                debugger.seek(frame, Progress.NONE);
                String there = sight(debugger);
                assertThat(debugger.backInstructions(3, Progress.NONE)).isEqualTo(3);
                assertThat(debugger.stepInstructions(3, Progress.NONE)).isEqualTo(3);
                assertThat(debugger.place()).isEqualTo(Place.at(frame));
                assertThat(sight(debugger)).isEqualTo(there);
            }
        }
    }

    @Test
    void stepsBackCrossPointsAtWhichATaskWasInterrupted() {
        Recordings.shell(scratch.resolve("t"), "exec " + Tracees.path("racy_threads"), 5);
        try (TraceReader trace = TraceReader.open(scratch.resolve("t"));
                Debugger debugger = Debugger.open(trace)) {
            int points = 0;
            for (long frame = 1; frame < trace.frameCount() && points < 3; frame++) {
                if (!(trace.frame(frame).event() instanceof Event.Preempt)) {
                    continue;
                }
                debugger.seek(frame, Progress.NONE);
                String there = sight(debugger);
                assertThat(debugger.backInstructions(3, Progress.NONE)).isEqualTo(3);
                assertThat(debugger.place()).isNotEqualTo(Place.at(frame));
                assertThat(debugger.stepInstructions(3, Progress.NONE)).isEqualTo(3);
                assertThat(debugger.place()).isEqualTo(Place.at(frame));
                assertThat(sight(debugger)).isEqualTo(there);
                points++;
            }
            assertThat(points).isPositive();
        }
    }
}
