package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Progress;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Register;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.testing.Recordings;
import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import dev.jrr.testing.Tracees;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are recorded without a stop: which they are, and that nothing else tells them from others. */
@Tag("system")
@Timeout(240)
final class BufferedCallsSystemTest {
    @TempDir
    private Path scratch;

    private TraceStatistics recorded(String... command) {
        Runs runs = new Runs(scratch);
        // What is replaced at its first call is replaced from the start the next time.
        runs.record("first", List.of(command));
        assertThat(runs.record("trace", List.of(command)).status()).isZero();
        Runs.requireReplays(runs.trace("trace"), 3);
        try (TraceReader reader = TraceReader.open(runs.trace("trace"))) {
            return TraceStatistics.of(reader);
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"buffered_futex_rounds", "buffered_fork_with_locks", "threads_conditions"})
    void futexCallsThatDoNotWaitAreBuffered(String name) throws IOException {
        TraceStatistics statistics = recorded(Tracees.path(name));
        TraceStatistics.Futex futex = statistics.futex();
        assertThat(futex.noSyscallbuf()).isZero();
        assertThat(futex.unhandled()).isZero();
        assertThat(futex.desched()).isZero();
        long waits = 0;
        Set<Long> instructions = new HashSet<>();
        try (TraceReader reader = TraceReader.open(new Runs(scratch).trace("trace"))) {
            for (long i = 0; i < reader.frameCount(); i++) {
                TraceFrame frame = reader.frame(i);
                waits += isWaitThatBlocked(frame) ? 1 : 0;
                if (isTracedFutex(frame)) {
                    instructions.add(frame.entryRegisters().ip());
                }
            }
        }
        long handled = futex.all().buffered() + futex.all().userSpace();
        // The threads may come by an instruction that they have not come by in the first recording.
        assertThat(handled + instructions.size())
                .isGreaterThanOrEqualTo((futex.all().total() - waits) * 99 / 100);
    }

    private static boolean isTracedFutex(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call
                && call.number() == 202
                && call.phase() == Event.Phase.WHOLE
                && call.handling() == Event.Handling.TRACED;
    }

    private static boolean isWaitThatBlocked(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call
                && call.number() == 202
                && call.phase() == Event.Phase.ENTERED;
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"buffered_futex_rounds", "buffered_fork_with_locks", "threads_mutexes", "io_folders"})
    void everySumOfTheFiguresAgrees(String name) {
        TraceStatistics statistics = recorded(Tracees.path(name));
        for (TraceStatistics.SyscallRow row : statistics.syscalls()) {
            requireSum(row.calls());
            assertThat(row.count()).isEqualTo(row.calls().total());
            if (row.name().equals("futex")) {
                assertThat(row.calls()).isEqualTo(statistics.futex().all());
            }
        }
        requireSum(statistics.futex().all());
        statistics.futex().byOp().values().forEach(BufferedCallsSystemTest::requireSum);
        assertThat(statistics.futex().byOp().values().stream()
                        .mapToLong(TraceStatistics.Calls::total)
                        .sum())
                .isEqualTo(statistics.futex().all().total());
    }

    private static void requireSum(TraceStatistics.Calls calls) {
        assertThat(calls.buffered() + calls.userSpace() + calls.traced()).isEqualTo(calls.total());
    }

    /** With short slices, so that the thread is interrupted there. */
    @Test
    void anInstructionIsNotReplacedWhileAThreadIsInWhatTheJumpWouldCover() {
        Runs runs = new Runs(
                scratch, Map.of("XDG_CACHE_HOME", scratch.resolve("cache").toString()));
        Path trace = scratch.resolve("entered");
        Outcome outcome = runs.tool(
                "record",
                "-q",
                "--timeslice-ms",
                "2",
                "-o",
                trace.toString(),
                "--",
                Tracees.path("buffered_code_entered"));
        assertThat(outcome).isEqualTo(new Outcome(0, "EXIT-SUCCESS\n"));
        Runs.requireReplays(trace, 3);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(
            strings = {
                "buffered_signals_often",
                "buffered_fork_with_locks",
                "buffered_first_visits",
                "buffered_code_comes_and_goes",
                "buffered_bad_pointers",
                "futex_words",
                "threads_robust_mutex",
                "io_epoll"
            })
    void withoutBuffersProgramsDoTheSame(String name) throws IOException {
        Runs runs = new Runs(scratch);
        Outcome plain = runs.plain(List.of(Tracees.path(name)));
        Path trace = scratch.resolve("unbuffered");
        Path folder = java.nio.file.Files.createDirectory(scratch.resolve("elsewhere"));
        Outcome outcome = runs.run(
                folder,
                List.of(
                        Runs.LAUNCHER.toString(),
                        "record",
                        "-q",
                        "--no-syscallbuf",
                        "-o",
                        trace.toString(),
                        "--",
                        Tracees.path(name)));
        assertThat(outcome).isEqualTo(plain);
        Runs.requireReplays(trace, 3);
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(TraceStatistics.of(reader).syscalls())
                    .allMatch(row -> row.calls().traced() == row.count());
        }
    }

    @Test
    void eachOfManyBufferedCallsCanBeStoodAtInAnyOrder() {
        Recordings.shell(scratch.resolve("t"), "exec ls -l /usr");
        try (TraceReader trace = TraceReader.open(scratch.resolve("t"));
                Debugger debugger = Debugger.open(trace)) {
            List<Long> places = new ArrayList<>();
            for (long i = 0; i < trace.frameCount(); i++) {
                if (trace.bufferedRun(i) != null) {
                    places.add(i);
                }
            }
            assertThat(places).hasSizeGreaterThan(50);
            java.util.Collections.shuffle(places, new java.util.Random(1));
            for (long place : places.subList(0, 50)) {
                debugger.seek(place, Progress.NONE);
                TraceFrame frame = trace.frame(place);
                TaskUid task = frame.task();
                Event.Syscall call = (Event.Syscall) frame.event();
                assertThat(call.handling()).isIn(Handling.BUFFERED, Handling.USER_SPACE, Handling.REFUSED);
                assertThat(debugger.registers(task)).isEqualTo(frame.registers());
                assertThat(debugger.registers(task).get(Register.RAX)).isEqualTo(call.result());
            }
        }
    }

    @Test
    void killedRecorderLosesLittleOfAProgramThatNeverStops() throws IOException, InterruptedException {
        Runs runs = new Runs(scratch);
        Path trace = scratch.resolve("killed");
        Process recorder = runs.start(
                scratch,
                List.of(
                        Runs.LAUNCHER.toString(),
                        "record",
                        "-o",
                        trace.toString(),
                        "--",
                        Tracees.path("calls_for_ever")),
                scratch.resolve("output"));
        try {
            Thread.sleep(2000);
        } finally {
            Runs.killAll(recorder);
        }
        assertThat(recorder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Runs.requireReplays(trace, 1);
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.frameCount()).isGreaterThan(100_000);
        }
    }
}
