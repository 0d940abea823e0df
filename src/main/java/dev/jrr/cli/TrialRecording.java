package dev.jrr.cli;

import dev.jrr.base.JrrException;
import dev.jrr.record.RecordOptions;
import dev.jrr.record.RecordResult;
import dev.jrr.record.Recorder;
import dev.jrr.replay.Verifier;
import dev.jrr.replay.VerifyResult;
import dev.jrr.trace.TraceDirectory;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The check that counts: a small program recorded and replayed. */
final class TrialRecording {
    private static final String MEND =
            "in a container: docker run --cap-add=SYS_PTRACE --security-opt seccomp=unconfined";

    private TrialRecording() {}

    static List<Finding> run() {
        List<String> environment = Environment.with(List.of());
        Optional<String> program = Executable.find("true", environment).path();
        if (program.isEmpty()) {
            return List.of(Finding.warn("ptrace", "not tried: there is no program \"true\"", "", ""));
        }
        try {
            Path folder = Files.createTempDirectory("jrr-tui-doctor-");
            try {
                return run(program.get(), environment, folder.resolve("true-0"), new TraceDirectory(folder));
            } finally {
                // Whatever a failure left there is small; the system's own cleaning takes it.
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            return List.of(Finding.warn("ptrace", "not tried: no temporary folder", e.getMessage(), "set TMPDIR"));
        } catch (JrrException | LinkageError e) {
            return List.of(
                    Finding.fail("ptrace", "a program could not be recorded", String.valueOf(e.getMessage()), MEND));
        }
    }

    /** Whether calls are recorded without a stop, which is what makes a recording fast. */
    private static Finding buffers(Path trace) {
        long buffered = 0;
        long all = 0;
        try (TraceReader reader = TraceReader.open(trace)) {
            for (TraceStatistics.SyscallRow row : TraceStatistics.of(reader).syscalls()) {
                buffered += row.calls().buffered() + row.calls().userSpace();
                all += row.count();
            }
        }
        return buffered > 0
                ? Finding.ok("syscallbuf", buffered + " of " + all + " system calls were buffered")
                : Finding.warn(
                        "syscallbuf",
                        "no system call was buffered",
                        "recordings stop at every call, and are slow",
                        "see decoder above");
    }

    private static List<Finding> run(String program, List<String> environment, Path trace, TraceDirectory directory) {
        List<Finding> findings = new ArrayList<>();
        try {
            RecordResult result = Recorder.record(
                    new RecordOptions(
                            program,
                            List.of("true"),
                            environment,
                            trace,
                            Optional.empty(),
                            true,
                            RecordOptions.TIMESLICE_MILLIS,
                            0),
                    begun -> {});
            findings.add(
                    result.started() && result.exitCode() == 0
                            ? Finding.ok(
                                    "ptrace",
                                    "recorded " + program + ", "
                                            + result.summary().frames() + " frames")
                            : Finding.fail(
                                    "ptrace", program + " ended with " + result.exitCode(), "it should not", MEND));
            findings.add(buffers(trace));
            VerifyResult replay = Verifier.verify(trace, false, (done, total) -> {});
            findings.add(
                    replay.divergences() == 0
                            ? Finding.ok("replay", "replayed it, 0 divergences")
                            : Finding.fail(
                                    "replay",
                                    "the replay of it diverged",
                                    replay.report().lines().findFirst().orElse("no report"),
                                    ""));
        } finally {
            if (Files.isRegularFile(trace.resolve("header"))) {
                directory.delete(trace);
            }
        }
        return findings;
    }
}
