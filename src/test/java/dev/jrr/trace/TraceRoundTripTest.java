package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.CheckFailed;
import dev.jrr.base.JrrException;
import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.ExecRecord;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceRoundTripTest {
    private static final long CLONE_THREAD = 0x10000;

    @TempDir
    Path folder;

    @Test
    void everyFrameIsReadAsItWasWritten() {
        Path trace = folder.resolve("t");
        List<TraceFrame> given = Traces.write(trace, 1, 3000, 5000);
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.header()).isEqualTo(Traces.HEADER);
            assertThat(reader.frameCount()).isEqualTo(given.size());
            assertThat(reader.blocks().size()).isGreaterThan(3);
            for (TraceFrame frame : given) {
                TraceFrame read = reader.frame(frame.number());
                assertThat(Traces.contents(reader, read)).isEqualTo(Traces.contents(reader, frame));
            }
        }
    }

    @Test
    void framesAreReadInAnyOrder() {
        Path trace = folder.resolve("t");
        List<TraceFrame> given = Traces.write(trace, 2, 2000, 1000);
        Random random = new Random(3);
        try (TraceReader reader = TraceReader.open(trace)) {
            for (int i = 0; i < 500; i++) {
                int number = random.nextInt(given.size());
                TraceFrame read = reader.frame(number);
                assertThat(read.number()).isEqualTo(number);
                assertThat(read.registers()).isEqualTo(given.get(number).registers());
            }
        }
    }

    @Test
    void timesNeverGoBackAndTheSummaryComesAfterThem() {
        Path trace = folder.resolve("t");
        Traces.write(trace, 4, 500, 100);
        try (TraceReader reader = TraceReader.open(trace)) {
            long before = 0;
            for (long i = 0; i < reader.frameCount(); i++) {
                long time = reader.frame(i).timeNanos();
                assertThat(time).isGreaterThanOrEqualTo(before);
                before = time;
            }
            assertThat(reader.summary().recordNanos()).isGreaterThanOrEqualTo(before);
            assertThat(reader.summary().stops()).isEqualTo(17);
            assertThat(reader.summary().complete()).isTrue();
        }
    }

    @Test
    void longWritesSpanBlocksAndAreReadWhole() {
        Path trace = folder.resolve("t");
        byte[] bytes = new byte[(18 << 20) + 7];
        new Random(5).nextBytes(bytes);
        Arrays.fill(bytes, 0, 10 << 20, (byte) 3);
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            writer.append(
                    Traces.FIRST,
                    new Event.Exit(0, true),
                    Registers.ZERO,
                    List.of(
                            MemoryWrite.of(0x1000, bytes),
                            MemoryWrite.of(1, new byte[512]),
                            MemoryWrite.of(2, new byte[513])),
                    Optional.empty());
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace)) {
            List<MemoryWrite> writes = reader.frame(0).writes();
            assertThat(writes).hasSize(4);
            assertThat(writes.get(0).head()).hasSize(64);
            assertThat(writes.get(1).address()).isEqualTo(0x1000 + (16 << 20));
            byte[] read = Arrays.copyOf(reader.bytes(writes.get(0)), bytes.length);
            byte[] rest = reader.bytes(writes.get(1));
            System.arraycopy(rest, 0, read, 16 << 20, rest.length);
            assertThat(Arrays.equals(read, bytes)).isTrue();
            assertThat(writes.get(2).isWhole()).isTrue();
            assertThat(reader.bytes(writes.get(3))).isEqualTo(new byte[513]);
        }
    }

    @Test
    void theSummaryTellsTheLivesOfTheTasks() {
        Path trace = folder.resolve("t");
        TaskUid thread = new TaskUid(101, 2);
        TaskUid process = new TaskUid(102, 3);
        TraceSummary written;
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            Traces.append(writer, Traces.FIRST, exec("/usr/bin/first"));
            Traces.append(writer, Traces.FIRST, Traces.call(Phase.WHOLE, 56, child(thread, CLONE_THREAD)));
            Traces.append(writer, thread, Traces.call(Phase.WHOLE, 57, child(process, 17)));
            Traces.append(writer, process, exec("/bin/second"));
            Traces.append(writer, process, new Event.Exit(0x100, true));
            Traces.append(writer, thread, Traces.call(Phase.WHOLE, 39, null));
            written = writer.finish(5);
        }
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.summary()).isEqualTo(written);
            assertThat(written.tasks())
                    .containsExactly(
                            new TaskSummary(Traces.FIRST, TaskUid.NONE, 100, "first", 0, 5, OptionalInt.empty()),
                            new TaskSummary(thread, Traces.FIRST, 100, "first", 1, 5, OptionalInt.empty()),
                            new TaskSummary(process, thread, 102, "second", 2, 4, OptionalInt.of(0x100)));
        }
    }

    @Test
    void anEmptyTraceCanBeRead() {
        Path trace = folder.resolve("t");
        Traces.write(trace, 1, 0, 1);
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.frameCount()).isZero();
            assertThat(reader.summary().tasks()).isEmpty();
            assertThatThrownBy(() -> reader.frame(0)).isInstanceOf(CheckFailed.class);
        }
    }

    @Test
    void aTraceIsForItsOwnerAlone() throws Exception {
        Path trace = folder.resolve("made/t");
        Traces.write(trace, 1, 1, 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trace)))
                .isEqualTo("rwx------");
    }

    @Test
    void aTraceIsNotWrittenIntoAFolderThatHoldsSomething() throws Exception {
        Files.createFile(folder.resolve("x"));
        assertThatThrownBy(() -> TraceWriter.create(folder, Traces.HEADER))
                .isInstanceOf(JrrException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void framesReachTheDiskWithoutFurtherAppends() throws Exception {
        Path trace = folder.resolve("t");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            Traces.append(writer, Traces.FIRST, new Event.Exit(0, true));
            long deadline = System.nanoTime() + 5_000_000_000L;
            long frames = 0;
            while (frames == 0 && System.nanoTime() < deadline) {
                Thread.sleep(10);
                try (TraceReader reader = TraceReader.open(trace)) {
                    frames = reader.frameCount();
                    assertThat(reader.summary().complete()).isFalse();
                }
            }
            assertThat(frames).isEqualTo(1);
        }
    }

    @Test
    void severalThreadsReadOneTrace() throws Exception {
        Path trace = folder.resolve("t");
        List<TraceFrame> given = Traces.write(trace, 6, 2000, 2000);
        try (TraceReader reader = TraceReader.open(trace)) {
            List<Throwable> failures = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(t);
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 300; i++) {
                        TraceFrame frame = given.get(random.nextInt(given.size()));
                        assertThat(Traces.contents(reader, reader.frame(frame.number())))
                                .isEqualTo(Traces.contents(reader, frame));
                    }
                });
                thread.setUncaughtExceptionHandler((who, failure) -> {
                    synchronized (failures) {
                        failures.add(failure);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
        }
    }

    private static Event.Exec exec(String path) {
        return new Event.Exec(
                59, Registers.ZERO, List.of(), new ExecRecord(path, List.of(), List.of(), 0, new byte[0]));
    }

    private static CloneRecord child(TaskUid task, long flags) {
        return new CloneRecord(task, flags, Registers.ZERO, List.of());
    }
}
