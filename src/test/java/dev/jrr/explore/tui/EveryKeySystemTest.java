package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.trace.TraceReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every key of the table in a real terminal, on a real recording: what it does is on the screen, or why it does not. */
@Tag("system")
@Timeout(240)
final class EveryKeySystemTest {
    private static final String DINNER = Path.of(System.getProperty("jrr.home"), "share/jrr-tui/demo/philosophers")
            .toString();

    @TempDir
    private static Path scratch;

    private static Path recording;
    private static TraceReader trace;
    private static ExplorerTerminal explorer;

    @BeforeAll
    static void record() {
        Runs runs = new Runs(scratch);
        String script = "trap 'echo caught' USR1; kill -USR1 $$; exec " + DINNER;
        assertThat(runs.record("dinner", List.of("sh", "-c", script)).output()).contains("dinner is over");
        recording = runs.trace("dinner");
        trace = TraceReader.open(recording);
        explorer = new ExplorerTerminal(scratch);
    }

    @AfterAll
    static void close() {
        explorer.close();
        trace.close();
    }

    @TestFactory
    List<DynamicTest> theKeyDoesWhatTheTableSays() {
        KeyCases cases = new KeyCases(explorer);
        FrameLookup frames = new FrameLookup(trace);
        new MotionKeyCases(cases, explorer, frames).add();
        new PaneKeyCases(cases, explorer, frames).add();
        new LessonKeyCases(cases, explorer).add();
        assertThat(cases.keys()).as("keys with a case").isEqualTo(keysOfTheTable());
        explorer.start("replay " + recording);
        return cases.tests();
    }

    private static Set<String> keysOfTheTable() {
        return KeyMap.DEFAULT.groups().stream()
                .flatMap(group -> group.bindings().stream())
                .flatMap(row -> row.keys().stream())
                .collect(Collectors.toSet());
    }
}
