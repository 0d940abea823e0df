package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import dev.jrr.testing.Tracees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bugs that were put into programs are found by the shell's words, down to the line. */
@Tag("system")
@Timeout(120)
final class PlantedBugsSystemTest {
    @TempDir
    private Path scratch;

    /** The number of the line of a tracee's source that has this text. */
    private static int line(String tracee, String text) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/tracees", tracee + ".c"));
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                found = i + 1;
            }
        }
        assertThat(found).isPositive();
        return found;
    }

    private List<String> shell(String tracee, String... commands) throws IOException {
        Runs runs = new Runs(scratch);
        if (!Files.exists(runs.trace(tracee))) {
            assertThat(runs.record(tracee, List.of(Tracees.path(tracee))).status())
                    .isEqualTo(3);
        }
        List<String> command = new ArrayList<>(List.of(
                Runs.LAUNCHER.toString(), "shell", runs.trace(tracee).toString(), "-c", String.join("; ", commands)));
        Outcome outcome = runs.run(scratch, command);
        assertThat(outcome.status()).as(outcome.toString()).isZero();
        return outcome.output().lines().toList();
    }

    private static String last(List<String> lines, String part) {
        return lines.stream()
                .filter(line -> line.contains(part))
                .reduce((one, other) -> other)
                .orElseThrow(() -> new AssertionError("no line has " + part + " in " + String.join("\n", lines)));
    }

    @Test
    void aByteOfTheHeapWasWrittenByAnotherThread() throws IOException {
        String name = "bug_heap_overwritten";
        List<String> lines = shell(name, "break report", "continue", "read account 8");
        String bytes = last(lines, "|").substring(18);
        long heap = 0;
        for (int i = 7; i >= 0; i--) {
            heap = heap << 8 | Integer.parseInt(bytes.substring(3 * i, 3 * i + 2), 16);
        }
        lines = shell(
                name, "break report", "continue", "who-wrote 0x" + Long.toHexString(heap + 16) + " 8", "bt", "list");
        String source = "bug_heap_overwritten.c:" + line(name, "account->name[i] = name[i]");
        assertThat(last(lines, "#0 ")).contains("rename_account").contains(source);
        assertThat(lines).anyMatch(line -> line.startsWith("#") && line.contains(" work"));
        assertThat(lines).anyMatch(line -> line.startsWith("> ") && line.contains("account->name[i] = name[i]"));
    }

    @Test
    void theStackWasSmashedByARead() throws IOException {
        String name = "bug_stack_smashed";
        List<String> lines = shell(name, "break report", "continue", "who-wrote rdi+16 8", "bt");
        assertThat(last(lines, "before frame")).contains(": read(").contains("\"this line is longer than\", 24) = 24");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("#") && line.contains("bug_stack_smashed.c:"))
                .anyMatch(line -> line.startsWith("#") && line.contains("main"));
    }

    @Test
    void freedMemoryIsSomebodyElses() throws IOException {
        String name = "bug_use_after_free";
        List<String> lines = shell(name, "break report", "continue", "who-wrote rsi+8 8", "bt");
        assertThat(last(lines, "#0 ")).contains("make_name").contains(name + ".c:" + line(name, "name[i] = (char)"));
        lines = shell(
                name, "break report", "continue", "break free if rdi = 0x" + valueOf(name, "rsi"), "rcontinue", "bt");
        assertThat(lines).anyMatch(each -> each.startsWith("#1 ") && each.contains(" main"));
    }

    private String valueOf(String tracee, String register) throws IOException {
        List<String> lines = shell(tracee, "break report", "continue", "regs");
        String line = lines.stream()
                .filter(each -> each.substring(2).startsWith(register + " "))
                .findFirst()
                .orElseThrow();
        return line.substring(2).trim().split("\\s+")[1].replaceFirst("^0+", "");
    }

    @Test
    void theWakeUpCameBeforeTheWait() throws IOException {
        String name = "bug_lost_wakeup";
        List<String> lines = shell(name, "find text ~ nobody", "locks", "break pthread_cond_signal", "rcontinue", "bt");
        String wait = last(lines, "waits for the condition variable");
        assertThat(wait).contains(" ready");
        long waitFrame = Long.parseLong(wait.replaceFirst(".*since frame (\\d+),.*", "$1"));
        String signal = last(lines, "at ");
        assertThat(signal).contains("pthread_cond_signal");
        assertThat(Long.parseLong(signal.replaceFirst("at (\\d+)[@+].*", "$1"))).isLessThan(waitFrame);
        assertThat(last(lines, "#1 ")).contains("announce");
    }

    @Test
    void aRingOfLocksIsNamedAsADeadlock() throws IOException {
        List<String> lines = shell("bug_lock_order", "find text ~ come", "locks");
        List<String> parts = Stream.of(last(lines, "DEADLOCK: ").substring(10).split(" waits for "))
                .toList();
        assertThat(parts).hasSize(4).first().isEqualTo(parts.get(3));
        assertThat(parts.stream().distinct()).hasSize(3);
        assertThat(lines.stream().filter(line -> line.contains("waits for the mutex") && line.contains(" locks")))
                .hasSize(3);
    }

    @Test
    void aDiversionThatFreesALockRunsToTheProgramsEndAndLeavesTheTraceAsItIs() throws IOException {
        Runs runs = new Runs(scratch);
        String demo = "target/jrr-tui/share/jrr-tui/demo/philosophers";
        assertThat(runs.record("demo", List.of(Path.of(demo).toAbsolutePath().toString()))
                        .status())
                .isEqualTo(3);
        Outcome outcome = runs.run(
                scratch,
                List.of(
                        Runs.LAUNCHER.toString(),
                        "shell",
                        runs.trace("demo").toString(),
                        "-c",
                        "find text ~ deadlock; prev clock_nanosleep; prev clock_nanosleep; locks; write forks 000000000000000000000000; continue; resume; locks"));
        assertThat(outcome.output())
                .contains("DEADLOCK: ")
                .contains("DIVERSION: it has printed")
                .contains("Everyone has eaten.")
                .contains("DIVERSION: all tasks have ended");
        List<String> lines = outcome.output()
                .lines()
                .filter(line -> line.contains("DEADLOCK"))
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo(lines.get(1));
        runs.requireVerified(runs.trace("demo"), 1);
    }

    /** The second time the places of its calls are known, so that mmap is buffered. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDiversionMapsWhatTheRecordingHasMapped(int times) {
        Runs runs = new Runs(
                scratch, Map.of("XDG_CACHE_HOME", scratch.resolve("cache").toString()));
        List<String> program = List.of(Tracees.path("threads_barriers"));
        for (int i = 1; i <= times; i++) {
            assertThat(runs.record("threads-" + i, program).status()).isZero();
        }
        Outcome outcome = runs.run(
                scratch,
                List.of(
                        Runs.LAUNCHER.toString(),
                        "shell",
                        runs.trace("threads-" + times).toString(),
                        "-c",
                        "break main; continue; write rsp-64 00; delete 1; continue"));
        assertThat(outcome.output())
                .contains("DIVERSION: ")
                .contains("DIVERSION: all tasks have ended")
                .doesNotContain("jrr-tui: ");
    }
}
