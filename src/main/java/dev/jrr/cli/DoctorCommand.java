package dev.jrr.cli;

import dev.jrr.linux.Libdw;
import dev.jrr.tracee.NativeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        description = {
            "Says, one line a check, what this machine allows, what that costs, and how to mend it.",
            "Ends with status 1 if something is missing that recording or replaying needs."
        },
        footer = "jrr-tui doctor")
final class DoctorCommand extends Subcommand {
    private static final long LOW_DISK_BYTES = 500_000_000;

    @Override
    int run(Streams streams) {
        List<Finding> findings = new ArrayList<>();
        findings.add(architecture());
        findings.addAll(new MachineChecks(Path.of("/")).all());
        findings.add(java());
        Finding nativeParts = nativeParts();
        findings.add(nativeParts);
        if (nativeParts.level() == Finding.Level.OK) {
            findings.add(decoder());
            findings.addAll(TrialRecording.run());
        }
        findings.add(symbols());
        findings.add(terminal(System.getenv(), StandardStreams.isTerminal(StandardStreams.IN)));
        findings.addAll(traceFolder());
        boolean failed = false;
        for (Finding finding : findings) {
            streams.out().line(finding.line());
            failed |= finding.level() == Finding.Level.FAIL;
        }
        return failed ? Main.FAILED : 0;
    }

    private static Finding architecture() {
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        return system.equals("Linux on amd64")
                ? Finding.ok("system", system)
                : Finding.fail("system", system, "only Linux on x86-64 is supported", "");
    }

    private static Finding java() {
        return Finding.ok("java", System.getProperty("java.version") + " in " + System.getProperty("java.home"));
    }

    private static Finding nativeParts() {
        Path launch = Path.of(System.getProperty("jrr.home", "target/jrr-tui"), "lib", "native", "jrr-launch");
        return Files.isExecutable(launch)
                ? Finding.ok("native", launch.toAbsolutePath().getParent().toString())
                : Finding.fail(
                        "native",
                        launch + " cannot be executed",
                        "nothing can be recorded",
                        "build with make, start by bin/jrr-tui, on a file system without noexec");
    }

    private static Finding decoder() {
        return NativeCode.decoder() != null
                ? Finding.ok("decoder", "libZydis takes instructions apart")
                : Finding.warn(
                        "decoder",
                        "libjrrdecode.so cannot be loaded",
                        "recordings stop at every system call, and replays find points in loops slowly",
                        "build jrr-tui again: make puts it, and the libZydis that it needs, into lib/native");
    }

    private static Finding symbols() {
        try (Libdw symbols = NativeCode.symbols()) {
            return symbols != null
                    ? Finding.ok("symbols", "libdw knows names, lines and stacks")
                    : Finding.warn(
                            "symbols",
                            "libdw is not installed",
                            "there are no source lines, and stacks have one frame",
                            "install it, for example: sudo apt-get install libdw1");
        }
    }

    static Finding terminal(Map<String, String> environment, boolean isTerminal) {
        String term = environment.getOrDefault("TERM", "");
        String locale = environment.getOrDefault(
                "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
        if (!isTerminal) {
            return Finding.ok("terminal", "standard input is none; the explorer needs one, the other commands do not");
        }
        if (term.isEmpty() || term.equals("dumb")) {
            return Finding.warn(
                    "terminal",
                    "TERM is " + (term.isEmpty() ? "not set" : term),
                    "the explorer cannot draw",
                    "set TERM, for example to xterm-256color");
        }
        if (!locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8")) {
            return Finding.warn(
                    "terminal",
                    term + ", the locale is not UTF-8",
                    "borders are drawn in ASCII",
                    "export LC_ALL=C.UTF-8");
        }
        return Finding.ok("terminal", term + ", UTF-8");
    }

    private static List<Finding> traceFolder() {
        Path folder = TraceArgument.directory().root();
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return List.of(Finding.fail(
                    "traces",
                    folder + " cannot be written",
                    "nothing can be recorded there",
                    "set JRR_TRACE_DIR to a folder that can"));
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String text = Size.text(free) + " free for recordings";
            return List.of(
                    Finding.ok("traces", folder.toString()),
                    free < LOW_DISK_BYTES
                            ? Finding.warn("disk", text, "a long recording may be cut short", "jrr-tui rm makes room")
                            : Finding.ok("disk", text));
        } catch (IOException e) {
            return List.of(Finding.warn("disk", "free space is unknown", e.getMessage(), ""));
        }
    }
}
