package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Progress;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.replay.DivergenceException;
import dev.jrr.replay.Verifier;
import dev.jrr.replay.VerifyResult;
import dev.jrr.testing.Recordings;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs recorded, and replayed with every register and every page compared. */
@Tag("system")
@Timeout(180)
final class ReplaySystemTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads_race",
                "processes_all_ways",
                "mappings_change",
                "exec_by_thread",
                "mapped_file_written",
                "mapped_by_another"
            })
    void traceeReplaysAsRecorded(String name) {
        assertThat(Recordings.tracee(folder.resolve("trace"), name).exitCode()).isZero();

        assertReplays(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"for i in 1 2 3; do ls / | sort | wc -l; done", "python3 -c 'print(sum(range(9999)))'"})
    void commandReplaysAsRecorded(String command) {
        assertThat(Recordings.shell(folder.resolve("trace"), command).exitCode())
                .isZero();

        assertReplays(false);
    }

    @Test
    void twoReplaysInLockstepHaveTheSameMemory() {
        Recordings.tracee(folder.resolve("trace"), "processes_all_ways");

        assertReplays(true);
    }

    @Test
    void everyOneOfManyReplaysOfATraceIsAsRecorded() {
        Recordings.tracee(folder.resolve("trace"), "mappings_change");

        for (int i = 0; i < 30; i++) {
            assertReplays(false);
        }
    }

    private void assertReplays(boolean thorough) {
        VerifyResult result = Verifier.verify(folder.resolve("trace"), thorough, (done, total) -> {});
        assertThat(result.report()).isEmpty();
        try (TraceReader trace = TraceReader.open(folder.resolve("trace"))) {
            assertThat(result.frames()).isEqualTo(trace.frameCount());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads_race",
                "processes_all_ways",
                "mappings_change",
                "exec_by_thread",
                "mapped_file_written",
                "mapped_by_another"
            })
    void everyFrameReachedBackwardIsTheSameAsForward(String name) {
        Recordings.tracee(folder.resolve("trace"), name);
        try (TraceReader trace = TraceReader.open(folder.resolve("trace"));
                Debugger debugger = Debugger.open(trace)) {
            List<String> forward = new ArrayList<>();
            for (long frame = 0; frame < trace.frameCount(); frame++) {
                debugger.seek(frame, Progress.NONE);
                forward.add(sight(debugger));
            }

            for (long frame = trace.frameCount() - 1; frame >= 0; frame--) {
                debugger.seek(frame, Progress.NONE);
                assertThat(sight(debugger)).as("frame %d", frame).isEqualTo(forward.get((int) frame));
            }
        }
    }

    /** All that can be seen: tasks, registers, memory. */
    private static String sight(Debugger debugger) {
        StringBuilder text = new StringBuilder();
        debugger.tasks()
                .forEach(view -> text.append(view)
                        .append(debugger.registers(view.task()))
                        .append(debugger.maps(view.task()))
                        .append(debugger.checksum(view.task()))
                        .append('\n'));
        return text.toString();
    }

    @Test
    void changedWriteStopsTheReplayAtTheFrameWhoseMemoryItChanges() throws IOException {
        Recordings.traced(folder.resolve("trace"), "mappings_change");
        long changed = copyWithOneByteChanged(folder.resolve("trace"), folder.resolve("damaged"));

        VerifyResult result = Verifier.verify(folder.resolve("damaged"), false, (done, total) -> {});

        assertThat(result.divergences()).isEqualTo(1);
        assertThat(result.frames()).as(result.report()).isEqualTo(changed);
        assertThat(result.report()).contains("frame " + changed, "contents of memory");
    }

    @Test
    void framesBeforeADivergenceCanStillBeLookedAt() throws IOException {
        Recordings.traced(folder.resolve("trace"), "mappings_change");
        long changed = copyWithOneByteChanged(folder.resolve("trace"), folder.resolve("damaged"));
        try (TraceReader trace = TraceReader.open(folder.resolve("damaged"));
                Debugger debugger = Debugger.open(trace)) {
            assertThatThrownBy(() -> debugger.seek(trace.frameCount() - 1, Progress.NONE))
                    .isInstanceOf(DivergenceException.class);

            assertThat(debugger.position()).isEqualTo(changed - 1);
            assertThat(debugger.seek(changed / 2, Progress.NONE)).isEqualTo(changed / 2);
            TaskUid task = debugger.tasks().get(0).task();
            assertThat(debugger.registers(task).get(Register.RIP)).isNotZero();
        }
    }

    @Test
    void aFaultThatTheRecordingDidNotHaveIsReportedWithItsAddressAndInstruction() throws IOException {
        Recordings.traced(folder.resolve("trace"), "read_pointer");
        long changed = copyWithOneByteChanged(folder.resolve("trace"), folder.resolve("damaged"), 8, 7, false);

        VerifyResult result = Verifier.verify(folder.resolve("damaged"), false, (done, total) -> {});

        assertThat(result.divergences()).isEqualTo(1);
        assertThat(result.frames()).as(result.report()).isGreaterThan(changed);
        // No memory can have an address whose topmost byte is not 0: the processor does not tell it.
        assertThat(result.report())
                .containsPattern("found +SIGSEGV at 0x5555\\w+ \\{si_code=SI_KERNEL}, where \\w+ is mapped");
        copyWithOneByteChanged(folder.resolve("trace"), folder.resolve("other"), 8, 5, false);
        result = Verifier.verify(folder.resolve("other"), false, (done, total) -> {});
        assertThat(result.report())
                .containsPattern(
                        "found +SIGSEGV at 0x5555\\w+ \\{si_code=SEGV_MAPERR, si_addr=0x\\w+}, where \\w+ is mapped");
    }

    /** Returns the frame whose bytes were changed: a read from the middle of the trace. */
    private static long copyWithOneByteChanged(Path from, Path to) throws IOException {
        return copyWithOneByteChanged(from, to, 100, 50, true);
    }

    /** The same of the first write that is so long, at an offset. */
    private static long copyWithOneByteChanged(Path from, Path to, int length, int at, boolean hasChecksums)
            throws IOException {
        long changed = -1;
        try (TraceReader trace = TraceReader.open(from);
                TraceWriter writer = TraceWriter.create(to, trace.header())) {
            keepSameFiles(from, writer);
            for (long number = 0; number < trace.frameCount(); number++) {
                TraceFrame frame = trace.frame(number);
                List<MemoryWrite> writes = new ArrayList<>();
                for (MemoryWrite write : frame.writes()) {
                    byte[] bytes = trace.bytes(write);
                    if (changed < 0 && bytes.length == length && isRead(frame)) {
                        bytes[at] ^= 1;
                        changed = number;
                    }
                    writes.add(MemoryWrite.of(write.address(), bytes));
                }
                writer.append(
                        frame.task(),
                        frame.event(),
                        frame.registers(),
                        writes,
                        hasChecksums ? frame.checksum() : Optional.empty());
            }
            writer.finish(0);
        }
        assertThat(changed).isPositive();
        return changed;
    }

    /** The same contents have the same keys in every trace. */
    private static boolean isRead(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call && call.number() == 0;
    }

    private static void keepSameFiles(Path from, TraceWriter writer) throws IOException {
        try (Stream<Path> files = Files.list(from.resolve("files"))) {
            files.forEach(writer::keep);
        }
    }
}
