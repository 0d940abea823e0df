package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import dev.jrr.testing.Tracees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user without any privilege records and replays as well. */
@Tag("system")
@Timeout(180)
final class UnprivilegedSystemTest {
    private Path scratch;
    private Path home;

    @BeforeEach
    void copyTheTree() throws IOException {
        assumeTrue(
                "0"
                        .equals(new Runs(Path.of("target"))
                                .run(Path.of("target"), List.of("id", "-u"))
                                .output()
                                .strip()),
                "only root can become nobody; the other tests run as this user anyway");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        // Not the usual temporary folder: the way to it has to be open to everyone.
        scratch = Files.createTempDirectory(Path.of("/tmp"), "jrr-nobody-");
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxrwxrwx"));
        home = scratch.resolve("tree");
        Runs runs = new Runs(scratch);
        assertThat(runs.run(
                                scratch,
                                List.of(
                                        "cp",
                                        "-r",
                                        Runs.LAUNCHER.getParent().getParent().toString(),
                                        home.toString()))
                        .status())
                .isZero();
        assertThat(runs.run(
                                scratch,
                                List.of(
                                        "cp",
                                        Tracees.path("threads_mutexes"),
                                        scratch.resolve("tracee").toString()))
                        .status())
                .isZero();
        assertThat(runs.run(
                                scratch,
                                List.of(
                                        "chmod",
                                        "-R",
                                        "a+rX",
                                        home.toString(),
                                        scratch.resolve("tracee").toString()))
                        .status())
                .isZero();
    }

    @AfterEach
    void remove() throws IOException {
        if (scratch != null) {
            Runs.deleteAll(scratch);
        }
    }

    private Outcome asNobody(String command) {
        return new Runs(scratch)
                .run(
                        scratch,
                        List.of(
                                "setpriv",
                                "--reuid=65534",
                                "--regid=65534",
                                "--clear-groups",
                                "--no-new-privs",
                                "env",
                                "-u",
                                "JRR_TRACE_DIR",
                                "HOME=" + scratch,
                                "sh",
                                "-c",
                                command));
    }

    @Test
    void recordsAndVerifies() {
        String launcher = home.resolve("bin/jrr-tui").toString();
        Outcome recorded =
                asNobody(launcher + " record -- ./tracee && " + launcher + " record -- sh -c 'id -u; ls / | wc -l'");
        assertThat(recorded.status()).as(recorded.output()).isZero();
        assertThat(recorded.output()).contains("EXIT-SUCCESS", "65534", "recorded");
        Outcome verified = asNobody(launcher + " verify tracee-0 sh-0");
        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(verified.output().lines().filter(line -> line.contains(" 0 divergences")))
                .hasSize(2);
    }
}
