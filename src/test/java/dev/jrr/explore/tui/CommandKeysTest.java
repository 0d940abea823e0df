package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.shell.ShellCommands;
import dev.jrr.explore.shell.ShellWord;
import org.junit.jupiter.api.Test;

/** What is typed after a colon and a slash, picked in the palette, and copied. */
final class CommandKeysTest {
    private final TestScreen screen = new TestScreen(120, 40);
    private final Model model = screen.model;

    @Test
    void paletteFindsByAFewLettersAndDoesWhatTheKeyDoes() {
        screen.keys("Ctrl-P").text("nxsig").keys("Enter");
        assertThat(model.position()).isEqualTo(17);
        screen.keys("Ctrl-P").text("tab mem").keys("Enter");
        assertThat(model.tab()).isEqualTo(Tab.MEMORY);
        screen.keys("Ctrl-P").text("mark this").keys("Enter", "b", "g", "Ctrl-P");
        screen.text("go to mark b").keys("Enter");
        assertThat(model.position()).isEqualTo(17);
    }

    @Test
    void paletteThatFindsNothingSaysSoAndEscLeavesIt() {
        screen.keys("Ctrl-P").text("qqqqqq");
        assertThat(screen.shown()).contains("nothing has these letters");
        screen.keys("Enter", "Esc", "j");
        assertThat(model.covers().menu()).isEmpty();
        assertThat(model.position()).isEqualTo(1);
    }

    @Test
    void wordsOfTheShellInThePaletteAreTypedOnInThePrompt() {
        screen.keys("Ctrl-P").text(":goto").keys("Enter").text("40").keys("Enter");
        assertThat(model.position()).isEqualTo(40);
    }

    @Test
    void copyOffersTheFormsAndTakesOneByItsLetter() {
        screen.keys("d", "y");
        assertThat(screen.shown()).contains("the frame as JSON");
        screen.keys("g");
        assertThat(model.takeCopied()).contains("goto 3");
        screen.keys("y", "s");
        assertThat(model.takeCopied().orElseThrow()).startsWith("[pid 4100] openat(");
        screen.keys("y", "j");
        assertThat(model.takeCopied().orElseThrow()).startsWith("{").contains("\"frame\":3");
        screen.keys("2", "y", "b");
        assertThat(model.takeCopied().orElseThrow()).matches("[0-9a-f]{64,}");
        screen.keys("y", "Esc");
        assertThat(model.takeCopied()).isEmpty();
    }

    @Test
    void clickInAMenuPicksItsRow() {
        screen.keys("y");
        int row = screen.shown()
                .lines()
                .toList()
                .indexOf(screen.shown()
                        .lines()
                        .filter(line -> line.contains("the command that comes here"))
                        .findFirst()
                        .orElseThrow());
        screen.click(5, row);
        assertThat(model.takeCopied()).contains("goto 0");
    }

    @Test
    void searchFindsTextAndGoesOn() {
        screen.keys("/").text("round 27").keys("Enter");
        assertThat(model.position()).isEqualTo(27);
        screen.keys("/").text("SIGUSR").keys("Enter", "n", "N");
        assertThat(model.position()).isEqualTo(67);
    }

    @Test
    void patternThatIsNoneSaysWhere() {
        screen.keys("/").text("a(").keys("Enter");
        assertThat(model.message()).startsWith("not a regular expression");
    }

    @Test
    void gotoTakesAFrameAShareAndWords() {
        screen.text(":123").keys("Enter");
        assertThat(model.position()).isEqualTo(123);
        screen.text(":50%").keys("Enter");
        assertThat(model.position()).isEqualTo(500);
        screen.text(":goto end").keys("Enter");
        assertThat(model.position()).isEqualTo(999);
        screen.text(":5000").keys("Enter");
        assertThat(model.message()).isEqualTo("no frame 5000: they go from 0 to 999");
    }

    @Test
    void findUnderstandsTheFilterLanguage() {
        screen.text(":find kind = signal").keys("Enter");
        assertThat(model.position()).isEqualTo(17);
        screen.text(":rfind syscall = futex").keys("Enter");
        assertThat(model.position()).isEqualTo(15);
        screen.text(":find nonsense = 1").keys("Enter");
        assertThat(model.position()).isEqualTo(15);
        assertThat(screen.shown()).contains("[:find nonsense = 1: Esc closes]").contains("^");
        screen.keys("Esc", "j");
        assertThat(model.position()).isEqualTo(16);
    }

    @Test
    void everyWordOfTheShellIsUnderstood() {
        for (ShellWord word : ShellCommands.words()) {
            screen.keys("Esc").text(":" + word.example()).keys("Enter");
            assertThat(model.message() + screen.shown())
                    .as(word.example())
                    .doesNotContain("unknown command")
                    .doesNotContain("usage:");
        }
    }

    @Test
    void outputOfOneLineIsAMessageAndOfMoreATextThatScrolls() {
        screen.text(":mark here").keys("Enter");
        assertThat(model.message()).isEqualTo("marked frame 0 as here");
        screen.text(":maps").keys("Enter");
        assertThat(screen.shown()).contains("[:maps: Esc closes]").contains("[stack]");
        screen.text(":help").keys("Enter", "End", "q");
        assertThat(model.covers().overlay()).isEmpty();
        assertThat(model.takeRequest()).isEmpty();
    }

    @Test
    void commandMovesTheScreenAndItsTask() {
        screen.text(":next signal; mark s").keys("Enter").text(":goto start").keys("Enter");
        screen.text(":goto s").keys("Enter");
        assertThat(model.position()).isEqualTo(17);
        screen.text(":task 4101").keys("Enter");
        assertThat(model.task()).isEqualTo(FakeRun.SECOND);
        assertThat(model.pinnedTask()).contains(FakeRun.SECOND);
    }

    @Test
    void olderLinesComeBackByTheArrows() {
        screen.text(":goto 5").keys("Enter").text(":goto 9").keys("Enter");
        screen.text(":st").keys("Up", "Up");
        assertThat(model.prompts().current().orElseThrow().text()).isEqualTo("goto 5");
        screen.keys("Down", "Down");
        assertThat(model.prompts().current().orElseThrow().text()).isEqualTo("st");
        screen.keys("Up", "Enter");
        assertThat(model.position()).isEqualTo(9);
    }

    @Test
    void tabCompletesWordsAndTheirArguments() {
        screen.text(":ev").keys("Tab");
        assertThat(model.prompts().current().orElseThrow().text()).isEqualTo("events ");
        screen.keys("Ctrl-U").text("next s").keys("Tab");
        assertThat(model.prompts().current().orElseThrow().note()).startsWith("syscall  signal  switch  ");
        assertThat(screen.shown()).contains("syscall  signal  switch  ");
        screen.text("wi").keys("Tab");
        assertThat(model.prompts().current().orElseThrow().text()).isEqualTo("next switch ");
        screen.keys("Ctrl-U").text("task 41").keys("Tab");
        assertThat(model.prompts().current().orElseThrow().text()).isEqualTo("task 4100 ");
    }
}
