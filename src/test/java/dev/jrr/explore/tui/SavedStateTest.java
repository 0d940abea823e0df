package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    void placesBetweenTwoFramesComeBackAsSuch() {
        TestScreen left = new TestScreen(120, 40);
        Place within = Place.at(40).plusInstructions(12);
        left.model.moveTo(within);
        left.keys("m", "w", "g");
        left.model.moveTo(within.plusInstructions(5));
        state().save(left.model);
        TestScreen found = new TestScreen(120, 40);
        state().restore(found.model, true);
        assertThat(found.model.place()).isEqualTo(within.plusInstructions(5));
        assertThat(found.model.marks().get("w")).isEqualTo(within);
    }

    @Test
    void noPlaceIsBehindTheLastFrame() {
        TestScreen left = new TestScreen(120, 40);
        left.model.moveTo(Place.at(999).plusInstructions(1));
        state().save(left.model);
        TestScreen found = new TestScreen(120, 40);
        state().restore(found.model, true);
        assertThat(found.model.position()).isZero();
    }

    @Test
    void breakpointsComeBackWithTheirNumbersAndConditions() {
        TestScreen left = new TestScreen(120, 40);
        left.text(":break 0x401040").keys("Enter", "Esc");
        left.text(":break 0x401044 if rdi > 3").keys("Enter", "Esc");
        left.text(":delete 1").keys("Enter");
        state().save(left.model);
        TestScreen found = new TestScreen(120, 40);
        state().restore(found.model, true);
        assertThat(found.model.breakpoints().keySet()).containsExactly(2);
        Breakpoint breakpoint = found.model.breakpoints().get(2);
        assertThat(breakpoint.address()).hasValue(0x401044);
        assertThat(breakpoint.text())
                .isEqualTo(left.model.breakpoints().get(2).text())
                .endsWith(" if rdi > 3");
    }

    @Test
    void oldestFilesOfTracesThatAreGoneMakeRoom() throws IOException {
        state().save(new TestScreen(80, 24).model);
        Path folder = home.resolve(".local/state/jrr-tui/explorer");
        Path there = Files.createDirectory(home.resolve("trace"));
        for (int i = 0; i < StateFolder.KEPT + 10; i++) {
            Path trace = i == 0 ? there : home.resolve("gone" + i);
            Path file = Files.writeString(folder.resolve("old" + i), "trace " + trace + "\nposition 1\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * (i + 1)));
        }
        state().save(new TestScreen(80, 24).model);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(StateFolder.KEPT)
                    .contains("run-1", "old0", "old12")
                    .doesNotContain("old1", "old11");
        }
    }

    @Test
    void filesOfTracesThatAreThereAreNeverPruned() throws IOException {
        Path folder = Files.createDirectory(home.resolve("states"));
        for (int i = 0; i < StateFolder.KEPT + 10; i++) {
            Files.writeString(folder.resolve("s" + i), "trace " + home + "\n");
        }
        StateFolder.prune(folder);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(StateFolder.KEPT + 10);
        }
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
                List.of(
                        "position 99999999",
                        "mark a x",
                        "mark b 7",
                        "filter (((",
                        "tab NOPE",
                        "\u0000",
                        "memory rax",
                        "breakpoint 1",
                        "breakpoint 2 always at:1:2:k",
                        "breakpoint 3 a at:1:2:k x"));
        TestScreen found = new TestScreen(80, 24);
        state().restore(found.model, true);
        assertThat(found.model.position()).isZero();
        assertThat(found.model.marks().keySet()).containsExactly("b");
        assertThat(found.model.memory().expression()).isEqualTo("rax");
        assertThat(found.model.breakpoints()).isEmpty();
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        state().restore(new TestScreen(80, 24).model, true);
    }
}
