package dev.jrr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
    @TempDir
    private Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void anOldKernelFails() throws IOException {
        file("proc/sys/kernel/osrelease", "4.19.0-27-amd64\n");
        assertThat(new MachineChecks(root).kernel().level()).isEqualTo(Finding.Level.FAIL);
        file("proc/sys/kernel/osrelease", "5.10.0\n");
        assertThat(new MachineChecks(root).kernel().level()).isEqualTo(Finding.Level.OK);
        file("proc/sys/kernel/osrelease", "strange\n");
        assertThat(new MachineChecks(root).kernel().level()).isEqualTo(Finding.Level.WARN);
    }

    @Test
    void aForbiddenPtraceFailsAndSaysHowToAllowIt() throws IOException {
        file("proc/sys/kernel/yama/ptrace_scope", "2\n");
        Finding finding = new MachineChecks(root).ptraceScope();
        assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
        assertThat(finding.line()).contains("sysctl");
        file("proc/self/status", "Name:\tx\nCapEff:\t000001ffffffffff\n");
        assertThat(new MachineChecks(root).ptraceScope().level()).isEqualTo(Finding.Level.OK);
    }

    @Test
    void processorFeaturesAreReadFromTheFirstProcessor() throws IOException {
        file("proc/cpuinfo", "model name\t: Great CPU\nflags\t\t: fpu tsc rdrand\n\nmodel name\t: Other\n");
        assertThat(new MachineChecks(root).processor())
                .extracting(Finding::line)
                .anyMatch(line -> line.contains("Great CPU"))
                .anyMatch(line -> line.startsWith("ok    random") && line.contains("rdrand,"));
    }

    @Test
    void aMachineWithoutAnyOfTheFilesStillGetsItsLines() {
        assertThat(new MachineChecks(root).all()).hasSizeGreaterThan(8);
    }

    @Test
    void terminalsAreJudgedByTheirEnvironment() {
        assertThat(DoctorCommand.terminal(Map.of(), true).level()).isEqualTo(Finding.Level.WARN);
        assertThat(DoctorCommand.terminal(Map.of("TERM", "xterm", "LANG", "C"), true)
                        .level())
                .isEqualTo(Finding.Level.WARN);
        assertThat(DoctorCommand.terminal(Map.of("TERM", "xterm", "LANG", "C.UTF-8"), true)
                        .level())
                .isEqualTo(Finding.Level.OK);
        assertThat(DoctorCommand.terminal(Map.of(), false).level()).isEqualTo(Finding.Level.OK);
    }
}
