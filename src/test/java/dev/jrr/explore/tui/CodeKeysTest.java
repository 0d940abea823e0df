package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the tabs Code and Stack do with keys and clicks. */
final class CodeKeysTest {
    private final TestScreen screen = new TestScreen(120, 40);
    private final Model model = screen.model;

    /** The rows of the inspector. */
    private List<String> rows() {
        int left = model.layout().inspector().orElseThrow().left();
        return screen.shown()
                .lines()
                .skip(screen.model.layout().inspector().orElseThrow().top() + 1)
                .limit(model.layout().inspectorRows())
                .map(line -> line.length() <= left ? "" : line.substring(left))
                .collect(Collectors.toList());
    }

    private String row(String start) {
        return rows().stream().filter(row -> row.startsWith(start)).findFirst().orElse("");
    }

    private int rowOf(String part) {
        List<String> rows = rows();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    private void goTo(int frame) {
        screen.keys(":").text(Integer.toString(frame)).keys("Enter");
    }

    @Test
    void sourceIsThatOfTheInnermostFrameThatHasSome() {
        screen.keys("j", "3");
        assertThat(rows().get(0)).isEqualTo("#1 note inlined  philosophers.c:12");
        assertThat(row("> ")).startsWith(">  12 ");
        assertThat(rows()).anyMatch(row -> row.startsWith("#0 write  libc.so.6"));
    }

    @Test
    void frameWithoutSourceIsShownByItsInstructions() {
        screen.keys("j", "4", "Tab", "Home", "Enter", "3");
        assertThat(rows().get(0)).isEqualTo("#0 write  libc.so.6  (chosen)");
        assertThat(row(">")).contains("+14 ");
        assertThat(rows()).noneMatch(row -> row.contains("note(seat"));
    }

    @Test
    void linesStayWhereTheyAreWhileTheProgramStepsAmongThem() {
        screen.keys("3");
        goTo(8);
        int before = rowOf(" 36 ");
        goTo(18);
        assertThat(rowOf(" 36 ")).isEqualTo(before);
        assertThat(row("> ")).startsWith(">  40 ");
    }

    @Test
    void instructionsStayWhereTheyAreWhileTheProgramStepsAmongThem() {
        screen.keys("3");
        goTo(8);
        int before = rowOf("+24 ");
        goTo(28);
        goTo(8);
        assertThat(rowOf("+24 ")).isEqualTo(before).isPositive();
    }

    @Test
    void cursorMovesWithTheArrowsAndReturnsWhenTheProgramMoves() {
        screen.keys("j", "3", "Tab", "Down", "Down");
        assertThat(row("- ")).startsWith("-  14 ");
        assertThat(row("> ")).startsWith(">  12 ");
        screen.keys("j");
        assertThat(row("- ")).isEmpty();
    }

    @Test
    void enterTakesTheCursorToTheInstructions() {
        screen.text(":8").keys("Enter", "3", "Tab", "Enter", "Down");
        assertThat(model.message()).isEmpty();
        assertThat(row("- ")).contains("+24 ");
        screen.keys("Enter");
        assertThat(model.message()).isEqualTo("the cursor is in the source now");
    }

    @Test
    void cursorGoesBeyondTheInstructionsThatWereKnown() {
        screen.text(":8").keys("Enter", "3", "Tab", "Enter", "End", "End", "End", "End", "End", "End");
        assertThat(row("- ")).contains("+7c ");
        screen.keys("Home", "Home", "Home", "Home", "Home", "Home");
        assertThat(row("- ")).contains("+0 ");
        screen.keys("Up");
        assertThat(model.message()).isEqualTo("no more lines this way");
    }

    @Test
    void breakpointIsSetAtTheCursorsLineMarkedAndDeleted() {
        screen.text(":8").keys("Enter", "3", "Tab", "Down", "b");
        assertThat(model.message()).isEqualTo("1  break 0x401028  dine+0x28 (philosophers.c:36)");
        assertThat(row("-b")).startsWith("-b 36 ");
        assertThat(row(" b+28")).isNotEmpty();
        screen.keys("b");
        assertThat(model.message()).startsWith("deleted 1  break 0x401028");
        assertThat(model.breakpoints()).isEmpty();
        assertThat(row("- ")).startsWith("-  36 ");
    }

    @Test
    void breakpointAtAnInstructionIsThatInstructionAlone() {
        screen.text(":8").keys("Enter", "3", "Tab", "Enter", "Down", "b");
        assertThat(model.message()).isEqualTo("1  break 0x401024  dine+0x24 (philosophers.c:35)");
        assertThat(row("-b+24")).isNotEmpty();
        screen.keys("b");
        assertThat(model.breakpoints()).isEmpty();
    }

    @Test
    void breakpointIsNotSetUnseen() {
        screen.keys("b");
        assertThat(model.tab()).isEqualTo(Tab.CODE);
        assertThat(model.breakpoints()).isEmpty();
        screen.keys("b");
        assertThat(model.breakpoints()).hasSize(1);
    }

    @Test
    void frameIsChosenInTheStackAndStaysWhileItsFunctionDoes() {
        screen.keys("j", "4", "Tab", "End", "Enter");
        assertThat(model.message()).isEqualTo("Code shows #3 main+0x20; registers stay those of #0");
        assertThat(row(">*")).startsWith(">*#3  main+0x20");
        screen.keys("3");
        assertThat(rows().get(0)).isEqualTo("#3 main  philosophers.c:67  (chosen)");
        assertThat(rows()).anyMatch(row -> row.startsWith("registers are known of #0 only"));
        goTo(8);
        assertThat(rows().get(0)).isEqualTo("#1 main  philosophers.c:67  (chosen)");
        screen.keys("4", "Enter");
        assertThat(model.message()).isEqualTo("Code shows the innermost frame with source again");
    }

    @Test
    void continuingShowsWhereItStopsAndNotTheFrameThatWasChosen() {
        screen.keys("j", "4", "Tab", "End", "Enter", "c");
        assertThat(model.code().chosen()).isEmpty();
    }

    @Test
    void clickChoosesAFrame() {
        int left = model.layout().inspector().orElseThrow().left();
        screen.keys("j", "4")
                .click(left + 3, screen.model.layout().inspector().orElseThrow().top() + 1 + StackTab.HEADINGS + 2);
        assertThat(row(">*")).startsWith(">*#2  dine+0x4");
    }

    @Test
    void warningSaysThatTheSourceMayBeAnother() {
        screen.keys("3");
        goTo(501);
        assertThat(rows().get(1)).startsWith("warning: this file was changed");
    }

    @Test
    void taskThatDoesNotLiveHereIsNotShownWithAnothersCode() {
        TestScreen slow = new TestScreen(
                120, 40, new Theme(Theme.Depth.NONE, true), LiveState.catchingUp(1, 9), new FakeRun(100));
        slow.keys("3");
        assertThat(slow.shown()).contains("the replay is catching up");
    }

    @Test
    void sourceScrollsSidewaysUpToTheEndOfItsLongestLine() {
        goTo(38);
        screen.keys("3");
        assertThat(row(">")).contains("note(seat, left, 40)");
        screen.keys(">");
        assertThat(row(">")).startsWith(">  40 …(seat, left, 40); /* the line");
        screen.text("20").keys(">");
        assertThat(row(">")).endsWith("number 40 */");
        screen.keys(">");
        assertThat(model.message()).isEqualTo("no more columns this way");
        screen.text("20").keys("<");
        assertThat(row(">")).contains("     note(seat");
        screen.keys("<");
        assertThat(model.message()).isEqualTo("no more columns this way");
    }

    @Test
    void anotherTabBeginsAtItsFirstColumn() {
        goTo(38);
        screen.keys("3", ">", "1", "3");
        assertThat(row(">")).contains("     note(seat");
        screen.keys("1", ">");
        assertThat(model.message()).startsWith("these keys scroll the source");
    }
}
