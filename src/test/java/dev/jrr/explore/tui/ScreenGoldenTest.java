package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every pane at three sizes, as text. */
final class ScreenGoldenTest {
    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void registersMarkWhatChanged(int width, int height) {
        check("registers", new TestScreen(width, height).keys("j", "j", "1"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void memoryMarksWhatChangedAndNamesWhatIsNotThere(int width, int height) {
        check(
                "memory",
                new TestScreen(width, height).keys("2", "a").text("rsp+0x40").keys("Enter", "j"),
                width,
                height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void tasksShowWhatTheyDo(int width, int height) {
        check("tasks", new TestScreen(width, height).quick("2", "0", "j").keys("t", "Down"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void signalsAreListedNewestFirst(int width, int height) {
        check("signals", new TestScreen(width, height).keys("x", "x", "7"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void futexCallsSayWhatWasFoundAndHowTheyWereHandled(int width, int height) {
        check("futex", new TestScreen(width, height).text(":245").keys("Enter", "6"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void mapsNameTheirFiles(int width, int height) {
        check("maps", new TestScreen(width, height).keys("8"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void outputIsWhatWasPrintedUpToHere(int width, int height) {
        check("output", new TestScreen(width, height).text(":57").keys("Enter", "9"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void eventsShowTheCursorAMarkAndAMessage(int width, int height) {
        check("events", new TestScreen(width, height).keys("d", "m", "a", "x", "G", "j"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void filterNarrowsTheEventsAndSaysWhatIsWrongWithTheNext(int width, int height) {
        TestScreen screen = new TestScreen(width, height).keys("\\").text("syscall = futex");
        check("filter", screen.keys("Enter", "j", "\\").text("result ! 0"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void paletteShowsTheBestFirstWithTheirKeys(int width, int height) {
        check(
                "palette",
                new TestScreen(width, height).keys("Ctrl-P").text("fut").keys("Down"),
                width,
                height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void copyShowsWhatWouldBeCopied(int width, int height) {
        check("copy", new TestScreen(width, height).keys("d", "y", "Down"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void helpListsTheKeys(int width, int height) {
        check("help", new TestScreen(width, height).keys("?"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void catchingUpIsShownWithItsProgress(int width, int height) {
        TestScreen screen = new TestScreen(
                width, height, new Theme(Theme.Depth.SIXTEEN, true), LiveState.catchingUp(43, 100), new FakeRun(1000));
        check("catching-up", screen.keys("j", "8"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40", "180,45"})
    void codeShowsSourceInstructionsAndWhatTheyUse(int width, int height) {
        TestScreen screen = new TestScreen(width, height).text(":518").keys("Enter");
        screen.text(":break 0x401040").keys("Enter", "Esc", "3");
        if (!screen.model.isInspectorFocused()) {
            screen.keys("Tab");
        }
        screen.keys("Down", "Down");
        check("code", screen, width, height);
    }

    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void stackMarksTheFrameThatCodeShows(int width, int height) {
        TestScreen screen = new TestScreen(width, height).keys("j", "4");
        if (!screen.model.isInspectorFocused()) {
            screen.keys("Tab");
        }
        check("stack", screen.keys("Down"), width, height);
    }

    @Test
    void stylesSayWhatTheSignsSay() {
        Golden.check(
                "screens/styles-80x24.txt", new TestScreen(80, 24).keys("d").styles());
    }

    @Test
    void asciiTerminalGetsAsciiBorders() {
        TestScreen screen =
                new TestScreen(80, 24, new Theme(Theme.Depth.NONE, false), LiveState.READY, new FakeRun(30));
        String shown = screen.keys("j").shown();
        Golden.check("screens/ascii-80x24.txt", shown);
        assertThat(shown).matches("\\p{ASCII}*");
    }

    private static void check(String name, TestScreen screen, int width, int height) {
        Golden.check("screens/" + name + "-" + width + "x" + height + ".txt", screen.shown());
    }
}
