package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Progress;
import dev.jrr.testing.Runs;
import dev.jrr.testing.Tracees;
import dev.jrr.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame looks the same from whichever side it is reached. */
@Tag("system")
@Timeout(180)
final class BackAndForthSystemTest {
    private static final int FRAMES = 200;

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(
            strings = {"threads_conditions", "signal_restart", "memory_shared_anonymous", "process_spawn", "io_sockets"
            })
    void framesVisitedInRandomOrderAreAsTheyWereOnTheWayForward(String name) {
        Runs runs = new Runs(scratch);
        assertThat(runs.record(name, List.of(Tracees.path(name))).output()).contains("EXIT-SUCCESS");
        try (TraceReader trace = TraceReader.open(runs.trace(name));
                Debugger debugger = Debugger.open(trace)) {
            long frames = trace.frameCount();
            Map<Long, String> forward = new TreeMap<>();
            for (int i = 0; i < FRAMES; i++) {
                long frame = i * (frames - 1) / (FRAMES - 1);
                if (!forward.containsKey(frame)) {
                    assertThat(debugger.seek(frame, Progress.NONE)).isEqualTo(frame);
                    forward.put(frame, sight(debugger));
                }
            }
            List<Long> order = new ArrayList<>(forward.keySet());
            Collections.shuffle(order, new Random(frames));
            for (long frame : order) {
                debugger.seek(frame, Progress.NONE);
                assertThat(sight(debugger)).as("frame %d", frame).isEqualTo(forward.get(frame));
            }
        }
    }

    private static String sight(Debugger debugger) {
        StringBuilder text = new StringBuilder();
        debugger.tasks()
                .forEach(view -> text.append(view)
                        .append(debugger.registers(view.task()))
                        .append(debugger.checksum(view.task()))
                        .append('\n'));
        return text.toString();
    }
}
