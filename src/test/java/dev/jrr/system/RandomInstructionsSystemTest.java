package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import dev.jrr.testing.Tracees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that ask the processor for random numbers themselves. */
@Tag("system")
class RandomInstructionsSystemTest {
    @TempDir
    Path scratch;

    private Runs runs;

    @BeforeEach
    void needsTheInstructions() throws IOException {
        String flags = Files.readString(Path.of("/proc/cpuinfo"));
        assumeTrue(flags.contains(" rdrand") && flags.contains(" rdseed"), "the processor has no rdrand or rdseed");
        runs = new Runs(scratch);
    }

    private Path recorded() {
        Outcome outcome = runs.record("one", List.of(Tracees.path("cpu_random")));
        assertThat(outcome.output()).isEqualTo("EXIT-SUCCESS\n");
        return runs.trace("one");
    }

    private String said(Path trace, String words) {
        Outcome outcome = runs.tool("shell", trace.toString(), "-c", words);
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return outcome.output();
    }

    /** All registers at the place that words lead to; stars say what the last motion has changed. */
    private List<String> registers(Path trace, String words) {
        List<String> lines = said(trace, words + "; regs")
                .lines()
                .dropWhile(line -> !line.contains(" rip "))
                .map(line -> line.replace('*', ' '))
                .toList();
        assertThat(lines).hasSizeGreaterThan(20);
        return lines;
    }

    @Test
    void theNumbersAreTheSameInReplay() {
        Path trace = recorded();
        runs.requireVerified(trace, 2);
        Outcome frames = runs.tool("events", trace.toString(), "--filter", "kind = random");
        // Five a call; twenty calls in each of two threads, two of the program, one of its fork.
        assertThat(frames.output().lines()).hasSize(5 * 43);
    }

    @Test
    void theNumbersAreTheSameWithoutBuffers() {
        Path trace = runs.trace("two");
        Outcome outcome =
                runs.tool("record", "-q", "--no-syscallbuf", "-o", trace.toString(), "--", Tracees.path("cpu_random"));
        assertThat(outcome.output()).isEqualTo("EXIT-SUCCESS\n");
        runs.requireVerified(trace, 1);
        assertThat(runs.tool("events", trace.toString(), "--filter", "kind = random")
                        .output()
                        .lines())
                .hasSize(5 * 43);
    }

    @Test
    void theStandardLibraryOfCppIsSeen() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/g++")), "g++ is not installed");
        Path source = Files.writeString(
                scratch.resolve("device.cc"),
                "#include <cstdio>\n#include <random>\n"
                        + "int main() { std::random_device d; unsigned n = d(); std::printf(\"%u\\n\", n ^ d()); }\n");
        Path program = scratch.resolve("device");
        assertThat(runs.run(scratch, List.of("g++", "-o", program.toString(), source.toString()))
                        .status())
                .isZero();
        assertThat(runs.record("cpp", List.of(program.toString())).status()).isZero();
        runs.requireVerified(runs.trace("cpp"), 2);
        assertThat(runs.tool("events", runs.trace("cpp").toString(), "--filter", "kind = random")
                        .output())
                .contains("random number = ");
    }

    @Test
    void stepsBreakpointsAndDiversionsPassTheInstruction() {
        Path trace = recorded();
        assertThat(registers(trace, "break draw; continue; stepi 14; backi 2"))
                .isEqualTo(registers(trace, "break draw; continue; stepi 12"));
        String shown = said(trace, "break draw; continue; disas");
        assertThat(shown).contains("rdrand").doesNotContain("ud1");
        String address = shown.lines()
                .filter(line -> line.contains("rdrand"))
                .map(line -> line.strip().split(" ")[0])
                .findFirst()
                .orElseThrow();
        String atIt = "break " + address + "; continue; continue; ";
        assertThat(registers(trace, atIt + "continue; rcontinue; stepi")).isEqualTo(registers(trace, atIt + "stepi"));
        String diverted = said(trace, atIt + "write rsp-8 00; stepi; where; stepi; where");
        assertThat(diverted).doesNotContain("SIGILL");
        assertThat(diverted.lines()
                        .filter(line -> line.contains("DIVERSION from"))
                        .distinct())
                .hasSize(2)
                .noneMatch(line -> line.contains("rdrand"));
    }
}
