package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace is as it was left. */
final class SavedStateTest {
    @TempDir
    private Path home;

    private final Run run = new FakeRun(1000, "run-1");

    private SavedState state() {
        return SavedState.of(Map.of("HOME", home.toString()), run).orElseThrow();
    }

    @Test
    void positionTabMemoryFiltersAndMarksComeBack() {
        TestScreen left = new TestScreen(120, 40);
        left.keys("d", "m", "a").text("a").text("rbp+8").keys("Enter", "\\").text("kind = signal");
        left.keys("Enter", "j");
        state().save(left.model);

        TestScreen found = new TestScreen(120, 40);
        state().restore(found.model, true);
        assertThat(found.model.position()).isEqualTo(17);
        assertThat(found.model.tab()).isEqualTo(Tab.MEMORY);
        assertThat(found.model.memory().expression()).isEqualTo("rbp+8");
        assertThat(found.model.filters().sources()).containsExactly("kind = signal");
        assertThat(found.model.marks()).isEqualTo(left.model.marks());
        assertThat(found.model.message()).startsWith("where you left this trace");
    }

    @Test
    void positionThatWasAskedForIsKept() {
        TestScreen left = new TestScreen(80, 24);
        left.keys("d");
        state().save(left.model);
        TestScreen found = new TestScreen(80, 24);
        state().restore(found.model, false);
        assertThat(found.model.position()).isZero();
    }

    @Test
    void runWithoutANameOrAHomeIsNotKept() {
        assertThat(SavedState.of(Map.of("HOME", home.toString()), new FakeRun(10)))
                .isEmpty();
        assertThat(SavedState.of(Map.of(), run)).isEmpty();
    }

    @Test
    void damagedFileLeavesOutWhatMakesNoSense() throws IOException {
        state().save(new TestScreen(80, 24).model);
        Path file;
        try (var files = Files.walk(home)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.write(
                file,
                List.of("position 99999999", "mark a x", "mark b 7", "filter (((", "tab NOPE", "\u0000", "memory rax"));
        TestScreen found = new TestScreen(80, 24);
        state().restore(found.model, true);
        assertThat(found.model.position()).isZero();
        assertThat(found.model.marks().keySet()).containsExactly("b");
        assertThat(found.model.memory().expression()).isEqualTo("rax");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        state().restore(new TestScreen(80, 24).model, true);
    }
}
