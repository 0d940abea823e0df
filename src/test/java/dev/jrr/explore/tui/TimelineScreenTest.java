package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.input.MouseActionType;
import dev.jrr.model.TaskUid;
import dev.jrr.testing.Fixtures;
import dev.jrr.trace.TraceReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timeline and the futex view, as text and as what keys and the mouse do there. */
final class TimelineScreenTest {
    private static final Theme COLOURS = new Theme(Theme.Depth.MANY, true);

    private static TestScreen dinner(int width, int height, int guests) {
        return dinner(width, height, new DinnerRun(guests), COLOURS);
    }

    private static TestScreen dinner(int width, int height, DinnerRun run, Theme theme) {
        return new TestScreen(width, height, theme, new FakeLive(LiveState.READY, run.replay()), run);
    }

    @Test
    void lanesBeyondTheRoomAreScrolledTo() {
        TestScreen screen = dinner(80, 24, 9);
        assertThat(screen.shown())
                .contains("Timeline +7")
                .contains(">dinner 4100")
                .doesNotContain("4109");
        screen.keys("}", "}");
        assertThat(screen.shown()).contains("dinner 4102").doesNotContain("dinner 4100");
        screen.text("20}");
        assertThat(screen.shown()).contains("dinner 4109");
        screen.keys("}");
        assertThat(screen.model.message()).isEqualTo("no more lanes this way");
        screen.keys("j");
        assertThat(screen.shown()).as("the cursor's task comes into sight").contains(">dinner 4100");
    }

    @Test
    void zoomGoesFromTheWholeRunToSingleFramesAndBack() {
        TestScreen screen = new TestScreen(80, 24);
        screen.keys("Z");
        assertThat(screen.model.message()).isEqualTo("this is the whole run");
        assertThat(screen.shown()).contains("whole run, 17 frames a column");
        screen.text(":500").keys("Enter", "z");
        assertThat(screen.shown()).contains("5 frames a column").doesNotContain("whole run");
        screen.keys("z", "z");
        assertThat(screen.shown()).contains("a column a frame");
        screen.keys("z");
        assertThat(screen.model.message()).isEqualTo("a column is a frame: no closer than that");
        String before = screen.shown().lines().skip(2).findFirst().orElseThrow();
        screen.keys("j");
        assertThat(screen.shown().lines().skip(2).findFirst().orElseThrow())
                .as("the window stays while the cursor is well within it")
                .isEqualTo(before.replace(">", " ").replace(" philosophers", before.charAt(0) + "philosophers"));
        screen.keys("G");
        assertThat(screen.shown()).contains("-999, a column a frame");
    }

    @Test
    void aClickGoesToTheFrameOfTheColumnAndToTheTaskOfTheLane() {
        TestScreen screen = new TestScreen(80, 24);
        Area area = screen.model.layout().timeline().orElseThrow();
        String shown = screen.shown();
        int first = shown.lines().skip(2).findFirst().orElseThrow().indexOf('+');
        screen.click(first + 10, area.top() + 2);
        assertThat(screen.model.position())
                .as("the first frame of that task in the cell")
                .isEqualTo(172);
        assertThat(screen.model.pinnedTask()).contains(FakeRun.SECOND);
        screen.keys("T").click(first + 2, area.top());
        assertThat(screen.model.position()).isEqualTo(34);
        assertThat(screen.model.pinnedTask()).isEmpty();
        screen.keys("[");
        assertThat(screen.model.position()).as("a click is a jump").isEqualTo(172);
        screen.mouse(MouseActionType.SCROLL_UP, first + 10, area.top() + 1);
        assertThat(screen.model.timeline().zoom()).isEqualTo(1);
        screen.mouse(MouseActionType.SCROLL_DOWN, first + 10, area.top() + 1);
        assertThat(screen.model.timeline().zoom()).isZero();
    }

    @Test
    void matchesOfASearchAreTicksInTheHeading() {
        TestScreen screen = new TestScreen(80, 24).keys("/").text("round 5.7").keys("Enter");
        assertThat(screen.model.position()).isEqualTo(507);
        String heading = screen.shown().lines().skip(1).findFirst().orElseThrow();
        assertThat(heading.chars().filter(sign -> sign == '/'))
                .as("a column each, and 507 is under the cursor")
                .hasSize(5);
    }

    @Test
    void thereIsNoTimelineOnSmallScreensAndKeysSaySo() {
        TestScreen screen = new TestScreen(79, 24);
        assertThat(screen.shown()).doesNotContain("Timeline");
        screen.keys("z");
        assertThat(screen.model.message()).contains("at least 80 columns");
    }

    @Test
    void theDeadlockIsNamedAtTheStartAndWhereItIs() {
        DinnerRun run = new DinnerRun(3);
        TestScreen screen = dinner(120, 40, run, COLOURS);
        assertThat(screen.model.message())
                .isEqualTo("L goes to what looks like a deadlock: 3 tasks wait for locks for ever");
        assertThat(screen.shown()).doesNotContain("DEADLOCK");
        screen.keys("L");
        assertThat(screen.model.position()).isEqualTo(run.circle());
        assertThat(screen.model.tab()).isEqualTo(Tab.FUTEX);
        assertThat(screen.shown())
                .contains("DEADLOCK: 3 tasks wait in a circle")
                .contains("DEADLOCK: 4101 waits for 4102 waits for 4103 waits for");
        screen.keys("1");
        assertThat(screen.shown()).contains("DEADLOCK: 3 tasks wait in a circle: 6 shows it");
        screen.keys("k");
        assertThat(screen.shown()).doesNotContain("DEADLOCK");
        assertThat(new TestScreen(80, 24).keys("L").model.message())
                .isEqualTo("no task waits for ever for a lock at the end of this run");
    }

    @Test
    void withoutAReplayTheTraceNamesTheDeadlock() {
        DinnerRun run = new DinnerRun(3);
        TestScreen screen = new TestScreen(120, 40, COLOURS, LiveState.failed("no replay"), run);
        screen.keys("L", "1");
        assertThat(screen.shown()).contains("3 tasks wait for locks for ever: 6 shows it");
        TestScreen small = new TestScreen(40, 20, COLOURS, LiveState.failed("no replay"), run);
        assertThat(small.keys("L", "1").shown()).contains("3 tasks wait for locks for ever: 6");
    }

    @Test
    void enterGoesToACallAndToTheMemoryOfAWord() {
        TestScreen screen = dinner(120, 40, 3).keys("L", "Tab");
        Model model = screen.model;
        long circle = model.position();
        screen.keys("Enter");
        assertThat(model.tab()).as("the first row is a word").isEqualTo(Tab.MEMORY);
        assertThat(model.memory().expression()).startsWith("0x4040");
        screen.keys("6", "End", "Enter");
        screen.text("20").quick("Down").keys("Enter");
        assertThat(model.position()).isEqualTo(circle).as("the newest call of the task is at the position");
        screen.keys("U");
        assertThat(model.position()).isLessThan(circle);
        assertThat(model.frame(model.position()).orElseThrow().registers().argument(0))
                .isEqualTo(model.frame(circle).orElseThrow().registers().argument(0));
        screen.keys("[");
        assertThat(model.position()).isEqualTo(circle);
    }

    @Test
    void pLeadsFromAWaitToItsWakeAndBack() {
        DinnerRun run = new DinnerRun(3);
        TestScreen screen = dinner(120, 40, run, COLOURS).keys("f");
        long wait = screen.model.position();
        screen.keys("p");
        long wake = screen.model.position();
        assertThat(wake).isGreaterThan(wait);
        assertThat(run.frame(wake).task()).isEqualTo(new TaskUid(4101, 2));
        screen.keys("p");
        assertThat(screen.model.position()).isEqualTo(wait);
        screen.keys("g", "p");
        assertThat(screen.model.message()).contains("no wait and no wake");
    }

    @Test
    void whatIsNotReadYetIsDrawnFromTheBlocksOfTheTrace() {
        try (TraceReader trace = TraceReader.open(Fixtures.trace("v2-calls"))) {
            Run run = new TraceRun(trace);
            List<Runnable> never = new ArrayList<>();
            Timeline timeline = new Timeline(run, never::add);
            Timeline.Window window = timeline.window(0, 60);
            assertThat(timeline.cells(window).known()).isZero();
            assertThat(timeline.about(0, 1)).contains(1);
            assertThat(timeline.isGoing()).isTrue();
            for (int i = 0; i < never.size(); i++) {
                never.get(i).run();
            }
            assertThat(timeline.cells(window).known()).isEqualTo(run.frameCount());
            assertThat(timeline.isGoing()).isFalse();
        }
    }
}
