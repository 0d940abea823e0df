package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.CheckFailed;
import dev.jrr.model.BufferedCall;
import dev.jrr.model.Event;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.testing.BufferedCalls;
import dev.jrr.testing.BufferedRun;
import dev.jrr.testing.Packing;
import dev.jrr.trace.TraceReader.Slice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buffered calls are written as the tracee wrote them down, and read as frames like others. */
class BufferedRunTraceTest {
    private static final int GETPID = 39;
    private static final int FUTEX = 202;

    @TempDir
    Path folder;

    private Path trace() {
        return folder.resolve("t");
    }

    /** What the frame of a buffered call has to be. */
    private static List<Object> expected(long number, BufferedRun run, int call, int offset) {
        BufferedCall there = run.call(offset);
        return List.of(
                number,
                run.task(),
                Traces.comparable(null, there.event(run.fdNames().get(call))),
                there.registers(run.base()),
                there.writes(),
                Optional.empty());
    }

    private static void addExpected(List<List<Object>> frames, BufferedRun run) {
        int[] offsets = run.offsets();
        for (int i = 0; i < run.count(); i++) {
            frames.add(expected(frames.size(), run, i, offsets[i]));
        }
    }

    private static void requireSlice(TraceReader reader, long number, TraceFrame frame) {
        Slice slice = reader.bufferedRun(number);
        assertThat(slice.first()).isLessThanOrEqualTo(number);
        assertThat(slice.end()).isGreaterThan(number);
        BufferedCall call = slice.records().call(slice.index(number));
        assertThat(call.registers(slice.base())).isEqualTo(frame.registers());
        assertThat(slice.task()).isEqualTo(frame.task());
    }

    @Test
    void runsAmongOtherFramesAreReadAsTheyWereWritten() {
        Random random = new Random(1);
        RandomFrames frames = new RandomFrames(2, 2000);
        RandomRuns runs = new RandomRuns(3);
        List<List<Object>> expected = new ArrayList<>();
        List<Boolean> isBuffered = new ArrayList<>();
        List<TraceFrame> ordinary = new ArrayList<>();
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            for (int i = 0; i < 600; i++) {
                assertThat(writer.nextFrame()).isEqualTo(expected.size());
                if (random.nextInt(3) == 0) {
                    BufferedRun run = runs.run(1 + random.nextInt(20), 300);
                    assertThat(writer.append(Packing.pack(run))).isEqualTo(expected.size());
                    addExpected(expected, run);
                    run.fdNames().forEach(names -> isBuffered.add(true));
                    run.fdNames().forEach(names -> ordinary.add(null));
                } else {
                    TraceFrame frame = frames.frame(expected.size());
                    Traces.append(writer, frame);
                    expected.add(null);
                    isBuffered.add(false);
                    ordinary.add(frame);
                }
            }
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            assertThat(reader.frameCount()).isEqualTo(expected.size());
            assertThat(reader.blocks()).hasSizeGreaterThan(5);
            for (int step = 0; step < 2 * expected.size(); step++) {
                // First in order, then in any.
                int i = step < expected.size() ? step : random.nextInt(expected.size());
                TraceFrame frame = reader.frame(i);
                if (isBuffered.get(i)) {
                    assertThat(Traces.contents(reader, frame)).isEqualTo(expected.get(i));
                    requireSlice(reader, i, frame);
                } else {
                    assertThat(Traces.contents(reader, frame)).isEqualTo(Traces.contents(reader, ordinary.get(i)));
                    assertThat(reader.bufferedRun(i)).isNull();
                }
            }
        }
    }

    @Test
    void aLongRunIsSplitBetweenRecordsIntoBlocksOfTheUsualSize() {
        BufferedRun run = new RandomRuns(4).run(20_000, 40);
        List<List<Object>> expected = new ArrayList<>();
        addExpected(expected, run);
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            writer.append(Packing.pack(run));
            assertThat(writer.nextFrame()).isEqualTo(20_000);
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            for (int i = 0; i < expected.size(); i++) {
                assertThat(Traces.contents(reader, reader.frame(i))).isEqualTo(expected.get(i));
            }
            int length = Packing.bytes(Packing.pack(run)).length;
            assertThat(reader.blocks()).hasSizeBetween(length >> 17, (length >> 16) * 2);
            byte[] pieces = new byte[0];
            for (long at = 0; at < reader.frameCount(); ) {
                Slice slice = reader.bufferedRun(at);
                assertThat(slice.first()).isEqualTo(at);
                int more = slice.records()
                        .start(slice.records().recordOf(slice.records().count()));
                pieces = Arrays.copyOf(pieces, pieces.length + more);
                slice.records().copyTo(pieces, pieces.length - more, 0, more);
                at = slice.end();
            }
            assertThat(pieces).isEqualTo(Packing.bytes(Packing.pack(run)));
        }
    }

    @Test
    void aRecordLongerThanABlockIsReadWhole() {
        byte[] bytes = new byte[500_000];
        new Random(5).nextBytes(bytes);
        BufferedRun run = new BufferedCalls()
                .buffered(GETPID, 7)
                .buffered(0, bytes.length, 3, 0x1000, bytes.length)
                .output(1, 0x1000, bytes)
                .buffered(GETPID, 8)
                .run(Traces.FIRST, Registers.ZERO);
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            writer.append(Packing.pack(run));
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            assertThat(reader.bytes(reader.frame(1).writes().get(0))).isEqualTo(bytes);
            assertThat(reader.frame(2).registers().result()).isEqualTo(8);
        }
    }

    @Test
    void callsAreTakenToHaveComeEvenlyAndTimesNeverGoBack() {
        AtomicLong clock = new AtomicLong();
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER, Optional.empty(), clock::get)) {
            clock.set(1_000);
            Traces.append(writer, Traces.FIRST, new Event.Exit(0, false));
            clock.set(2_000);
            writer.append(Packing.pack(calls(4)));
            clock.set(5_003);
            writer.append(Packing.pack(calls(3_000)));
            clock.set(5_010);
            Traces.append(writer, Traces.FIRST, new Event.Exit(0, true));
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            List<Long> times = new ArrayList<>();
            for (long i = 0; i < reader.frameCount(); i++) {
                times.add(reader.frame(i).timeNanos());
            }
            assertThat(times).isSorted().startsWith(1_000L, 1_250L, 1_500L, 1_750L, 2_000L, 2_001L, 2_002L);
            assertThat(times.subList(3_003, 3_006)).containsExactly(5_001L, 5_003L, 5_010L);
            assertThat(reader.blocks().get(1).firstNanos())
                    .isEqualTo(times.get((int) reader.blocks().get(1).firstFrame()));
            assertThat(reader.blocks().get(0).lastNanos())
                    .isEqualTo(times.get((int) reader.blocks().get(0).endFrame() - 1));
        }
    }

    private static BufferedRun calls(int count) {
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < count; i++) {
            // Of some length, or a block would have too many of them.
            calls.buffered(GETPID, i).input(0, 0x1000, new byte[112]);
        }
        return calls.run(Traces.FIRST, Registers.ZERO);
    }

    @Test
    void aSearchFindsBufferedCallsAndPassesOverTheBlocksWithoutThem() {
        TaskUid other = new TaskUid(101, 2);
        BufferedRun one =
                new BufferedCalls().userSpace(FUTEX, -11, 0x1000, 0x80).run(other, Registers.ZERO);
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            writer.append(Packing.pack(calls(1_000)));
            writer.append(Packing.pack(one));
            writer.append(Packing.pack(calls(1_000)));
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            FrameSearch search = new FrameSearch(reader);
            assertThat(search.next(0, FramePredicate.syscall(FUTEX))).isEqualTo(OptionalLong.of(1_000));
            assertThat(search.previous(2_000, FramePredicate.task(other))).isEqualTo(OptionalLong.of(1_000));
            assertThat(search.next(0, FramePredicate.syscall(1))).isEmpty();
            assertThat(search.next(0, FramePredicate.kind(FrameKind.EXIT))).isEmpty();
            assertThat(reader.blocks()).hasSizeGreaterThan(3);
            assertThat(reader.blocks().stream().filter(block -> block.mayHaveSyscall(FUTEX)))
                    .hasSize(1);
            assertThat(reader.blocks()).allMatch(BlockSummary::hasBufferedCalls);
            assertThat(reader.blocks()).allMatch(block -> block.kinds().equals(Set.of(FrameKind.SYSCALL)));
        }
    }

    @Test
    void aSearchDoesNotLookAtBufferedCallsOfWhichItKnowsEnough() {
        TaskUid other = new TaskUid(101, 2);
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            writer.append(Packing.pack(calls(100)));
            writer.append(Packing.pack(new BufferedCalls()
                    .buffered(GETPID, 1)
                    .buffered(FUTEX, 0)
                    .buffered(GETPID, 1)
                    .run(other, Registers.ZERO)));
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            List<FramePredicate> predicates = List.of(
                    FramePredicate.syscall(FUTEX),
                    FramePredicate.task(other).and(FramePredicate.syscall(FUTEX)),
                    FramePredicate.syscall(1).or(FramePredicate.syscall(FUTEX)));
            for (FramePredicate predicate : predicates) {
                List<Long> asked = new ArrayList<>();
                FramePredicate watched = predicate.and(frame -> asked.add(frame.number()));
                assertThat(new FrameSearch(reader).next(0, watched)).isEqualTo(OptionalLong.of(101));
                assertThat(new FrameSearch(reader).previous(102, watched)).isEqualTo(OptionalLong.of(101));
                assertThat(asked).containsExactly(101L, 101L);
            }
        }
    }

    @Test
    void aTaskThatOnlyMadeBufferedCallsHasALife() {
        TaskUid other = new TaskUid(101, 2);
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            writer.append(Packing.pack(calls(3)));
            writer.append(Packing.pack(new BufferedCalls().buffered(GETPID, 1).run(other, Registers.ZERO)));
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            assertThat(reader.summary().tasks())
                    .extracting(task -> task.task() + " from " + task.firstFrame())
                    .containsExactly("100 from 0", "101 from 3");
        }
    }

    @Test
    void aTraceWhoseRecorderWasKilledHasTheRunsOfItsWholeBlocks() throws IOException {
        RandomRuns runs = new RandomRuns(6);
        List<List<Object>> expected = new ArrayList<>();
        List<BlockSummary> blocks;
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            for (int i = 0; i < 20; i++) {
                BufferedRun run = runs.run(100, 100);
                writer.append(Packing.pack(run));
                addExpected(expected, run);
                Traces.append(writer, new RandomFrames(i, 3000).frame(0));
                expected.add(null);
            }
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            blocks = reader.blocks();
        }
        Files.delete(trace().resolve("index"));
        try (RandomAccessFile file =
                new RandomAccessFile(trace().resolve("frames").toFile(), "rw")) {
            file.setLength(file.length() - 10);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            BlockSummary last = blocks.get(blocks.size() - 2);
            assertThat(reader.summary().complete()).isFalse();
            assertThat(reader.frameCount()).isEqualTo(last.endFrame()).isGreaterThan(1_000);
            assertThat(reader.blocks()).usingRecursiveComparison().isEqualTo(blocks.subList(0, blocks.size() - 1));
            assertThat(reader.summary().recordNanos()).isEqualTo(last.lastNanos());
            for (int i = 0; i < reader.frameCount(); i++) {
                if (expected.get(i) != null) {
                    assertThat(Traces.contents(reader, reader.frame(i))).isEqualTo(expected.get(i));
                }
            }
        }
    }

    @Test
    void callsKeepTheNamesOfTheirDescriptors() {
        FdName[] names = {new FdName(0, "/etc/passwd")};
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < 100; i++) {
            calls.call(0, BufferedCall.BUFFERED, Registers.ZERO, i % 3 == 0 ? names : new FdName[0]);
        }
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            writer.append(Packing.pack(calls.run(Traces.FIRST, Registers.ZERO)));
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            for (int i = 0; i < 100; i++) {
                Event.Syscall call = (Event.Syscall) reader.frame(i).event();
                assertThat(call.fdNames()).isEqualTo(i % 3 == 0 ? List.of(names) : List.of());
            }
        }
    }

    @Test
    void callsThatWereAllAlikeAreFramesEachForItself() {
        BufferedCalls calls = new BufferedCalls();
        for (int i = 0; i < 10_000; i++) {
            calls.buffered(GETPID, i < 9_000 ? 7 : 8);
        }
        BufferedRun run = calls.run(Traces.FIRST, Registers.ZERO);
        assertThat(Packing.pack(run).records()).isLessThan(50);
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            writer.append(Packing.pack(run));
            writer.finish(0);
        }
        List<List<Object>> expected = new ArrayList<>();
        addExpected(expected, run);
        try (TraceReader reader = TraceReader.open(trace())) {
            assertThat(reader.frameCount()).isEqualTo(10_000);
            for (int i = 0; i < 10_000; i += 7) {
                assertThat(Traces.contents(reader, reader.frame(i))).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void aBufferedCallOutsideARunIsRefused() {
        Event.Syscall call = calls(1).call(0).event(List.of());
        assertThat(call.handling()).isEqualTo(Handling.BUFFERED);
        try (TraceWriter writer = TraceWriter.create(trace(), Traces.HEADER)) {
            assertThatThrownBy(() -> Traces.append(writer, Traces.FIRST, call)).isInstanceOf(CheckFailed.class);
            Traces.append(writer, Traces.FIRST, new Event.Exit(0, true));
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace())) {
            assertThat(reader.frame(0).event()).isEqualTo(new Event.Exit(0, true));
        }
    }
}
