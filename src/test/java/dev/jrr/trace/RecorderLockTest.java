package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.JrrException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderLockTest {
    @TempDir
    private Path folder;

    @Test
    void traceThatIsBeingWrittenGoesOnUntilItIsFinished() {
        Path trace = folder.resolve("t");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            try (TraceReader reader = TraceReader.open(trace)) {
                assertThat(reader.goesOn()).isTrue();
                assertThat(reader.summary().complete()).isFalse();
            }
            writer.finish(1);
        }
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.goesOn()).isFalse();
            assertThat(reader.summary().complete()).isTrue();
        }
    }

    @Test
    void traceWhoseWriterGaveUpIsCutShortAndDoesNotGoOn() {
        Path trace = folder.resolve("t");
        TraceWriter.create(trace, Traces.HEADER).close();
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.goesOn()).isFalse();
            assertThat(reader.summary().complete()).isFalse();
        }
    }

    @Test
    void traceThatIsBeingWrittenIsNeitherDeletedNorPacked() {
        TraceDirectory directory = new TraceDirectory(folder);
        Path trace = directory.create("prog");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            assertThatThrownBy(() -> directory.delete(trace))
                    .isInstanceOf(JrrException.class)
                    .hasMessageContaining("still being recorded");
            assertThatThrownBy(() -> TracePacker.pack(trace, folder.resolve("p")))
                    .hasMessageContaining("still being recorded");
            writer.finish(1);
        }
        assertThat(folder.resolve("p")).doesNotExist();
        directory.delete(trace);
        assertThat(trace).doesNotExist();
    }

    @Test
    void progressCountsFramesAndTasks() {
        try (TraceWriter writer = TraceWriter.create(folder.resolve("t"), Traces.HEADER)) {
            assertThat(writer.progress().frames()).isZero();
            RandomFrames random = new RandomFrames(3, 10);
            for (int i = 0; i < 30; i++) {
                Traces.append(writer, random.frame(i));
            }
            TraceProgress progress = writer.progress();
            assertThat(progress.frames()).isEqualTo(30);
            assertThat(progress.tasks()).isEqualTo(writer.finish(1).tasks().size());
            assertThat(progress.nanos()).isPositive();
        }
    }
}
