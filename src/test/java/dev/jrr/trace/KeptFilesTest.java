package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
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

    /** A small file that was there long before the test. */
    private static final Path SETTLED = Path.of(System.getProperty("java.home"), "release");

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
    void aFileIsKeptThroughADescriptorAfterItsNameIsGone() throws Exception {
        try (RandomAccessFile open = new RandomAccessFile(source.toFile(), "r");
                TraceWriter writer = TraceWriter.create(folder.resolve("t"), Traces.HEADER);
                Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            Path descriptor =
                    descriptors.filter(fd -> isSame(fd, source)).findFirst().orElseThrow();
            Files.delete(source);
            assertThat(writer.keep(descriptor)).isEqualTo(ABC);
            assertThat(open.length()).isEqualTo(3);
        }
    }

    private static boolean isSame(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException closedMeanwhile) {
            return false;
        }
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
        Path first = record(SETTLED);
        String line = Files.readString(traces.store().resolve("index"));
        assertThat(line).startsWith(FileIdentity.of(SETTLED) + " ");
        String key = line.split(" ")[1];
        Path second = record(SETTLED);
        assertThat(links(traces.store().resolve(key))).isEqualTo(3);
        traces.delete(first);
        assertThat(links(traces.store().resolve(key))).isEqualTo(2);
        try (TraceReader reader = TraceReader.open(second)) {
            assertThat(reader.file(key)).hasSameBinaryContentAs(SETTLED);
        }
        traces.delete(second);
        assertThat(traces.store().resolve(key)).doesNotExist();
        assertThat(traces.store().resolve("index")).isEmptyFile();
        try (TraceReader reader = TraceReader.open(record(SETTLED))) {
            assertThat(reader.file(key)).hasSameBinaryContentAs(SETTLED);
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
        record(SETTLED);
        Path index = traces.store().resolve("index");
        String key = Files.readString(index).split(" ")[1];
        String identity = FileIdentity.of(SETTLED).toString();
        Files.writeString(
                index,
                "rubbish\n" + identity + " ../../etc/passwd 00000000\n" + identity + " " + "0".repeat(64)
                        + " 00000000\n");
        try (TraceReader reader = TraceReader.open(record(SETTLED))) {
            assertThat(reader.file(key)).hasSameBinaryContentAs(SETTLED);
        }
    }
}
