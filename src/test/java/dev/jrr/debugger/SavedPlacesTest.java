package dev.jrr.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.replay.Stop;
import dev.jrr.timeline.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of places and breakpoints is read as the same. */
final class SavedPlacesTest {
    private static final Stop AT = new Stop.At(0xffff_ffff_8000_1000L, "/home/ada/my program*2: 3%", 0x40);
    private static final Stop CHANGE = new Stop.Change(4100, 0x404080, 8);

    @Test
    void aPlaceKeepsAllItsMoves() {
        Place place = Place.of(
                Mark.at(17).plusSteps(3).plusStop(AT, 2).plusStop(CHANGE, 4).plusSteps(1));
        assertThat(Place.parse(place.saved())).contains(place);
        assertThat(place.saved()).doesNotContain("\n");
    }

    @Test
    void aFrameIsJustItsNumber() {
        assertThat(Place.at(34).saved()).isEqualTo("34");
        assertThat(Place.parse("34")).contains(Place.at(34));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "x",
                "34 ",
                "34 12",
                "34 +",
                "34 +x",
                "34 2*at:10",
                "34 2*at:zz:0:k",
                "34 2*at:10:0:%zz",
                "34 2*change:1:10:99",
                "34 *",
                "99999999999999999999"
            })
    void whatMakesNoSenseIsNoPlace(String text) {
        assertThat(Place.parse(text).filter(place -> !place.equals(Place.at(34))))
                .isEmpty();
    }

    @Test
    void aBreakpointKeepsItsStopAndItsWords() {
        for (Stop stop : new Stop[] {AT, CHANGE}) {
            Breakpoint made = new Breakpoint(stop, "break 0x1000").named("main at a.c:3");
            Breakpoint found = Breakpoint.parse(made.saved()).orElseThrow();
            assertThat(found.stop()).isEqualTo(stop);
            assertThat(found.text()).isEqualTo("break 0x1000  main at a.c:3");
        }
        assertThat(Breakpoint.parse("at:1:2")).isEmpty();
        assertThat(Breakpoint.parse("nonsense words")).isEmpty();
    }

    @Test
    void aConditionIsNoPartOfTheWords() {
        Breakpoint limited = new Breakpoint(AT, "break 0x1000").when("rdi != 0", live -> true);
        assertThat(limited.text()).isEqualTo("break 0x1000 if rdi != 0");
        assertThat(limited.conditionText()).isEqualTo("rdi != 0");
        assertThat(Breakpoint.parse(limited.saved()).orElseThrow().text()).isEqualTo("break 0x1000");
    }
}
