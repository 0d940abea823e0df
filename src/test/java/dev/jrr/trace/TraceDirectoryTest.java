package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceDirectoryTest {
    @TempDir
    Path folder;

    private TraceDirectory traces;

    @BeforeEach
    void setUp() {
        traces = new TraceDirectory(folder.resolve("jrr"));
    }

    private Path record(String program) {
        Path trace = traces.create(program);
        Traces.write(trace, 1, 10, 100);
        return trace;
    }

    @Test
    void theEnvironmentNamesThePlace() {
        assertThat(TraceDirectory.of(Map.of("JRR_TRACE_DIR", "/x/y", "XDG_DATA_HOME", "/d", "HOME", "/h"))
                        .root())
                .isEqualTo(Path.of("/x/y"));
        assertThat(TraceDirectory.of(Map.of("XDG_DATA_HOME", "/d", "HOME", "/h"))
                        .root())
                .isEqualTo(Path.of("/d/jrr"));
        assertThat(TraceDirectory.of(Map.of("XDG_DATA_HOME", "rel", "HOME", "/h"))
                        .root())
                .isEqualTo(Path.of("/h/.local/share/jrr"));
    }

    @Test
    void namesCountUpForEachProgram() throws Exception {
        assertThat(traces.create("/usr/bin/ls").getFileName()).hasToString("ls-0");
        assertThat(traces.create("ls").getFileName()).hasToString("ls-1");
        assertThat(traces.create("cat").getFileName()).hasToString("cat-0");
        Files.createDirectory(traces.root().resolve("ls-41"));
        Path next = traces.create("ls");
        assertThat(next.getFileName()).hasToString("ls-42");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(next)))
                .isEqualTo("rwx------");
    }

    @Test
    void awkwardNamesOfProgramsBecomePlainNames() {
        assertThat(traces.create("/tmp/my prog\n$x").getFileName()).hasToString("my_prog__x-0");
        assertThat(traces.create("..").getFileName()).hasToString("trace-0");
        assertThat(traces.create("-rf").getFileName()).hasToString("rf-0");
    }

    @Test
    void aTraceIsFoundByPathByNameAndAsTheLatest() {
        Path first = record("prog");
        traces.setLatest(first);
        Path second = record("prog");
        traces.setLatest(second);
        assertThat(traces.resolve(Optional.empty())).isEqualTo(second);
        assertThat(traces.resolve(Optional.of("latest-trace"))).isEqualTo(second);
        assertThat(traces.resolve(Optional.of("prog-0"))).isEqualTo(first);
        assertThat(traces.resolve(Optional.of(first.toString()))).isEqualTo(first);
    }

    @Test
    void aTraceElsewhereCanBeTheLatest() {
        Path elsewhere = folder.resolve("elsewhere");
        Traces.write(elsewhere, 1, 1, 1);
        traces.setLatest(elsewhere);
        assertThat(traces.latest()).contains(elsewhere);
    }

    @Test
    void aTraceThatIsNotThereIsTheUsersMistake() throws Exception {
        Files.createDirectory(folder.resolve("empty"));
        for (String name : List.of("nothing", "a/b", folder.resolve("empty").toString(), "", "a\0b")) {
            assertThatThrownBy(() -> traces.resolve(Optional.of(name)))
                    .isInstanceOf(UsageException.class)
                    .message()
                    .doesNotContain("\n", "\0");
        }
        assertThatThrownBy(() -> traces.resolve(Optional.empty())).isInstanceOf(UsageException.class);
    }

    @Test
    void theListHasDamagedTracesToo() throws Exception {
        Path good = record("good");
        Path bad = record("bad");
        Files.write(bad.resolve("index"), new byte[100]);
        traces.setLatest(good);
        Files.createDirectory(traces.root().resolve("other"));
        List<TraceListing> list = traces.list();
        assertThat(list).extracting(TraceListing::name).containsExactlyInAnyOrder("good-0", "bad-0");
        TraceListing damaged =
                list.stream().filter(t -> t.name().equals("bad-0")).findFirst().orElseThrow();
        assertThat(damaged.problem()).isPresent();
        assertThat(damaged.header()).contains(Traces.HEADER);
        assertThat(damaged.latest()).isFalse();
        TraceListing whole =
                list.stream().filter(t -> t.name().equals("good-0")).findFirst().orElseThrow();
        assertThat(whole.problem()).isEmpty();
        assertThat(whole.latest()).isTrue();
        assertThat(whole.bytes()).isPositive();
        assertThat(whole.summary().orElseThrow().frames()).isEqualTo(10);
    }

    @Test
    void deletingTheLatestTraceMakesAnotherTheLatest() {
        Path first = record("prog");
        Path second = record("prog");
        traces.setLatest(second);
        traces.delete(second);
        assertThat(second).doesNotExist();
        assertThat(traces.latest()).contains(first);
        traces.delete(first);
        assertThat(traces.latest()).isEmpty();
        assertThat(traces.list()).isEmpty();
    }

    @Test
    void whatIsNoTraceIsNotDeleted() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createFile(other.resolve("precious"));
        assertThatThrownBy(() -> traces.delete(other)).isInstanceOf(UsageException.class);
        assertThat(other.resolve("precious")).exists();
    }

    @Test
    void deletingFollowsNoLinks() throws Exception {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Files.createFile(precious.resolve("file"));
        Path trace = record("prog");
        Files.createSymbolicLink(trace.resolve("link"), precious);
        Path link = Files.createSymbolicLink(folder.resolve("trace-link"), trace);
        traces.delete(link);
        assertThat(trace).doesNotExist();
        assertThat(precious.resolve("file")).exists();
    }
}
