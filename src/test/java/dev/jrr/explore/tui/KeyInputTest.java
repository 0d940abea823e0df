package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.input.MouseActionType;
import dev.jrr.explore.shell.ShellCommands;
import dev.jrr.explore.shell.ShellWord;
import dev.jrr.explore.view.Frames;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import org.junit.jupiter.api.Test;

/** What keys and clicks do to the model. */
final class KeyInputTest {
    private final TestScreen screen = new TestScreen(120, 40);
    private final Model model = screen.model;

    @Test
    void stepsGoOneFrameForwardAndBack() {
        screen.keys("j", "j", "k");
        assertThat(model.position()).isEqualTo(1);
    }

    @Test
    void countComesFirst() {
        screen.quick("2", "0", "j");
        assertThat(model.position()).isEqualTo(20);
        assertThat(model.tab()).isEqualTo(Tab.REGISTERS);
    }

    @Test
    void countOfOneDigitLeavesTheTabAsItWas() {
        screen.quick("5", "j");
        assertThat(model.position()).isEqualTo(5);
        assertThat(model.tab()).isEqualTo(Tab.REGISTERS);
    }

    @Test
    void digitIsNoCountOfAKeyThatTakesNoneHoweverQuickItComes() {
        screen.quick("4", "Tab");
        assertThat(model.tab()).isEqualTo(Tab.STACK);
        assertThat(model.isInspectorFocused()).isTrue();
    }

    @Test
    void digitAloneOpensItsTabAtOnceAndIsNoCountLater() {
        screen.keys("8", "j");
        assertThat(model.tab()).isEqualTo(Tab.MAPS);
        assertThat(model.position()).isEqualTo(1);
    }

    @Test
    void flippingThroughTabsIsNoCount() {
        screen.keys("3", "2", "j");
        assertThat(model.tab()).isEqualTo(Tab.MEMORY);
        assertThat(model.position()).isEqualTo(1);
    }

    @Test
    void countThatBeginsWithZeroMayTakeItsTime() {
        screen.keys("0", "5", "j");
        assertThat(model.tab()).isEqualTo(Tab.REGISTERS);
        assertThat(model.position()).isEqualTo(5);
    }

    @Test
    void filterShowsOnlyWhatPassesAndStepsGoByItsRows() {
        screen.keys("\\").text("kind = signal").keys("Enter", "j");
        assertThat(model.position()).isEqualTo(17);
        screen.keys("j");
        assertThat(model.position()).isEqualTo(67);
        assertThat(screen.shown()).contains("all > kind = signal: 20 of 1,000").doesNotContain("openat");
        screen.keys("k", "k");
        assertThat(model.position()).isEqualTo(17);
        assertThat(model.message()).isEqualTo("no earlier frame passes the filter");
    }

    @Test
    void filtersLieOnEachOtherAndAreTakenAwayOneByOne() {
        screen.keys("\\")
                .text("syscall = futex")
                .keys("Enter", "\\")
                .text("result < 0")
                .keys("Enter", "j");
        assertThat(model.position()).isEqualTo(15);
        assertThat(screen.shown()).contains("syscall = futex > result < 0");
        screen.keys("Backspace", "k");
        assertThat(model.position()).isEqualTo(5);
        screen.keys("Backspace", "k");
        assertThat(model.position()).isEqualTo(4);
        screen.keys("Backspace");
        assertThat(model.message()).isEqualTo("no filter is on: \\ adds one");
    }

    @Test
    void filterIsCheckedAsItIsTypedAndAMistakeIsNotTaken() {
        screen.keys("\\").text("syscal");
        assertThat(screen.shown()).contains("^");
        screen.keys("Enter");
        assertThat(model.filters().isEmpty()).isTrue();
        assertThat(model.message()).isNotEmpty();
    }

    @Test
    void searchesFindOnlyWhatTheFilterShows() {
        screen.keys("\\").text("task = 4101").keys("Enter", "x");
        assertThat(model.position()).isEqualTo(117);
        screen.keys("d");
        assertThat(model.current().orElseThrow().task().tid()).isEqualTo(4101);
    }

    @Test
    void positionThatDoesNotPassTheFilterIsShownAllTheSame() {
        screen.keys("\\").text("kind = signal").keys("Enter").text(":30").keys("Enter");
        assertThat(screen.shown()).contains("> 30 ").contains("*  SIGUSR1");
        screen.click(5, model.layout().events().orElseThrow().top() + 1);
        assertThat(model.position()).isEqualTo(17);
    }

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
    void stepBeyondAnEndStaysAndSaysSo() {
        screen.keys("k");
        assertThat(model.message()).isEqualTo("this is the first frame");
        screen.keys("G", "j");
        assertThat(model.position()).isEqualTo(999);
        assertThat(model.message()).isEqualTo("this is the last frame");
    }

    @Test
    void motionsByKindFindTheirFramesBothWays() {
        screen.keys("x");
        assertThat(model.position()).isEqualTo(17);
        screen.keys("d");
        assertThat(model.position()).isEqualTo(23);
        screen.keys("f");
        assertThat(model.position()).isEqualTo(25);
        screen.keys("F", "D");
        assertThat(model.position()).isEqualTo(13);
    }

    @Test
    void motionByTaskStaysWithTheTask() {
        screen.quick("1", "0", "j").keys(".", ".");
        assertThat(model.position()).isEqualTo(16);
        assertThat(model.task()).isEqualTo(FakeRun.FIRST);
        screen.keys(",");
        assertThat(model.position()).isEqualTo(11);
    }

    @Test
    void taskSwitchIsWhereAnotherTaskGoesOn() {
        screen.keys("o", "o");
        assertThat(model.position()).isEqualTo(8);
    }

    @Test
    void motionWithoutAGoalStaysAndSaysSo() {
        screen.keys("X");
        assertThat(model.position()).isZero();
        assertThat(model.message()).isEqualTo("no earlier signal");
    }

    @Test
    void countBeyondTheLastHitGoesToTheLast() {
        screen.quick("9", "9", "x");
        assertThat(model.position()).isEqualTo(967);
        assertThat(model.message()).contains("last later signal");
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

    @Test
    void noKeyDoesNothingWithoutAWord() {
        for (KeyMap.Group group : KeyMap.DEFAULT.groups()) {
            for (KeyMap.Binding row : group.bindings()) {
                for (String key : row.keys()) {
                    TestScreen fresh = new TestScreen(120, 40);
                    String before = fresh.shown();
                    fresh.keys(key);
                    assertThat(fresh.shown().equals(before)
                                    && fresh.model.takeRequest().isEmpty())
                            .as(key)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void anyKeyIsHarmlessOnOneFrameAndOnTheSmallestScreens() {
        for (int size : new int[] {1, 5, 20, 60}) {
            TestScreen small =
                    new TestScreen(2 * size, size, new Theme(Theme.Depth.NONE, true), LiveState.READY, new FakeRun(1));
            for (KeyMap.Group group : KeyMap.DEFAULT.groups()) {
                for (KeyMap.Binding row : group.bindings()) {
                    row.keys().forEach(key -> small.keys(key).shown());
                    small.keys("Esc").shown();
                }
            }
            small.text(":help").keys("Enter", "End", "Esc").shown();
            assertThat(small.model.position()).isZero();
        }
    }

    @Test
    void marksAndJumpsReturn() {
        screen.keys("x", "m", "a", "G", "'", "a");
        assertThat(model.position()).isEqualTo(17);
        screen.keys("Ctrl-O");
        assertThat(model.position()).isEqualTo(999);
        screen.keys("Ctrl-O");
        assertThat(model.position()).isZero();
        screen.keys("]");
        assertThat(model.position()).isEqualTo(999);
        screen.keys("'", "q");
        assertThat(model.message()).isEqualTo("mark q is not set: mq sets it");
    }

    @Test
    void unknownKeySaysSo() {
        screen.keys("J");
        assertThat(model.message()).isEqualTo("J is not a key here: ? lists them");
    }

    @Test
    void chosenTaskStaysUntilTheFramesOwnIsFollowedAgain() {
        screen.quick("1", "0", "j").keys("t", "Down", "Enter");
        assertThat(model.task()).isEqualTo(FakeRun.SECOND);
        screen.keys("T");
        assertThat(model.task()).isEqualTo(FakeRun.FIRST);
    }

    @Test
    void escapeCancelsCatchingUp() {
        TestScreen slow =
                new TestScreen(80, 24, new Theme(Theme.Depth.NONE, true), LiveState.catchingUp(1, 9), new FakeRun(100));
        slow.keys("j", "Esc");
        assertThat(slow.live.cancelled).isTrue();
    }

    @Test
    void clicksSetTheFrameAndTheTab() {
        int top = model.layout().events().orElseThrow().top();
        screen.click(10, top + 6);
        assertThat(model.position()).isEqualTo(5);
        screen.click(model.layout().inspector().orElseThrow().left() + 8, top);
        assertThat(model.tab()).isEqualTo(Tab.MEMORY);
    }

    @Test
    void wheelScrollsTheEventsAndLeavesThePosition() {
        screen.mouse(MouseActionType.SCROLL_DOWN, 10, 10);
        assertThat(model.eventWindow().top()).isEqualTo(3);
        assertThat(model.position()).isZero();
    }

    @Test
    void addressMayBeASumAndAMistakeIsNamed() {
        screen.keys("a").text("rsp+0x10").keys("Enter");
        assertThat(model.tab()).isEqualTo(Tab.MEMORY);
        screen.keys("a").text("rsp+foo").keys("Enter");
        assertThat(screen.shown()).contains("cannot read \"foo\"");
    }

    @Test
    void cursorInMemoryMovesByBytesAndRowsAndScrollsAtTheEdges() {
        screen.keys("2", "Tab", "Right", "Right", "Down", "Left");
        assertThat(model.memory()).isEqualTo(new MemoryFocus("rsp", 0, 9));
        screen.keys("Up", "Up");
        assertThat(model.memory()).isEqualTo(new MemoryFocus("rsp", -8, -7));
        screen.keys("PgDn");
        assertThat(model.memory().cursor() - model.memory().offset()).isEqualTo(1);
        assertThat(model.tab()).isEqualTo(Tab.MEMORY);
    }

    @Test
    void enterInMemoryFollowsThePointerAndTheJumpListLeadsBack() {
        screen.keys("a").text("rsp+0x10").keys("Enter");
        MemoryFocus before = model.memory();
        screen.keys("Tab", "Enter");
        // The eight bytes there are "klmn" and four zeros.
        assertThat(model.memory()).isEqualTo(MemoryFocus.at("0x6e6d6c6b"));
        assertThat(screen.shown()).contains("nothing is mapped here");
        screen.keys("Ctrl-O");
        assertThat(model.memory()).isEqualTo(before);
    }

    @Test
    void editTakesDigitsOrTextAndNamesWhatIsNeither() {
        screen.keys("e").text("zz").keys("Enter");
        assertThat(model.message()).startsWith("two hexadecimal digits a byte");
        screen.keys("e").text("\"hi\"").keys("Enter");
        // The fake replay cannot be diverted; the word has reached it.
        assertThat(model.message()).isEqualTo("a fake replay has no instructions");
    }

    @Test
    void whoWroteAsksForTheBytesAtTheCursor() {
        screen.keys("w");
        assertThat(model.tab()).isEqualTo(Tab.MEMORY);
        screen.quick("4", "0", "w");
        assertThat(model.message()).isEqualTo("at most 32 bytes can be watched at once");
    }

    @Test
    void arrowsScrollThePaneThatHasTheFocus() {
        screen.keys("2", "Tab", "Down");
        assertThat(model.position()).isZero();
        assertThat(model.memory().cursor()).isEqualTo(8);
    }

    @Test
    void tenMillionFramesAreDecodedOnlyWhereTheyAreSeen() {
        int[] decoded = new int[1];
        Run run = new CountingRun(new FakeRun(10_000_000), decoded);
        TestScreen large = new TestScreen(80, 24, new Theme(Theme.Depth.MANY, true), LiveState.CANCELLED, run);
        decoded[0] = 0;
        large.keys("G").shown();
        assertThat(decoded[0]).isLessThan(60);
    }

    private record CountingRun(Run run, int[] decoded) implements Run {
        @Override
        public String identity() {
            return run.identity();
        }

        @Override
        public String title() {
            return run.title();
        }

        @Override
        public long frameCount() {
            return run.frameCount();
        }

        @Override
        public TraceFrame frame(long number) {
            return run.frame(number);
        }

        @Override
        public String describe(TraceFrame frame) {
            decoded[0]++;
            return run.describe(frame);
        }

        @Override
        public TraceSummary summary() {
            return run.summary();
        }

        @Override
        public Frames frames() {
            return run.frames();
        }
    }
}
