package dev.jrr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.model.BufferedCall;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceHeader;
import dev.jrr.testing.BufferedCalls;
import dev.jrr.testing.Packing;
import dev.jrr.trace.TraceWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandsTest {
    private static final int GETPID = 39;
    private static final int FUTEX = 202;

    @TempDir
    private Path folder;

    private String trace;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @BeforeEach
    void writeTrace() {
        SampleFrames frames = new SampleFrames()
                .syscall(SampleFrames.MAIN, GETPID, 100)
                .write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, "/dev/null", "a \"quote\"\n", 10)
                .syscall(SampleFrames.MAIN, FUTEX, -11, 0x1000, 128, 1)
                .exit(SampleFrames.MAIN, 0x300, true);
        Path directory = folder.resolve("sample-0");
        trace = directory.toString();
        Map<String, String> machine = Map.of("stdout", "/dev/null", "stderr", "");
        TraceHeader header = new TraceHeader(0, List.of("sample", "a b"), "/", List.of("HOME"), machine, false);
        try (TraceWriter writer = TraceWriter.create(directory, header)) {
            for (TraceFrame frame : frames.frames()) {
                writer.append(frame.task(), frame.event(), frame.registers(), frame.writes(), frame.checksum());
            }
            writer.finish(7);
        }
    }

    private List<String> run(int status, String... arguments) {
        out.reset();
        error.reset();
        int found = Main.run(
                arguments,
                new ByteArrayInputStream(new byte[0]),
                new Output(out),
                new PrintStream(error, true, StandardCharsets.UTF_8));
        assertThat(found).as(error.toString()).isEqualTo(status);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void eventsAreOneLineAFrame() {
        List<String> lines = run(0, "events", trace);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches(" +0 +100 +\\d+\\.\\d{6}  getpid\\(\\).*");
    }

    @Test
    void rangesTasksAndFiltersNarrowEvents() {
        assertThat(run(0, "events", trace, "--from", "1", "--to", "2")).hasSize(2);
        assertThat(run(0, "events", trace, "--from", "9")).isEmpty();
        assertThat(run(0, "events", trace, "--task", "100")).hasSize(4);
        assertThat(run(0, "events", trace, "--task", "101")).isEmpty();
        assertThat(run(0, "events", trace, "--filter", "syscall = futex and failed"))
                .hasSize(1);
        assertThat(run(0, "events", trace, "--task", "100", "--filter", "kind = exit or syscall = getpid"))
                .hasSize(2);
    }

    @Test
    void eventsAsJsonCarryWhatTheyAre() {
        List<String> lines = run(0, "events", "--json", trace);
        assertThat(lines.get(2))
                .startsWith("{\"frame\":2,\"task\":100,\"time\":")
                .contains("\"kind\":\"syscall\"", "\"name\":\"futex\"", "\"result\":-11", "\"phase\":\"whole\"")
                .contains("\"handling\":\"traced\",\"buffered\":false")
                .endsWith("}");
        assertThat(lines.get(3)).contains("\"kind\":\"exit\"", "\"status\":768").doesNotContain("\"result\"");
    }

    @Test
    void statsCountEachCallOnce() {
        assertThat(run(0, "stats", "--json", trace))
                .singleElement()
                .asString()
                .startsWith("{\"frames\":4,\"tasks\":1,\"syscalls\":[{\"name\":")
                .contains("\"futex\":{\"total\":1,\"buffered\":0,\"userSpace\":0,\"traced\":1,\"noSyscallbuf\":0")
                .contains("\"byOp\":{\"FUTEX_WAIT\":{\"total\":1,")
                .endsWith("\"stops\":7}");
        assertThat(run(0, "stats", trace)).anyMatch(line -> line.contains("33.33%") && line.endsWith("getpid"));
    }

    /** A recording with a traced call, one that was buffered, and two that the tracee answered. */
    private String bufferedTrace() {
        Path directory = folder.resolve("buffered-0");
        TraceHeader header = new TraceHeader(0, List.of("sample"), "/", List.of(), Map.of(), true);
        TraceFrame getpid =
                new SampleFrames().syscall(SampleFrames.MAIN, GETPID, 100).last();
        try (TraceWriter writer = TraceWriter.create(directory, header)) {
            writer.append(getpid.task(), getpid.event(), getpid.registers(), List.of(), Optional.empty());
            writer.append(Packing.pack(new BufferedCalls()
                    .buffered(FUTEX, 1, 0x1000, 0x81, 1)
                    .userSpace(FUTEX, -11, 0x1000, 0x80, 1)
                    .call(334, BufferedCall.REFUSED, SampleFrames.registers(-38))
                    .run(SampleFrames.MAIN, Registers.ZERO)));
            writer.finish(1);
        }
        return directory.toString();
    }

    @Test
    void eventsSayHowACallWasHandled() {
        String buffered = bufferedTrace();
        assertThat(run(0, "events", buffered))
                .satisfiesExactly(
                        traced -> assertThat(traced).endsWith(" = 100"),
                        made -> assertThat(made).endsWith(" = 1 [buffered]"),
                        answered -> assertThat(answered).endsWith(") [user space]"),
                        refused -> assertThat(refused).endsWith(" [refused]"));
        assertThat(run(0, "events", "--json", buffered))
                .satisfiesExactly(
                        traced -> assertThat(traced).endsWith("\"handling\":\"traced\",\"buffered\":false}"),
                        made -> assertThat(made).endsWith("\"handling\":\"buffered\",\"buffered\":true}"),
                        answered -> assertThat(answered).endsWith("\"handling\":\"userSpace\",\"buffered\":false}"),
                        refused -> assertThat(refused).endsWith("\"handling\":\"refused\",\"buffered\":false}"));
    }

    @Test
    void filtersFindCallsByHowTheyWereHandled() {
        String buffered = bufferedTrace();
        assertThat(run(0, "events", buffered, "--filter", "buffered"))
                .singleElement()
                .asString()
                .contains("FUTEX_WAKE");
        assertThat(run(0, "events", buffered, "--filter", "userspace and failed"))
                .singleElement()
                .asString()
                .contains("FUTEX_WAIT");
        assertThat(run(0, "events", buffered, "--filter", "traced and syscall = getpid"))
                .hasSize(1);
        assertThat(run(0, "events", trace, "--filter", "buffered or userspace")).isEmpty();
    }

    @Test
    void statsTellBufferedCallsFromTracedOnes() {
        String buffered = bufferedTrace();
        assertThat(run(0, "stats", "--json", buffered))
                .singleElement()
                .asString()
                .contains(
                        "{\"name\":\"futex\",\"count\":2,\"percent\":50.00,\"traced\":0,\"buffered\":1,\"userSpace\":1}")
                .contains("\"futex\":{\"total\":2,\"buffered\":1,\"userSpace\":1,\"traced\":0,\"noSyscallbuf\":0");
        assertThat(run(0, "stats", buffered)).anyMatch(line -> line.matches(" +2 +50.00% +0 +1 +1  futex"));
    }

    @Test
    void infoShowsTheProcessTree() {
        List<String> lines = run(0, "info", trace);
        assertThat(lines).contains("program      sample 'a b'");
        assertThat(lines).anyMatch(line -> line.startsWith("process 100 ") && line.endsWith("exited with 3"));
    }

    @Test
    void theShellRunsScriptsUpToTheFirstFailure() {
        assertThat(run(0, "shell", trace, "-c", "goto end; output")).endsWith("a \"quote\"");
        assertThat(run(1, "shell", trace, "-c", "goto end; step; where")).hasSize(1);
        assertThat(error.toString()).startsWith("jrr-tui: this is the end");
    }

    @Test
    void aDamagedTraceIsStatusOneAndOneLine() throws Exception {
        Files.write(Path.of(trace, "header"), new byte[20]);
        run(1, "events", trace);
        assertThat(error.toString().lines()).hasSize(1);
        assertThat(error.toString()).startsWith("jrr-tui: ");
    }

    @Test
    void aPackedTraceIsUnpackedWhereItIsWanted() {
        String packed = folder.resolve("p.jrr").toString();
        String unpacked = folder.resolve("u").toString();
        run(0, "pack", trace, "-o", packed);
        assertThat(error.toString()).startsWith("jrr-tui: packed " + trace + " into " + packed);
        run(2, "pack", trace, "-o", packed);
        assertThat(error.toString())
                .startsWith("jrr-tui: " + packed + " is there already")
                .hasLineCount(1);
        run(0, "unpack", packed, "-o", unpacked);
        assertThat(run(0, "events", unpacked)).isEqualTo(run(0, "events", trace));
        run(2, "unpack", packed, "-o", unpacked);
        run(2, "unpack", folder.resolve("nothing").toString());
        run(1, "unpack", trace + "/header", "-o", folder.resolve("v").toString());
        assertThat(error.toString()).contains("is no packed trace").hasLineCount(1);
        run(1, "pack", trace, "-o", folder.resolve("no/such/folder").toString());
        assertThat(error.toString()).contains("there is no folder").hasLineCount(1);
    }

    @Test
    void exportedJsonIsWhatEventsPrint() throws Exception {
        Path json = folder.resolve("e.json");
        assertThat(run(0, "export", trace, "--format", "json", "-o", json.toString()))
                .isEmpty();
        assertThat(Files.readAllLines(json)).isEqualTo(run(0, "events", "--json", trace));
        run(2, "export", trace, "--format", "json", "-o", json.toString());
    }

    @Test
    void exportedTimelineIsOneJsonObject() throws Exception {
        Path json = folder.resolve("e.json");
        run(0, "export", trace, "--format", "perfetto", "-o", json.toString());
        List<String> lines = Files.readAllLines(json);
        assertThat(lines.get(0))
                .isEqualTo(
                        "{\"displayTimeUnit\":\"ns\",\"otherData\":{\"program\":\"sample 'a b'\",\"recorder\":\"jrr-tui "
                                + Version.text() + "\"},\"traceEvents\":[");
        assertThat(lines.subList(1, lines.size() - 2)).hasSize(5).allMatch(line -> line.endsWith("},"));
        assertThat(lines.subList(lines.size() - 2, lines.size()))
                .satisfiesExactly(
                        event -> assertThat(event).endsWith("}"),
                        end -> assertThat(end).isEqualTo("]}"));
    }

    @Test
    void formatsThatAreNotWrittenAreRefusedByName() {
        String file = folder.resolve("e").toString();
        run(2, "export", trace, "--format", "parquet", "-o", file);
        assertThat(error.toString())
                .contains("duckdb -c \"copy (from read_json_auto('run.json'))")
                .hasLineCount(1);
        run(2, "export", trace, "--format", "csv", "-o", file);
        assertThat(error.toString()).isEqualTo("jrr-tui: --format takes perfetto or json\n");
        assertThat(Path.of(file)).doesNotExist();
    }

    @Test
    void onlyInstructionsThatAreMissingHereAreNamed() {
        assertThat(UnpackCommand.lacking("fpu avx avx512f hypervisor sse2 bmi2", Set.of("avx", "sse2")))
                .containsExactly("avx512f", "bmi2");
        assertThat(UnpackCommand.lacking("", Set.of())).isEmpty();
    }

    @Test
    void aRecordingThatGoesOnIsSaidToDoSo() {
        Path live = folder.resolve("live-0");
        TraceHeader header = new TraceHeader(0, List.of("sample"), "/", List.of(), Map.of(), true);
        try (TraceWriter writer = TraceWriter.create(live, header)) {
            assertThat(run(0, "info", live.toString())).contains("frames       recording goes on: 0 frames so far");
            run(1, "rm", live.toString());
            assertThat(error.toString()).contains("still being recorded").hasLineCount(1);
            writer.finish(1);
        }
        assertThat(run(0, "info", live.toString())).contains("frames       0");
    }

    @Test
    void rmRemovesTheTrace() {
        run(0, "rm", trace);
        assertThat(Path.of(trace)).doesNotExist();
    }
}
