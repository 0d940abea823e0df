package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Tracees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** gdb on a replay does what it does on a program, and backward too. */
@Tag("system")
@Timeout(120)
final class GdbSystemTest {
    @TempDir
    private static Path scratch;

    /**
     * A conversation.
     *
     * @param purpose what it shows
     * @param tracee the program
     * @param commands what gdb is told
     * @param expected regular expressions that gdb's answers have, in this order
     */
    record Script(String purpose, String tracee, List<String> commands, List<String> expected) {
        @Override
        public String toString() {
            return purpose;
        }
    }

    private static Script script(String purpose, String tracee, List<String> commands, String... expected) {
        return new Script(purpose, tracee, commands, List.of(expected));
    }

    static List<Script> scripts() {
        return List.of(
                script(
                        "a breakpoint in the program",
                        "bug_use_after_free",
                        List.of("break add", "continue", "bt", "print value"),
                        "Breakpoint 1, add \\(value=1\\)",
                        "#0 +add",
                        "#1 .* in main",
                        "\\$1 = 1"),
                script(
                        "a breakpoint in a library",
                        "bug_stack_smashed",
                        List.of("break write", "continue", "bt"),
                        "Breakpoint 1, .*write",
                        "#1 .* in main"),
                script(
                        "reverse-continue to the previous hit",
                        "bug_use_after_free",
                        List.of("break add", "continue", "continue", "print value", "reverse-continue", "print value"),
                        "\\$1 = 2",
                        "Breakpoint 1, add \\(value=1\\)",
                        "\\$2 = 1"),
                script(
                        "a watched variable, forward",
                        "bug_use_after_free",
                        List.of("break main", "continue", "watch list", "continue", "continue", "bt"),
                        "watchpoint 2: list",
                        "Old value = .*0x0",
                        "Old value = .*0x5555",
                        "#0 +add \\(value=2\\)"),
                script(
                        "a watched variable, backward",
                        "bug_heap_overwritten",
                        List.of(
                                "break report",
                                "continue",
                                "watch account->balance",
                                "reverse-continue",
                                "bt",
                                "print i"),
                        "Breakpoint 1, report",
                        "watchpoint 2: account->balance",
                        "New value = 111",
                        "#0 .*rename_account",
                        "#1 .* work",
                        "\\$1 = 17"),
                script(
                        "reverse-step into the line before",
                        "bug_use_after_free",
                        List.of("break report", "continue", "reverse-step"),
                        "Breakpoint 1, report",
                        "main \\(\\) at .*bug_use_after_free.c"),
                script(
                        "reverse-next over a call",
                        "bug_use_after_free",
                        List.of("break report", "continue", "reverse-finish", "reverse-next", "reverse-next"),
                        "Breakpoint 1, ",
                        "report\\(name, list\\)",
                        "make_name\\(\\)"),
                script(
                        "reverse-finish goes to the caller",
                        "bug_heap_overwritten",
                        List.of("break rename_account", "continue", "reverse-finish"),
                        "Breakpoint 1, ",
                        " in work \\(",
                        "rename_account\\(\"a name"),
                script(
                        "stepi and reverse-stepi are opposites",
                        "bug_use_after_free",
                        List.of(
                                "break add",
                                "continue",
                                "print $pc",
                                "stepi 7",
                                "reverse-stepi 7",
                                "print $pc == (void*)$1",
                                "info registers rip"),
                        "\\$2 = 1"),
                script(
                        "next and step by lines",
                        "bug_use_after_free",
                        List.of("break main", "continue", "step", "bt 1", "finish", "next", "next"),
                        "add \\(value=1\\)",
                        "main \\(\\) at",
                        "free\\(list\\)"),
                script(
                        "threads and their stacks",
                        "bug_lock_order",
                        List.of("goto 70", "info threads", "thread apply all bt 8"),
                        "Thread",
                        "Thread",
                        "take_two",
                        "take_two"),
                script(
                        "the shell's words by monitor",
                        "bug_lock_order",
                        List.of("monitor find text ~ come", "monitor locks"),
                        "no thread has come back",
                        "DEADLOCK"),
                script(
                        "goto and when",
                        "bug_use_after_free",
                        List.of("goto 30", "when", "goto 5", "when"),
                        "frame 30 of",
                        "frame 5 of"),
                script(
                        "the end, and back from there",
                        "bug_use_after_free",
                        List.of("continue", "break main", "reverse-continue", "bt"),
                        "No more reverse-execution history",
                        "Breakpoint 1, main"),
                script(
                        "the start",
                        "bug_use_after_free",
                        List.of("break main", "continue", "delete", "reverse-continue", "when"),
                        "Breakpoint 1, ",
                        "No more reverse-execution history",
                        "frame 0 of"),
                script(
                        "memory and data structures",
                        "bug_use_after_free",
                        List.of("break report", "continue", "print *first", "x/2gx first", "print name[0]@3"),
                        "next = 0x",
                        "0x5555",
                        "\"abc\""),
                script(
                        "a condition on a breakpoint",
                        "bug_heap_overwritten",
                        List.of("break 13 if i == 16", "continue", "print i", "print name"),
                        "Breakpoint 1, ",
                        "\\$1 = 16",
                        "too"),
                script(
                        "libraries are read from the trace",
                        "bug_lock_order",
                        List.of("break take_two", "continue", "info sharedlibrary"),
                        "Yes .*ld-linux",
                        "Yes .*libc.so.6"),
                script("a signal that ends the program", "process_aborts", List.of("continue", "bt"), "SIGABRT", "#"),
                script(
                        "a change is a diversion, and can be left",
                        "bug_use_after_free",
                        List.of(
                                "break report",
                                "continue",
                                "set var list->value = 2",
                                "print list->value",
                                "monitor where",
                                "monitor resume",
                                "maintenance flush register-cache",
                                "print list->value == 2"),
                        "\\$1 = 2",
                        "DIVERSION",
                        "\\$2 = 0"),
                script(
                        "a watchpoint that a system call triggers",
                        "bug_stack_smashed",
                        List.of("break receive", "continue", "watch line->checked", "continue", "bt"),
                        "watchpoint 2: line->checked",
                        "Old value = 21",
                        "#1 .*receive|#0 .*receive"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @Execution(ExecutionMode.CONCURRENT)
    void gdbAnswersAsOnAProgram(Script script) throws Exception {
        List<String> commands = new ArrayList<>();
        for (String each : script.commands()) {
            commands.add("-ex");
            commands.add(each);
        }
        requireInOrder(answers(script.tracee(), commands), script.expected());
    }

    @Test
    void aScriptFindsThatTheWakeUpCameBeforeTheWait() throws Exception {
        String answers = answers("bug_lost_wakeup", List.of("-x", "src/test/gdb/lost_wakeup.gdb"));
        requireInOrder(
                answers,
                List.of(
                        "waits for the condition variable .* ready",
                        "hit Breakpoint 1, .* in pthread_cond_signal",
                        "#1 .* in announce \\(",
                        "hit Hardware watchpoint 2: is_ready",
                        "Old value = 1\nNew value = 0\nannounce \\(",
                        "hit Breakpoint 3, .* in pthread_cond_wait",
                        "#1 .* in wait_for_it \\(",
                        "\\$1 = 0",
                        "\\$2 = 1"));
        long signal = number(answers, "#1 .* in announce [\\s\\S]*?\nat (\\d+)");
        long wait = number(answers, "#1 .* in wait_for_it [\\s\\S]*?\nat (\\d+)");
        assertThat(signal).isLessThan(wait);
        assertThat(wait).isLessThan(number(answers, "waits for the condition variable .* since frame (\\d+)"));
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in\n%s", pattern, text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** What gdb says to some commands on a recording of a tracee. */
    private static String answers(String tracee, List<String> commands) throws IOException {
        Path trace = recorded(tracee);
        Runs runs = new Runs(Files.createTempDirectory(scratch, "answers"));
        List<String> command = new ArrayList<>(
                List.of("timeout", "60", Runs.LAUNCHER.toString(), "gdb", trace.toString(), "--", "-nx", "-batch"));
        command.addAll(commands);
        return runs.run(Path.of("").toAbsolutePath(), command).output();
    }

    private static synchronized Path recorded(String tracee) {
        Runs runs = new Runs(scratch);
        Path trace = runs.trace(tracee);
        if (!Files.exists(trace)) {
            runs.record(tracee, List.of(Tracees.path(tracee)));
        }
        return trace;
    }

    private static void requireInOrder(String answers, List<String> expected) {
        String rest = answers;
        for (String each : expected) {
            Matcher matcher = Pattern.compile(each).matcher(rest);
            assertThat(matcher.find())
                    .as("%s, then in\n%s\nof\n%s", each, rest, answers)
                    .isTrue();
            rest = rest.substring(matcher.end());
        }
    }
}
