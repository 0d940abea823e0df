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
    void rmRemovesTheTrace() {
        run(0, "rm", trace);
        assertThat(Path.of(trace)).doesNotExist();
    }
}
