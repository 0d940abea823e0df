package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A tab that has nothing to show says why, whatever the replay does and however little the run has. */
final class EmptyPaneTest {
    private static final Theme PLAIN = new Theme(Theme.Depth.NONE, true);

    static Stream<Arguments> tabs() {
        return Stream.of(Tab.values())
                .flatMap(tab -> Stream.of(
                                LiveState.READY,
                                LiveState.catchingUp(1, 2),
                                LiveState.CANCELLED,
                                LiveState.failed("no replay here"))
                        .map(state -> Arguments.of(tab, state)));
    }

    @ParameterizedTest
    @MethodSource("tabs")
    void hasASentence(Tab tab, LiveState state) {
        Run shortest = new SampleRun(
                new SampleFrames().syscall(SampleFrames.MAIN, 39, 1).frames());
        Run damaged = new DamagedRun(new FakeRun(100), 0, 100);
        for (Run run : new Run[] {shortest, damaged}) {
            TestScreen screen = new TestScreen(40, 20, PLAIN, state, run);
            screen.keys(KeyMap.DEFAULT.keyOf(Action.values()[Action.TAB_1.ordinal() + tab.ordinal()]));
            screen.model.focusInspector(true);
            screen.model.say("");
            assertThat(screen.shown().lines().skip(1).limit(17))
                    .as("%s of %s", tab, run.title())
                    .anySatisfy(line -> assertThat(line.strip()).hasSizeGreaterThan(10));
        }
    }
}
