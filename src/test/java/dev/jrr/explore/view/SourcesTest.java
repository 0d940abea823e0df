package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.TraceHeader;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose text of a source file is shown. */
final class SourcesTest {
    private static final long RECORDED = 1_700_000_000_000L;

    @TempDir
    private Path folder;

    private Path kept;
    private Path newer;
    private Path other;
    private Path trace;

    @BeforeEach
    void record() throws Exception {
        kept = Files.writeString(folder.resolve("kept.c"), "one\ntwo\n");
        newer = Files.writeString(folder.resolve("newer.c"), "three\n");
        other = Files.writeString(folder.resolve("other.c"), "four\n");
        Files.setLastModifiedTime(other, FileTime.fromMillis(RECORDED - 1000));
        trace = folder.resolve("trace");
        TraceHeader header = new TraceHeader(RECORDED, List.of("x"), "/", List.of(), Map.of(), true);
        try (TraceWriter writer = TraceWriter.create(trace, header)) {
            writer.keepSource(kept.toString(), false);
            writer.keepSource(newer.toString(), true);
            writer.finish(0);
        }
    }

    private Source of(Path path) {
        try (TraceReader reader = TraceReader.open(trace)) {
            return new Sources(reader).of(path.toString()).orElse(null);
        }
    }

    @Test
    void theRecordingsCopyIsShownAfterAnEditAndWithoutTheFile() throws Exception {
        Files.writeString(kept, "edited\n");
        assertThat(of(kept)).isEqualTo(new Source(List.of("one", "two"), ""));
        Files.delete(kept);
        assertThat(of(kept)).isEqualTo(new Source(List.of("one", "two"), ""));
    }

    @Test
    void aCopyThatIsNewerThanItsProgramIsShownWithAWarning() {
        assertThat(of(newer).warning()).isEqualTo("this file was changed after the program was built");
    }

    @Test
    void aFileThatIsNotInTheRecordingIsReadHereAndWarnedOfIfItIsNewer() throws Exception {
        assertThat(of(other)).isEqualTo(new Source(List.of("four"), ""));
        Files.setLastModifiedTime(other, FileTime.fromMillis(RECORDED + 1000));
        assertThat(of(other).warning()).isEqualTo("this file is not in the recording, and was changed after it");
        assertThat(of(folder.resolve("nowhere.c"))).isNull();
        assertThat(of(folder)).isNull();
    }

    @Test
    void aDamagedListOfSourcesIsSaidAndTheFileHereIsShown() throws Exception {
        Files.write(trace.resolve("sources"), new byte[3]);
        assertThat(of(kept))
                .isEqualTo(new Source(
                        List.of("one", "two"), "the recording's copy is damaged: this is the file as it is now"));
    }
}
