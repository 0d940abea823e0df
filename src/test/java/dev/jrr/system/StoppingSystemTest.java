package dev.jrr.system;

import static dev.jrr.system.InstructionsSystemTest.sight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.testing.Recordings;
import dev.jrr.testing.Tracees;
import dev.jrr.trace.TraceReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every motion can be stopped, also where a program computes for seconds between two frames. */
@Tag("system")
@Timeout(180)
final class StoppingSystemTest {
    private static final int WRITE = 1;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    @TempDir
    private static Path scratch;

    private static TraceReader trace;

    /** The frames between which it computes. */
    private static long before;

    /** The address of a variable that changes there. */
    private static long rounds;

    private Debugger debugger;

    @BeforeAll
    static void record() {
        Recordings.shell(scratch.resolve("t"), "exec " + Tracees.path("compute_for_long"));
        trace = TraceReader.open(scratch.resolve("t"));
        for (long number = 0; rounds == 0; number++) {
            TraceFrame frame = trace.frame(number);
            if (frame.event() instanceof Event.Syscall call
                    && call.number() == WRITE
                    && (int) frame.entryRegisters().argument(0) == -1) {
                before = number;
                rounds = frame.entryRegisters().argument(1);
            }
        }
    }

    @AfterAll
    static void close() {
        trace.close();
    }

    @BeforeEach
    void goToTheComputation() {
        debugger = Debugger.open(trace);
        assertThat(debugger.seek(before, Progress.NONE)).isEqualTo(before);
    }

    @AfterEach
    void leave() {
        debugger.close();
    }

    /** Not wanted any more after 300 ms. */
    private static final class Impatient implements Progress {
        private final long began = System.nanoTime();
        private volatile int told;

        @Override
        public void at(long done, long total) {
            assertThat(done).isBetween(0L, total);
            told++;
        }

        @Override
        public boolean isCancelled() {
            return System.nanoTime() - began > 300_000_000L;
        }
    }

    /** Stops a motion, and looks whether the place where it ends is that of a replay that went there at once. */
    private Place stopped(Consumer<Progress> motion) {
        Impatient progress = new Impatient();
        motion.accept(progress);
        assertThat(System.nanoTime() - progress.began).isBetween(300_000_000L, LONGEST_NANOS);
        assertThat(progress.told).isPositive();
        Place place = debugger.place();
        String there = sight(debugger);
        try (Debugger other = Debugger.open(trace)) {
            assertThat(other.goTo(place, Progress.NONE)).isTrue();
            assertThat(sight(other)).isEqualTo(there);
        }
        return place;
    }

    private static TaskUid task() {
        return trace.frame(before).task();
    }

    @Test
    void aWayForwardEndsAtTheFrameBeforeTheComputation() {
        debugger.seek(2, Progress.NONE);
        assertThat(stopped(progress ->
                        assertThat(debugger.seek(before + 1, progress)).isEqualTo(before)))
                .isEqualTo(Place.at(before));
    }

    @Test
    void continuingFromWithinEndsWhereItBegan() {
        debugger.stepInstructions(1000, Progress.NONE);
        Place here = debugger.place();
        assertThat(stopped(progress ->
                        assertThat(debugger.continueTo(List.of(), progress)).isEmpty()))
                .isEqualTo(here);
    }

    @Test
    void aSearchForwardThroughManyHitsTellsHowFarItIsAndStops() {
        debugger.stepInstructions(100, Progress.NONE);
        Breakpoint never =
                debugger.breakpoint(task(), debugger.registers(task()).ip()).when("never", live -> false);
        Breakpoint changes = debugger.watchpoint(task(), rounds, Long.BYTES).when("never", live -> false);
        stopped(progress -> assertThat(debugger.continueTo(List.of(never, changes), progress))
                .isEmpty());
    }

    @Test
    void instructionsBackAcrossTheComputationEndWhereTheyBegan() {
        debugger.seek(before + 1, Progress.NONE);
        assertThat(stopped(progress ->
                        assertThat(debugger.backInstructions(3, progress)).isZero()))
                .isEqualTo(Place.at(before + 1));
    }

    @Test
    void aSearchBackwardEndsWhereItBegan() {
        // Where the loader begins, before all of the computation.
        debugger.seek(0, Progress.NONE);
        Breakpoint start =
                debugger.breakpoint(task(), debugger.registers(task()).ip());
        long end = trace.frameCount() - 1;
        debugger.seek(end, Progress.NONE);
        assertThat(stopped(progress -> assertThat(debugger.continueBackTo(List.of(start), progress))
                        .isEmpty()))
                .isEqualTo(Place.at(end));
    }

    @Test
    void aSearchBackwardThroughManyHitsTellsHowFarItIsAndStops() {
        debugger.seek(before + 1, Progress.NONE);
        Breakpoint never = debugger.watchpoint(task(), rounds, Long.BYTES).when("never", live -> false);
        assertThat(stopped(progress -> assertThat(debugger.continueBackTo(List.of(never), progress))
                        .isEmpty()))
                .isEqualTo(Place.at(before + 1));
    }
}
