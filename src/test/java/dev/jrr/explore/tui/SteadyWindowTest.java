package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SteadyWindowTest {
    private final SteadyWindow window = new SteadyWindow();

    @Test
    void rowsStayWhileWhatIsLookedAtIsAmongThem() {
        int top = window.show(50, 100, 10, false);
        assertThat(window.show(51, 100, 10, false)).isEqualTo(top);
        assertThat(window.show(54, 100, 10, false)).isEqualTo(top);
        assertThat(window.show(50, 100, 10, false)).isEqualTo(top);
    }

    @Test
    void cursorDrawsTheRowsAlongOneByOne() {
        assertThat(window.show(50, 100, 10, true)).isEqualTo(43);
        assertThat(window.show(51, 100, 10, true)).isEqualTo(44);
        assertThat(window.show(45, 100, 10, true)).isEqualTo(43);
    }

    @Test
    void jumpLeavesRowsAboveAndBelow() {
        assertThat(window.show(50, 100, 9, false)).isEqualTo(47);
        assertThat(window.show(5, 100, 9, false)).isEqualTo(2);
    }

    @Test
    void noRowIsShownBeyondAnEnd() {
        assertThat(window.show(99, 100, 10, false)).isEqualTo(90);
        assertThat(window.show(0, 100, 10, false)).isZero();
        assertThat(window.show(2, 3, 10, false)).isZero();
    }
}
