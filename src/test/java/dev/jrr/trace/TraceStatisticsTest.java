package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.ExecRecord;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.testing.BufferedCalls;
import dev.jrr.testing.Packing;
import dev.jrr.trace.TraceStatistics.Calls;
import dev.jrr.trace.TraceStatistics.SyscallRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceStatisticsTest {
    private static final TaskUid OTHER = new TaskUid(101, 2);
    private static final int FUTEX = 202;

    @TempDir
    Path folder;

    private TraceStatistics statistics(Consumer<TraceWriter> frames) {
        Path trace = folder.resolve("t");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            frames.accept(writer);
            writer.finish(9);
        }
        try (TraceReader reader = TraceReader.open(trace)) {
            return TraceStatistics.of(reader);
        }
    }

    @Test
    void eachCallCountsOnce() {
        TraceStatistics statistics = statistics(writer -> {
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.WHOLE, 0, null));
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.ENTERED, 0, null));
            Traces.append(writer, OTHER, Traces.call(Phase.ENTERED, 1, null));
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.LEFT, 0, null));
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.ENTERED, 61, null));
            Traces.append(writer, Traces.FIRST, new Event.Exit(0, false));
        });
        assertThat(statistics.syscalls())
                .extracting(SyscallRow::number, SyscallRow::name, SyscallRow::count, SyscallRow::percent)
                .containsExactly(tuple(0, "read", 2L, 50.0), tuple(1, "write", 1L, 25.0), tuple(61, "wait4", 1L, 25.0));
        assertThat(statistics.frames()).isEqualTo(6);
        assertThat(statistics.tasks()).isEqualTo(2);
        assertThat(statistics.stops()).isEqualTo(9);
    }

    @Test
    void anExecThatWasEnteredBeforeCountsOnce() {
        TraceStatistics statistics = statistics(writer -> {
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.ENTERED, 59, null));
            Traces.append(
                    writer,
                    Traces.FIRST,
                    new Event.Exec(
                            59,
                            Registers.ZERO,
                            List.of(),
                            new ExecRecord("/bin/x", List.of(), List.of(), 0, new byte[0])));
        });
        assertThat(statistics.syscalls()).extracting(SyscallRow::count).containsExactly(1L);
    }

    @Test
    void futexCallsAreCountedByOperation() {
        TraceStatistics statistics = statistics(writer -> {
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.ENTERED, FUTEX, null), 0x80);
            Traces.append(writer, OTHER, Traces.call(Phase.WHOLE, FUTEX, null), 0x81);
            Traces.append(writer, OTHER, Traces.call(Phase.ENTERED, FUTEX, null), 0x189);
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.LEFT, FUTEX, null), 0x80);
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.WHOLE, FUTEX, null), 77);
        });
        assertThat(statistics.futex().all()).isEqualTo(new Calls(4, 0, 0, 4));
        assertThat(statistics.futex().unhandled()).isEqualTo(1);
        assertThat(statistics.futex().byOp())
                .isEqualTo(Map.of(
                        "FUTEX_WAIT", new Calls(1, 0, 0, 1),
                        "FUTEX_WAKE", new Calls(1, 0, 0, 1),
                        "FUTEX_WAIT_BITSET", new Calls(1, 0, 0, 1),
                        "UNKNOWN", new Calls(1, 0, 0, 1)));
    }

    @Test
    void eachCallCountsInTheWayItWasHandled() {
        TraceStatistics statistics = statistics(writer -> {
            Traces.append(writer, OTHER, Traces.call(Phase.ENTERED, FUTEX, null), 0x80);
            BufferedCalls calls = new BufferedCalls();
            for (int i = 0; i < 1_000; i++) {
                calls.buffered(FUTEX, 1, 0x1000, 0x81, 1).userSpace(FUTEX, -11, 0x1000, 0x80, 1);
            }
            writer.append(Packing.pack(
                    calls.call(999, BufferedCall.REFUSED, Registers.ZERO).run(Traces.FIRST, Registers.ZERO)));
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.WHOLE, FUTEX, null), 0x80);
        });
        assertThat(statistics.futex().all()).isEqualTo(new Calls(2002, 1000, 1000, 2));
        assertThat(statistics.futex().byOp())
                .isEqualTo(
                        Map.of("FUTEX_WAKE", new Calls(1000, 1000, 0, 0), "FUTEX_WAIT", new Calls(1002, 0, 1000, 2)));
        assertThat(statistics.syscalls())
                .extracting(SyscallRow::number, SyscallRow::count, SyscallRow::calls)
                .containsExactly(tuple(FUTEX, 2002L, statistics.futex().all()), tuple(999, 1L, new Calls(1, 0, 1, 0)));
        assertThat(statistics.frames()).isEqualTo(2003);
    }

    @Test
    void aCallThatWasNeverLeftCountsThoughItsTaskMadeBufferedOnesLater() {
        TraceStatistics statistics = statistics(writer -> {
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.ENTERED, 61, null));
            writer.append(Packing.pack(new BufferedCalls().buffered(39, 1).run(Traces.FIRST, Registers.ZERO)));
        });
        assertThat(statistics.syscalls())
                .extracting(SyscallRow::number, SyscallRow::calls)
                .containsExactly(tuple(39, new Calls(1, 1, 0, 0)), tuple(61, new Calls(1, 0, 0, 1)));
    }

    @Test
    void aTraceWithoutCallsHasNoRows() {
        TraceStatistics statistics = statistics(writer -> {});
        assertThat(statistics.syscalls()).isEmpty();
        assertThat(statistics.futex().all().total()).isZero();
    }
}
