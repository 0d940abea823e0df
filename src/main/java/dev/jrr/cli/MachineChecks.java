package dev.jrr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What kernel, processor and surroundings allow, read from files below a root: a machine, or a test's folder. */
final class MachineChecks {
    /** PTRACE_GET_SYSCALL_INFO came with it. */
    private static final int LEAST_MAJOR = 5;

    private static final int LEAST_MINOR = 3;

    private final Path root;

    MachineChecks(Path root) {
        this.root = root;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(kernel());
        findings.add(ptraceScope());
        findings.add(seccomp());
        findings.add(container());
        findings.addAll(processor());
        findings.add(pmu());
        findings.add(processes());
        return findings;
    }

    Finding kernel() {
        String release = text("proc/sys/kernel/osrelease").orElse("unknown");
        String[] parts = release.split("[^0-9]+");
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = Integer.parseInt(parts[1]);
            if (major < LEAST_MAJOR || (major == LEAST_MAJOR && minor < LEAST_MINOR)) {
                return Finding.fail(
                        "kernel",
                        "Linux " + release,
                        "system calls cannot be told apart at their stops",
                        "Linux 5.3 or later is needed");
            }
            return Finding.ok("kernel", "Linux " + release);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Finding.warn("kernel", "Linux " + release, "its version is not understood", "");
        }
    }

    Finding ptraceScope() {
        String scope = text("proc/sys/kernel/yama/ptrace_scope").orElse("");
        String mend = "sudo sysctl kernel.yama.ptrace_scope=1";
        return switch (scope) {
            case "" -> Finding.ok("yama", "not in use");
            case "0", "1" -> Finding.ok("yama", "ptrace_scope is " + scope + ", which allows what is needed");
            case "2" ->
                isAllowed(CAP_SYS_PTRACE)
                        ? Finding.ok("yama", "ptrace_scope is 2, and this process may trace all the same")
                        : Finding.fail("yama", "ptrace_scope is 2", "only root may trace", mend);
            default ->
                Finding.fail(
                        "yama",
                        "ptrace_scope is " + scope,
                        "nobody may trace until the next start",
                        "reboot, then " + mend);
        };
    }

    private static final int CAP_SYS_PTRACE = 19;

    private boolean isAllowed(int capability) {
        try {
            return status("CapEff")
                    .map(mask -> (Long.parseUnsignedLong(mask, 16) >> capability & 1) != 0)
                    .orElse(false);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    Finding seccomp() {
        Optional<String> actions = text("proc/sys/kernel/seccomp/actions_avail");
        if (actions.isEmpty()) {
            return Finding.fail(
                    "seccomp",
                    "the kernel does not have it",
                    "recording needs it",
                    "use a kernel with CONFIG_SECCOMP_FILTER");
        }
        return List.of(actions.get().split("\\s+")).contains("trace")
                ? Finding.ok("seccomp", "filters can stop system calls for the recorder")
                : Finding.fail("seccomp", "no \"trace\" action", "recording needs it", "use another kernel");
    }

    Finding container() {
        boolean filtered = status("Seccomp").orElse("0").equals("2");
        boolean inside = Files.exists(root.resolve(".dockerenv"))
                || Files.exists(root.resolve("run/.containerenv"))
                || text("proc/1/environ").orElse("").contains("container=");
        if (filtered) {
            return Finding.ok(
                    "container",
                    (inside ? "a container" : "a sandbox")
                            + " with a system call filter; if it refuses ptrace: docker run --cap-add=SYS_PTRACE");
        }
        return Finding.ok("container", inside ? "a container without a system call filter" : "none");
    }

    /** What the first processor can do, in the kernel's words. */
    Set<String> processorFlags() {
        return new HashSet<>(Arrays.asList(processorFact("flags").split("\\s+")));
    }

    private String processorFact(String name) {
        for (String line : text("proc/cpuinfo").orElse("").split("\n")) {
            String[] parts = line.split(":", 2);
            if (parts.length == 2 && parts[0].strip().equals(name)) {
                return parts[1].strip();
            }
        }
        return "";
    }

    List<Finding> processor() {
        String model = processorFact("model name");
        Set<String> flags = processorFlags();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("cpu", model.isEmpty() ? "unknown model" : model));
        boolean faulting = flags.contains("cpuid_fault");
        findings.add(
                faulting
                        ? Finding.ok("cpuid", "can be made to fault: replays see the recording's processor")
                        : Finding.warn(
                                "cpuid",
                                "cannot be made to fault here",
                                "a recording replays only on the processor that it was made on, or one that answers alike",
                                "nothing to mend; verify names what differs"));
        List<String> random = new ArrayList<>(List.of("rdrand", "rdseed"));
        random.retainAll(flags);
        findings.add(
                random.isEmpty()
                        ? Finding.ok("random", "the processor has neither rdrand nor rdseed")
                        : Finding.ok(
                                "random",
                                "the processor has " + String.join(" and ", random)
                                        + ", which trap and are recorded but in code that programs make themselves"));
        findings.add(
                flags.contains("tsc")
                        ? Finding.ok("tsc", "reads of the time stamp counter trap and are recorded")
                        : Finding.warn("tsc", "no time stamp counter is announced", "programs that read it fail", ""));
        return findings;
    }

    Finding pmu() {
        boolean present = Files.exists(root.resolve("sys/bus/event_source/devices/cpu"))
                || Files.exists(root.resolve("sys/bus/event_source/devices/cpu_core"));
        return Finding.ok("pmu", (present ? "present" : "none") + " (not needed)");
    }

    Finding processes() {
        String limit = text("sys/fs/cgroup/pids.max").orElse("max");
        try {
            if (!limit.equals("max") && Long.parseLong(limit) < 256) {
                return Finding.warn(
                        "limits",
                        "this control group may have " + limit + " processes",
                        "programs of many processes cannot run, and Java itself takes about 30",
                        "raise pids.max");
            }
        } catch (NumberFormatException e) {
            return Finding.ok("limits", "processes: " + limit);
        }
        return Finding.ok("limits", "processes: " + (limit.equals("max") ? "no limit of the control group" : limit));
    }

    private Optional<String> status(String name) {
        return text("proc/self/status")
                .flatMap(text -> text.lines()
                        .filter(line -> line.startsWith(name + ":"))
                        .map(line -> line.substring(name.length() + 1).strip().toLowerCase(Locale.ROOT))
                        .findFirst());
    }

    private Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(root.resolve(path)).strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
