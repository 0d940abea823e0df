package dev.jrr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.cli.ProgressDisplay.Place;
import dev.jrr.linux.TerminalDevice.Size;
import dev.jrr.trace.TraceProgress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private Size size = new Size(80, 24);

    private String written() {
        String text = terminal.toString(StandardCharsets.US_ASCII).replace('\033', '^');
        terminal.reset();
        return text;
    }

    @Test
    void lineIsShownWhereTheProgramLacksTheScreen() {
        assertThat(ProgressDisplay.place(false, false, "xterm-256color")).contains(Place.LINE);
        assertThat(ProgressDisplay.place(true, false, "linux")).contains(Place.LINE);
        assertThat(ProgressDisplay.place(true, false, "dumb")).isEmpty();
        assertThat(ProgressDisplay.place(true, false, "")).isEmpty();
    }

    @Test
    void titleIsShownOnlyIfAskedForAndOnlyWhereThereIsOne() {
        assertThat(ProgressDisplay.place(false, true, "xterm")).isEmpty();
        assertThat(ProgressDisplay.place(true, true, "xterm")).contains(Place.TITLE);
        assertThat(ProgressDisplay.place(true, true, "tmux-256color")).contains(Place.TITLE);
        assertThat(ProgressDisplay.place(true, true, "linux")).isEmpty();
    }

    @Test
    void lineIsTheLastOneAndTheCursorStays() {
        try (ProgressDisplay display = new ProgressDisplay(Place.LINE, terminal, () -> size)) {
            display.draw("3 frames");
            assertThat(written()).isEqualTo("^D^7^[1;23r^8^[A" + "^7^[24;1H^[0;2mrecorded 3 frames^[0m^[K^8");
            display.draw("3 frames");
            assertThat(written()).isEmpty();
            display.draw("4 frames");
            assertThat(written()).isEqualTo("^7^[24;1H^[0;2mrecorded 4 frames^[0m^[K^8");
        }
        assertThat(written()).isEqualTo("^7^[r^[24;1H^[K^8");
    }

    @Test
    void anotherSizeBeginsAnewAndCutsTheTextToIt() {
        try (ProgressDisplay display = new ProgressDisplay(Place.LINE, terminal, () -> size)) {
            display.draw("3 frames");
            size = new Size(13, 10);
            written();
            display.draw("3 frames");
            assertThat(written()).isEqualTo("^D^7^[1;9r^8^[A" + "^7^[10;1H^[0;2mrecorded 3 f^[0m^[K^8");
        }
        assertThat(written()).isEqualTo("^7^[r^[10;1H^[K^8");
    }

    @Test
    void screenOfTwoLinesIsLeftAlone() {
        size = new Size(80, 2);
        try (ProgressDisplay display = new ProgressDisplay(Place.LINE, terminal, () -> size)) {
            display.draw("3 frames");
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void titleIsPutBack() {
        try (ProgressDisplay display = new ProgressDisplay(Place.TITLE, terminal, () -> size)) {
            display.draw("3 frames");
            display.draw("4 frames");
        }
        assertThat(written())
                .isEqualTo("^[22;2t^]2;jrr-tui: recorded 3 frames\007^]2;jrr-tui: recorded 4 frames\007^[23;2t");
    }

    @Test
    void nothingIsDrawnAfterTheEnd() {
        ProgressDisplay display = new ProgressDisplay(Place.LINE, terminal, () -> size);
        display.draw("3 frames");
        display.close();
        written();
        assertThat(display.draw("4 frames")).isFalse();
        display.close();
        assertThat(written()).isEmpty();
    }

    @Test
    void textCountsFramesTasksAndSeconds() {
        assertThat(ProgressDisplay.text(new TraceProgress(1234567, 1, 2_900_000_000L)))
                .isEqualTo("1,234,567 frames of 1 task in 2 s so far");
        assertThat(ProgressDisplay.text(new TraceProgress(0, 3, 0))).isEqualTo("0 frames of 3 tasks in 0 s so far");
    }
}
