package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What filters and the keys for them do to the list of events and to the motions in it. */
final class FilterKeysTest {
    private final TestScreen screen = new TestScreen(120, 40);
    private final Model model = screen.model;

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
}
