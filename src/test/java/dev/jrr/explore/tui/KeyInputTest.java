package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.input.MouseActionType;
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
