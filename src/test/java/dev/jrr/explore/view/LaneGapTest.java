package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Event;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceHeader;
import dev.jrr.trace.BlockSummary;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lanes of a trace of which a block is damaged, and what cells say of the run as a whole. */
final class LaneGapTest {
    private static final TaskUid MAIN = SampleFrames.MAIN;
    private static final int GETPID = 39;
    private static final int NO_ENTRY = -2;

    @TempDir
    private Path folder;

    private Path write(int frames) {
        SampleFrames sample = new SampleFrames();
        for (int i = 0; i < frames; i++) {
            sample.syscall(MAIN, GETPID, i == frames - 100 ? NO_ENTRY : 1);
        }
        sample.exit(MAIN, 0, true);
        Path trace = folder.resolve("trace");
        TraceHeader header = new TraceHeader(1, List.of("prog"), "/", List.of(), Map.of(), true);
        try (TraceWriter writer = TraceWriter.create(trace, header)) {
            for (TraceFrame frame : sample.frames()) {
                writer.append(frame.task(), frame.event(), frame.registers(), frame.writes(), frame.checksum());
            }
            writer.finish(1);
        }
        return trace;
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void lanesGoOnBehindADamagedBlockAndShowTheGap() throws IOException {
        Path path = write(30_000);
        damage(path.resolve("frames"));
        try (TraceReader trace = TraceReader.open(path)) {
            BlockSummary middle = trace.blocks().stream()
                    .filter(block -> !isReadable(trace, block.firstFrame()))
                    .findFirst()
                    .orElseThrow();
            assertThat(middle.firstFrame()).isPositive();
            assertThat(middle.endFrame()).isLessThan(trace.frameCount());
            List<TaskSummary> tasks = trace.summary().tasks();
            LaneCells cells = new LaneCells(0, 1, trace.frameCount(), tasks);
            LaneReader reader = new LaneReader(Frames.of(trace), tasks, cells, trace.frameCount());
            while (!reader.isDone()) {
                reader.read(1000);
            }
            int first = (int) middle.firstFrame();
            int end = (int) middle.endFrame();
            assertThat(cells.known()).isEqualTo(trace.frameCount());
            assertThat(cells.flags(MAIN, first - 1, first)).isEqualTo(LaneCells.RUNS);
            for (int i = first; i < end; i++) {
                assertThat(cells.flags(MAIN, i, i + 1)).isEqualTo(LaneCells.UNREADABLE);
            }
            assertThat(cells.flags(MAIN, end, end + 1)).isEqualTo(LaneCells.RUNS);
            int last = (int) trace.frameCount() - 1;
            assertThat(cells.flags(MAIN, last, last + 1) & LaneCells.EXIT).isNotZero();
            assertThat(cells.marks(0, first)).isZero();
            assertThat(cells.marks(first, end)).isEqualTo(LaneCells.UNREADABLE);
            assertThat(cells.marks(end, last + 1)).isEqualTo(LaneCells.FAILED);
            assertThat(cells.marks(last - 100, last - 99)).isEqualTo(LaneCells.FAILED);
        }
    }

    private static boolean isReadable(TraceReader trace, long frame) {
        try {
            trace.frame(frame);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Test
    void marksAreOfAllTasksAndOfEachKind() {
        SampleFrames frames = new SampleFrames();
        frames.syscall(MAIN, GETPID, 1).syscall(MAIN, GETPID, NO_ENTRY);
        frames.signal(MAIN, 10, Event.Disposition.HANDLED).signal(SampleFrames.OTHER, 11, Event.Disposition.FATAL);
        List<TaskSummary> tasks = List.of(
                new TaskSummary(MAIN, TaskUid.NONE, 100, "a", 0, 3, OptionalInt.empty()),
                new TaskSummary(SampleFrames.OTHER, MAIN, 100, "a", 0, 3, OptionalInt.empty()));
        LaneCells cells = new LaneCells(0, 1, 4, tasks);
        new LaneReader(Frames.of(frames.frames()), tasks, cells, 4).read(10);
        assertThat(cells.marks(0, 1)).isZero();
        assertThat(cells.marks(1, 2)).isEqualTo(LaneCells.FAILED);
        assertThat(cells.marks(2, 3)).isEqualTo(LaneCells.SIGNAL);
        assertThat(cells.marks(3, 4)).isEqualTo(LaneCells.FAULT);
        assertThat(cells.marks(-5, 99)).isEqualTo(LaneCells.FAILED | LaneCells.SIGNAL | LaneCells.FAULT);
    }
}
