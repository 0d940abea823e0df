package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import dev.jrr.testing.Tracees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays where the processor that the program was recorded on cannot be had: two of one machine differ in their numbers. */
@Tag("system")
class OtherProcessorSystemTest {
    private static final String RECORDED_ON = "0";
    private static final String REPLAYED_ON = "1";

    @TempDir
    Path scratch;

    private Runs runs;
    private String printed;

    @BeforeEach
    void needsTwoProcessorsAndFaults() throws IOException {
        assumeTrue(Files.exists(Path.of("/sys/devices/system/cpu/cpu1")), "the machine has one processor");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/taskset")), "taskset is not installed");
        assumeTrue(
                Files.readString(Path.of("/proc/cpuinfo")).contains(" cpuid_fault"),
                "cpuid cannot be made to fault here");
        runs = new Runs(scratch);
    }

    private Outcome on(String cpu, String... words) {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", cpu, Runs.LAUNCHER.toString()));
        command.addAll(List.of(words));
        return runs.run(scratch, command);
    }

    private Path recorded() {
        Path trace = runs.trace("one");
        Outcome outcome =
                on(RECORDED_ON, "record", "-q", "-o", trace.toString(), "--", Tracees.path("cpuid_everywhere"));
        assertThat(outcome.status()).as(outcome.output()).isZero();
        printed = outcome.output();
        return trace;
    }

    private void requireVerified(Path trace, String cpu) {
        Outcome verified = on(cpu, "verify", trace.toString());
        assertThat(verified.output()).contains(" 0 divergences").hasLineCount(1);
        assertThat(verified.status()).isZero();
    }

    /** What the shell says, replaying on the other processor. */
    private List<String> said(Path trace, String words) {
        Outcome outcome = on(REPLAYED_ON, "shell", trace.toString(), "-c", words);
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return outcome.output().lines().filter(line -> !line.contains("break")).toList();
    }

    @Test
    void aProgramIsToldOfTheProcessorThatItWasRecordedOn() {
        Path trace = recorded();
        requireVerified(trace, REPLAYED_ON);
        requireVerified(trace, RECORDED_ON);
    }

    @Test
    void everyWayOverTheInstructionGivesTheRecordedAnswer() {
        Path trace = recorded();
        String value = printed.lines()
                .filter(line -> line.startsWith("named: "))
                .map(line -> String.format("%16s", line.substring(7)).replace(' ', '0'))
                .findFirst()
                .orElseThrow();
        Pattern answer = Pattern.compile("rbx +" + value);
        for (String way : List.of(
                "break asks; continue; stepi",
                "break answered; continue",
                "break answered; goto end; rcontinue",
                "break answered; continue; backi; stepi",
                "break asks; continue; write rsp-8 00; stepi")) {
            assertThat(said(trace, way + "; regs")).as(way).anyMatch(answer.asPredicate());
        }
    }
}
