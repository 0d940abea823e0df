package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What keys do in the memory tab. */
final class MemoryKeysTest {
    private final TestScreen screen = new TestScreen(120, 40);
    private final Model model = screen.model;

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
}
