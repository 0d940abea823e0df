package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Event;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The scroll bar of the events says where in the whole list something is. */
final class EventMapTest {
    private static final int FRAMES = 2_000;
    private static final int GETPID = 39;
    private static final Theme PLAIN = new Theme(Theme.Depth.NONE, true);

    /** Two failures and a signal far from each other, and otherwise nothing. */
    private static Run run() {
        SampleFrames frames = new SampleFrames();
        for (int i = 0; i < FRAMES; i++) {
            if (i == 1_500) {
                frames.signal(SampleFrames.MAIN, 10, Event.Disposition.HANDLED);
            } else {
                frames.syscall(SampleFrames.MAIN, GETPID, i == 300 || i == 1_999 ? -2 : i);
            }
        }
        TaskSummary task =
                new TaskSummary(SampleFrames.MAIN, TaskUid.NONE, 100, "a", 0, FRAMES - 1, OptionalInt.empty());
        return new KeptRun("./sample", frames.frames(), new TraceSummary(true, FRAMES, FRAMES, FRAMES, List.of(task)));
    }

    private static TestScreen screen(int width, int height) {
        return new TestScreen(width, height, PLAIN, LiveState.READY, run());
    }

    /** The signs of the map that are not blank, each with the frame at which its row begins. */
    private static List<String> signs(TestScreen screen) {
        screen.shown();
        String map = new String(EventMap.of(screen.model));
        List<String> signs = new ArrayList<>();
        for (int row = 0; row < map.length(); row++) {
            if (map.charAt(row) != EventMap.NOTHING) {
                signs.add(map.charAt(row) + "" + FRAMES * row / map.length());
            }
        }
        return signs;
    }

    @Test
    void failuresAndSignalsStandWhereTheyAre() {
        TestScreen screen = screen(80, 24);
        assertThat(screen.model.layout().eventRows()).isEqualTo(18);
        assertThat(signs(screen)).containsExactly("!222", "*1444", "!1888");
    }

    @Test
    void itIsThereOnScreensWithoutATimelineToo() {
        assertThat(signs(screen(40, 20))).containsExactly("!235", "*1411", "!1882");
    }

    @Test
    void marksAndHitsAreShownBeforeTheRest() {
        TestScreen screen = screen(80, 24);
        screen.text(":310").keys("Enter", "m", "q");
        screen.keys("/").text("= 1013$").keys("Enter");
        assertThat(signs(screen)).containsExactly("q222", "/1000", "*1444", "!1888");
    }

    @Test
    void ofAFilteredListOnlyMarksAreKnown() {
        TestScreen screen = screen(80, 24);
        screen.text(":1000").keys("Enter", "m", "q");
        screen.keys("\\").text("frame >= 900").keys("Enter");
        assertThat(signs(screen)).hasSize(1).first().asString().startsWith("q");
        assertThat(EventMap.of(screen.model)[1])
                .as("100 of 1,100 frames are before it")
                .isEqualTo('q');
    }

    @Test
    void aListThatIsAllInSightNeedsNone() {
        TestScreen screen = new TestScreen(120, 40, PLAIN, LiveState.READY, new FakeRun(20));
        assertThat(new String(EventMap.of(screen.model))).isBlank();
    }

    @Test
    void theThumbIsSeenBehindItsSign() {
        TestScreen screen = screen(80, 24).keys("G");
        int bar = screen.model.layout().events().orElseThrow().right() - 1;
        List<String> rows = screen.shown().lines().toList();
        List<String> styles = screen.styles().lines().toList();
        int last = screen.model.layout().events().orElseThrow().bottom() - 1;
        assertThat(rows.get(last).charAt(bar)).isEqualTo('!');
        assertThat(styles.get(last).charAt(bar)).isEqualTo('s');
        assertThat(rows.stream()
                        .map(row -> row.length() > bar ? row.charAt(bar) : ' ')
                        .collect(Collectors.toList()))
                .contains('*');
    }

    @Test
    void nothingIsReadForIt() {
        List<Runnable> never = new ArrayList<>();
        Run run = new DamagedRun(run(), 0, FRAMES);
        Model model = new Model(
                run,
                new FakeLive(LiveState.READY),
                new Work(run, Runnable::run, never::add),
                new Filters(run, Runnable::run),
                0);
        assertThat(new String(EventMap.of(model)))
                .as("frames that cannot be read would be noticed")
                .isBlank();
        assertThat(never).as("it is read on another thread").hasSize(1);
    }
}
