package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import dev.jrr.testing.Tracees;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each program in src/test/tracees: recorded it does what it does alone, and replays do it again. */
@Tag("system")
@Timeout(240)
final class TraceeSystemTest {
    /**
     * Programs that other tests use: one is on purpose answered otherwise when recorded, and one tells the
     * processor that it runs on.
     */
    private static final Set<String> APART = Set.of("call_refused", "memory_holes", "cpuid_everywhere");

    @TempDir
    private Path scratch;

    static Stream<Named<String>> programs() {
        return Tracees.repeatable().stream()
                .filter(name -> !APART.contains(name))
                .map(name -> Named.of(name + ": " + Tracees.purpose(name), name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    @Execution(ExecutionMode.CONCURRENT)
    void recordingIsFaithfulAndReplaysAlike(String name) {
        Outcome outcome = new Runs(scratch).requireFaithful(name, List.of(Tracees.path(name)));
        assertThat(outcome.output()).contains("EXIT-SUCCESS\n");
    }

    @Test
    void callsThatCannotBeRecordedFailAsOnAKernelWithoutThem() {
        Runs runs = new Runs(scratch);
        assertThat(runs.record("refused", List.of(Tracees.path("call_refused"))))
                .isEqualTo(new Outcome(0, """
                        io_uring_setup ENOSYS
                        ptrace EPERM
                        userfaultfd ENOSYS
                        rseq ENOSYS
                        EXIT-SUCCESS
                        """));
        Runs.requireReplays(runs.trace("refused"), 3);
    }

    @Test
    void variablesOfTheCommandLineReachTheProgram() {
        Runs runs = new Runs(scratch);
        Outcome outcome = runs.tool(
                "record",
                "-q",
                "--env",
                "GREETING=hello there",
                "--",
                "sh",
                "-c",
                "echo \"$GREETING $0 $#\"",
                "zero",
                "1",
                "2");
        assertThat(outcome).isEqualTo(new Outcome(0, "hello there zero 2\n"));
    }
}
