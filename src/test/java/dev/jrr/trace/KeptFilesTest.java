package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private Path source;
    private TraceDirectory traces;

    @BeforeEach
    void setUp() throws Exception {
        source = Files.writeString(folder.resolve("source"), "abc");
        traces = new TraceDirectory(folder.resolve("jrr"));
    }

    private Path record(Path... files) {
        Path trace = traces.create("prog");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER, Optional.of(traces.store()))) {
            for (Path file : files) {
                writer.keep(file);
            }
            writer.finish(0);
        }
        return trace;
    }

    private static int links(Path file) throws Exception {
        return (int) Files.getAttribute(file, "unix:nlink");
    }

    private static long count(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void aFileIsKeptUnderItsContent() throws Exception {
        Path trace = folder.resolve("t");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            assertThat(writer.keep(source)).isEqualTo(ABC);
            assertThat(writer.keep(Files.copy(source, folder.resolve("copy")))).isEqualTo(ABC);
            Files.writeString(source, "def");
            assertThat(writer.keep(source)).isNotEqualTo(ABC);
            writer.finish(0);
        }
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.file(ABC)).hasContent("abc");
            assertThat(count(trace.resolve("files"))).isEqualTo(2);
        }
    }

    @Test
    void aFileIsKeptEvenIfTheRecorderIsKilled() throws Exception {
        Path trace = folder.resolve("t");
        TraceWriter writer = TraceWriter.create(trace, Traces.HEADER);
        writer.keep(source);
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.file(ABC)).hasContent("abc");
        }
        writer.close();
    }

    @Test
    void aFileThatIsNotThereIsNotKept() {
        try (TraceWriter writer = TraceWriter.create(folder.resolve("t"), Traces.HEADER)) {
            assertThatThrownBy(() -> writer.keep(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> writer.keep(folder)).isInstanceOf(UncheckedIOException.class);
            assertThat(writer.keep(source)).isEqualTo(ABC);
        }
    }

    @Test
    void keysThatTheTraceLacksAreNoPaths() throws Exception {
        Path trace = record(source);
        Files.writeString(folder.resolve("secret"), "x");
        try (TraceReader reader = TraceReader.open(trace)) {
            for (String key : new String[] {"", "../header", "/etc/passwd", ABC.replace('b', 'c'), ABC.toUpperCase()}) {
                assertThatThrownBy(() -> reader.file(key)).isInstanceOf(TraceFormatException.class);
            }
        }
    }

    @Test
    void damageToAKeptFileIsNoticed() throws Exception {
        Path trace = folder.resolve("t");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            writer.keep(source);
            writer.finish(0);
        }
        Path kept = trace.resolve("files").resolve(ABC);
        for (String content : new String[] {"abd", "ab", "abcd", ""}) {
            Files.delete(kept);
            Files.writeString(kept, content);
            try (TraceReader reader = TraceReader.open(trace)) {
                assertThatThrownBy(() -> reader.file(ABC))
                        .isInstanceOf(TraceFormatException.Corrupt.class)
                        .hasMessageContaining(ABC);
            }
        }
        Files.delete(kept);
        Files.createSymbolicLink(kept, source);
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThatThrownBy(() -> reader.file(ABC)).isInstanceOf(TraceFormatException.Corrupt.class);
        }
    }

    @Test
    void tracesShareAFileThatHasSettled() throws Exception {
        FileIdentity identity = waitUntilSettled();
        Path first = record(source);
        Path second = record(source);
        assertThat(links(traces.store().resolve(ABC))).isEqualTo(3);
        assertThat(Files.readString(traces.store().resolve("index"))).contains(identity + " " + ABC);
        traces.delete(first);
        assertThat(links(traces.store().resolve(ABC))).isEqualTo(2);
        try (TraceReader reader = TraceReader.open(second)) {
            assertThat(reader.file(ABC)).hasContent("abc");
        }
        traces.delete(second);
        assertThat(traces.store().resolve(ABC)).doesNotExist();
        try (TraceReader reader = TraceReader.open(record(source))) {
            assertThat(reader.file(ABC)).hasContent("abc");
        }
    }

    @Test
    void aFileChangedJustNowIsNotTrustedToStay() throws Exception {
        Path trace = traces.create("prog");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER, Optional.of(traces.store()))) {
            FileTime time = FileTime.from(Instant.now());
            Files.setLastModifiedTime(source, time);
            String before = writer.keep(source);
            Files.writeString(source, "xyz");
            Files.setLastModifiedTime(source, time);
            assertThat(writer.keep(source)).isNotEqualTo(before);
        }
    }

    @Test
    void aSpoiltIndexOfTheStoreDoesNoHarm() throws Exception {
        waitUntilSettled();
        record(source);
        Files.writeString(
                traces.store().resolve("index"),
                "rubbish\n" + FileIdentity.of(source) + " ../../etc/passwd 00000000\n" + FileIdentity.of(source) + " "
                        + "0".repeat(64) + " 00000000\n");
        try (TraceReader reader = TraceReader.open(record(source))) {
            assertThat(reader.file(ABC)).hasContent("abc");
        }
    }

    private FileIdentity waitUntilSettled() throws Exception {
        FileIdentity identity = FileIdentity.of(source);
        while (!identity.isSettled()) {
            Thread.sleep(20);
        }
        return identity;
    }
}
