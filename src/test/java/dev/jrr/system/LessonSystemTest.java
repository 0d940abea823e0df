package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lessons that come along, and those that users write. */
@Tag("system")
@Timeout(120)
final class LessonSystemTest {
    private static final Path SOURCES = Path.of("src/main/demo");

    private static final String BELL = """
            title: A bell
            summary: What one learns.
            program: bell.c
            arguments: 'ding dong'
            minutes: 3

            step: It rings
            go: find text ~ "ding dong"
            claim: output => ^ding dong$
            claim: bt => ring

            The bell rings.
            """;

    private static final String PROGRAM = """
            #include <stdio.h>

            static void ring(const char *sound) {
                printf("%s\\n", sound);
                fflush(stdout);
            }

            int main(int count, char **words) {
                ring(count > 1 ? words[1] : "nothing");
                return 0;
            }
            """;

    @TempDir
    private Path scratch;

    private Path lessons;
    private Path traces;
    private Runs runs;

    @BeforeEach
    void makeFolders() throws IOException {
        lessons = Files.createDirectories(scratch.resolve("config/jrr-tui/lessons"));
        traces = scratch.resolve("traces");
        runs = new Runs(
                scratch,
                Map.of(
                        "XDG_CONFIG_HOME", scratch.resolve("config").toString(),
                        "XDG_CACHE_HOME", scratch.resolve("cache").toString(),
                        "JRR_TRACE_DIR", traces.toString(),
                        // The system's own python3: one that is found by scripts is hundreds of processes away.
                        "PATH", "/usr/local/bin:/usr/bin:/bin"));
    }

    private static List<String> builtIn() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".lesson"))
                    .map(name -> name.replace(".lesson", ""))
                    .sorted()
                    .toList();
        }
    }

    private void writeBell() throws IOException {
        Files.writeString(lessons.resolve("bell.lesson"), BELL);
        Files.writeString(lessons.resolve("bell.c"), PROGRAM);
    }

    private long recordings() throws IOException {
        if (!Files.isDirectory(traces)) {
            return 0;
        }
        try (Stream<Path> folders = Files.list(traces)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("header")))
                    .filter(folder -> !Files.isSymbolicLink(folder))
                    .count();
        }
    }

    @Test
    void everyLessonThatComesAlongIsAsItShouldBe() throws IOException {
        List<String> names = builtIn();
        // Some at a time, as each run of the tool has a limit of time.
        for (int i = 0; i < names.size(); i += 3) {
            List<String> some = names.subList(i, Math.min(i + 3, names.size()));
            List<String> words = new ArrayList<>(List.of("demo", "--check"));
            words.addAll(some);
            Outcome outcome = runs.tool(words.toArray(new String[0]));
            assertThat(outcome.status()).as(outcome.output()).isZero();
            for (String name : some) {
                assertThat(outcome.output()).containsPattern("(?m)^" + name + ": .* all as they should be");
            }
        }
        assertThat(recordings()).isZero();
    }

    @Test
    void theListSaysWhatOneLearns() throws IOException {
        writeBell();
        Outcome outcome = runs.tool("demo");
        assertThat(outcome.status()).isZero();
        assertThat(builtIn()).hasSizeGreaterThanOrEqualTo(8);
        for (String name : builtIn()) {
            assertThat(outcome.output()).containsPattern("(?m)^  " + name + " +\\S.* \\(\\d+ minutes\\)$");
        }
        assertThat(outcome.output())
                .containsPattern("(?m)^  bell +A bell \\(3 minutes\\)\n +What one learns\\.$")
                .contains(lessons.toString());
        assertThat(outcome.output().lines().mapToInt(String::length).max().orElse(0))
                .isLessThan(200);
    }

    @Test
    void aUsersLessonIsCompiledRecordedAndToldAsAText() throws IOException {
        writeBell();
        Outcome outcome = runs.tool("demo", "bell");
        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("ding dong\n")
                .containsPattern("verified \\d+ frames of 1 tasks, 0 divergences")
                .contains("1. It rings\n\n   The bell rings.\n\n   > find text ~ \"ding dong\"\n   frame ")
                .contains("write(1");
        assertThat(recordings()).isEqualTo(1);
        try (Stream<Path> made = Files.list(scratch.resolve("cache/jrr-tui/lessons"))) {
            assertThat(made).hasSize(1);
        }
        assertThat(runs.tool("demo", "--check", "bell").status()).isZero();
        assertThat(recordings()).isEqualTo(1);
    }

    @Test
    void aBrokenLessonIsListedAndTheOthersAreThere() throws IOException {
        writeBell();
        Files.writeString(lessons.resolve("mutex.lesson"), "titel: My own\n");
        Outcome list = runs.tool("demo");
        assertThat(list.status()).isZero();
        assertThat(list.output())
                .contains("mutex.lesson:1: no entry is called \"titel:\"; did you mean title:?")
                .contains("What a mutex really does")
                .contains("A bell");
        Outcome check = runs.tool("demo", "--check", "mutex", "bell");
        assertThat(check.status()).isEqualTo(1);
        assertThat(check.output()).contains("mutex.lesson:1: ").contains("bell: 1 steps, 0 questions, all as");
    }

    @Test
    void aStepThatIsNotTrueIsNamed() throws IOException {
        writeBell();
        Files.writeString(lessons.resolve("bell.lesson"), BELL.replace("=> ring", "=> sing"));
        Outcome outcome = runs.tool("demo", "--check", "bell");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("bell: step 1 (It rings): claim: bt: nothing it prints fits sing; it prints: #0")
                .contains("bell: the recording is kept: " + traces);
        assertThat(recordings()).isEqualTo(1);
    }

    @Test
    void aProgramThatCannotBeMadeIsSaidInOneLineBehindTheCompilersOwn() throws IOException {
        writeBell();
        Files.writeString(lessons.resolve("bell.c"), "int main(void) { return nothing; }\n");
        Outcome broken = runs.tool("demo", "bell");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.output())
                .contains("nothing")
                .contains("jrr-tui: bell: its program cannot be compiled: cc -o ");
        Files.writeString(lessons.resolve("bell.lesson"), BELL.replace("minutes", "compile: no-such-cc -g\nminutes"));
        Outcome missing = runs.tool("demo", "bell");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.output())
                .isEqualTo("jrr-tui: the lesson bell needs no-such-cc, which is not installed; "
                        + "on Debian or Ubuntu: sudo apt-get install gcc libc6-dev\n");
        Files.delete(lessons.resolve("bell.c"));
        assertThat(runs.tool("demo", "bell").output())
                .contains("is not there; program: names it")
                .hasLineCount(1);
        assertThat(recordings()).isZero();
    }

    @Test
    void optionsThatTheRecorderDoesNotHaveAreSaid() throws IOException {
        writeBell();
        Files.writeString(lessons.resolve("bell.lesson"), BELL.replace("minutes", "record: --slow\nminutes"));
        Outcome outcome = runs.tool("demo", "bell");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .hasLineCount(1)
                .startsWith("jrr-tui: bell.lesson: record: ")
                .contains("--slow");
    }

    @Test
    void theFormatIsShown() {
        Outcome outcome = runs.tool("demo", "--format");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).startsWith("# How lessons are written\n").contains("`answer-task:`");
    }

    @Test
    void aLessonThatIsNotThereIsAMistakeOnTheCommandLine() {
        Outcome outcome = runs.tool("demo", "no-such");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).isEqualTo("jrr-tui: no lesson is called no-such; jrr-tui demo lists them\n");
    }
}
