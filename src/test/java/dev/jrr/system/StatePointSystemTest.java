package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.Event;
import dev.jrr.replay.Verifier;
import dev.jrr.replay.VerifyResult;
import dev.jrr.testing.Recordings;
import dev.jrr.trace.TraceReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that were interrupted between two instructions, far from any system call. */
@Tag("system")
@Timeout(300)
final class StatePointSystemTest {
    private static final int REPLAYS = 2;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "register",
                "tight",
                "stack",
                "heap",
                "globals",
                "xmm",
                "ymm",
                "x87",
                "recursion",
                "library",
                "strings"
            })
    void alarmsReachALoopWithoutCallsWhereTheyDidWhenRecorded(String kind) {
        assertThat(Recordings.shell(folder.resolve("trace"), "exec target/tracees/compute_alarm " + kind)
                        .exitCode())
                .isZero();

        assertReplays();
    }

    @Test
    void threadsThatRaceWithoutCallsAreInterruptedWhereTheyWere() {
        Recordings.shell(folder.resolve("trace"), "exec target/tracees/racy_threads 30000000", 1);

        assertReplays();
    }

    @Test
    void loopThatWaitsForAnotherThreadEndsAsRecorded() {
        Recordings.shell(folder.resolve("trace"), "exec target/tracees/spin_wait", 1);

        assertReplays();
    }

    @Test
    void interpreterThatComputesInTwoThreadsIsInterruptedWhereItWas() {
        String program = "import threading\n"
                + "def f():\n"
                + " n = 0\n"
                + " for i in range(1500000): n += i\n"
                + " print(n)\n"
                + "t = threading.Thread(target=f); t.start(); f(); t.join()\n";
        Recordings.shell(folder.resolve("trace"), "python3 -S -c '" + program + "'", 1);

        assertReplaysOfAnyKind();
    }

    private void assertReplays() {
        try (TraceReader trace = TraceReader.open(folder.resolve("trace"))) {
            long interrupted = 0;
            for (long frame = 0; frame < trace.frameCount(); frame++) {
                interrupted += trace.frame(frame).event() instanceof Event.Preempt ? 1 : 0;
            }
            assertThat(interrupted).isPositive();
        }
        assertReplaysOfAnyKind();
    }

    private void assertReplaysOfAnyKind() {
        for (int i = 0; i < REPLAYS; i++) {
            VerifyResult result = Verifier.verify(folder.resolve("trace"), false, (done, total) -> {});
            assertThat(result.report()).isEmpty();
        }
    }
}
