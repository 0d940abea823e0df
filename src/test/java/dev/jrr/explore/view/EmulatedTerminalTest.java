package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmulatedTerminalTest {
    private static final String ESC = "\u001b";
    private static final String CSI = ESC + "[";

    // Text.

    @Test
    void linesComeOneBelowTheOther() {
        assertThat(screen(10, 3, "one\ntwo\n")).containsExactly("one", "two", "");
    }

    @Test
    void lineFeedAloneGoesStraightDownWhereTheProgramWantsThat() {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 3);
        terminal.startsRows(false);
        feed(terminal, "ab\ncd\r\ne");
        assertThat(screen(terminal)).containsExactly("ab", "  cd", "e");
    }

    @Test
    void whatLeavesTheScreenIsKept() {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 2);
        feed(terminal, "1\n2\n3\n4");
        assertThat(screen(terminal)).containsExactly("3", "4");
        assertThat(texts(terminal.scrollBack().rows())).containsExactly("1", "2");
    }

    @Test
    void longLineContinuesInTheNextRow() {
        EmulatedTerminal terminal = new EmulatedTerminal(4, 3);
        feed(terminal, "abcdefgh\nx");
        assertThat(screen(terminal)).containsExactly("abcd", "efgh", "x");
        assertThat(terminal.screenRows()).extracting(ScreenRow::continues).containsExactly(true, false, false);
    }

    @Test
    void lastColumnIsWrittenBeforeTheRowEnds() {
        EmulatedTerminal terminal = new EmulatedTerminal(4, 2);
        feed(terminal, "abcd");
        assertThat(terminal.cursorRow()).isZero();
        assertThat(terminal.cursorColumn()).isEqualTo(3);
        feed(terminal, "\rX");
        assertThat(screen(terminal)).containsExactly("Xbcd", "");
    }

    @Test
    void withoutWrappingTheLastColumnIsWrittenAgainAndAgain() {
        assertThat(screen(4, 2, CSI + "?7labcdefg")).containsExactly("abcg", "");
    }

    @Test
    void tabsGoToTheirStops() {
        assertThat(screen(20, 1, "a\tb" + CSI + "Zc")).containsExactly("a       c");
        assertThat(screen(20, 1, CSI + "3g" + CSI + "5G" + ESC + "H\ra\tb\tc")).containsExactly("a   b              c");
    }

    @Test
    void backspaceMovesAndDoesNotErase() {
        assertThat(screen(10, 1, "abc\b\bX")).containsExactly("aXc");
    }

    @Test
    void wideCharactersTakeTwoColumnsAndAreNeverHalved() {
        EmulatedTerminal terminal = new EmulatedTerminal(5, 2);
        feed(terminal, "漢字漢");
        assertThat(screen(terminal)).containsExactly("漢字", "漢");
        assertThat(terminal.cursorColumn()).isEqualTo(2);
        assertThat(screen(6, 1, "漢字" + CSI + "2GX")).containsExactly(" X字");
        assertThat(screen(6, 1, "漢字" + CSI + "1GX")).containsExactly("X 字");
        assertThat(screen(6, 1, "漢字" + CSI + "2G" + CSI + "P")).containsExactly(" 字");
        assertThat(screen(4, 1, "漢字" + CSI + "1G" + CSI + "@")).containsExactly(" 漢");
    }

    @Test
    void marksAreDrawnOntoTheCharacterBefore() {
        assertThat(screen(10, 1, "e\u0301x漢\u0302")).containsExactly("e\u0301x漢\u0302");
        assertThat(screen(3, 2, "abc\u0301d")).containsExactly("abc\u0301", "d");
    }

    @Test
    void charactersBeyondTheFirstPlaneAreWhole() {
        assertThat(screen(10, 1, "\ud83d\ude00!\ud835\udc00")).containsExactly("\ud83d\ude00!\ud835\udc00");
    }

    @Test
    void damagedCharactersAreReplaced() {
        EmulatedTerminal terminal = new EmulatedTerminal(20, 1);
        terminal.feed(new byte[] {'a', (byte) 0xe6, (byte) 0xbc, 'b', (byte) 0xff, (byte) 0xc0, (byte) 0x80, 'c'});
        assertThat(screen(terminal)).containsExactly("a\ufffdb\ufffd\ufffd\ufffdc");
        EmulatedTerminal surrogate = new EmulatedTerminal(20, 1);
        surrogate.feed(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80, 'x'});
        assertThat(screen(surrogate)).containsExactly("\ufffdx");
    }

    @Test
    void lineDrawingIsDrawn() {
        assertThat(screen(10, 1, ESC + "(0lqk" + ESC + "(Blqk")).containsExactly("┌─┐lqk");
        assertThat(screen(10, 1, ESC + ")0a\u000exx\u000fx")).containsExactly("a││x");
    }

    // Moving.

    @ParameterizedTest
    @CsvSource({
        "'^[2;3H', 1, 2",
        "'^[H', 0, 0",
        "'^[99;99H', 4, 9",
        "'^[3;4H^[A', 1, 3",
        "'^[3;4H^[9A', 0, 3",
        "'^[3;4H^[2B', 4, 3",
        "'^[3;4H^[2C', 2, 5",
        "'^[3;4H^[2D', 2, 1",
        "'^[3;4H^[E', 3, 0",
        "'^[3;4H^[F', 1, 0",
        "'^[3;4H^[7G', 2, 6",
        "'^[3;4H^[5d', 4, 3",
        "'^[3;4H^[0;0f', 0, 0",
        "'^[2;2H^[s^[5;5H^[u', 1, 1",
        "'^[2;2H^7^[5;5H^8', 1, 1",
        "'^[3;4H^D', 3, 3",
        "'^[3;4H^E', 3, 0",
        "'^[3;4H^M', 1, 3",
        "'^[3;4H^[2e^[2a', 4, 5",
        "'^[3;4H^[6`', 2, 5"
    })
    void cursorGoesWhereItIsSent(String sequences, int row, int column) {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 5);
        feed(terminal, sequences.replace("^", ESC));
        assertThat(List.of(terminal.cursorRow(), terminal.cursorColumn())).containsExactly(row, column);
    }

    @Test
    void originModeCountsFromTheRegion() {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 6);
        feed(terminal, CSI + "2;4r" + CSI + "?6h" + CSI + "2;2Hx" + CSI + "9;1Hy");
        assertThat(screen(terminal)).containsExactly("", "", " x", "y", "", "");
    }

    // Erasing and moving text.

    @ParameterizedTest
    @CsvSource({
        "'[K', 'a,bb,c'",
        "'[0K', 'a,bb,c'",
        "'[1K', 'a,   B,c'",
        "'[2K', 'a,,c'",
        "'[J', 'a,bb,'",
        "'[1J', ',   B,c'",
        "'[2J', ',,'",
        "'[2@', 'a,bb  bB,c'",
        "'[P', 'a,bbB,c'",
        "'[9P', 'a,bb,c'",
        "'[X', 'a,bb B,c'",
        "'[99X', 'a,bb,c'",
        "'[L', 'a,,bbbB'",
        "'[M', 'a,c,'",
        "'[S', 'bbbB,c,'",
        "'[T', ',a,bbbB'"
    })
    void textIsErasedInsertedAndDeleted(String sequence, String rows) {
        String[] expected = rows.split(",", -1);
        assertThat(screen(8, 3, "a\nbbbB\nc" + CSI + "2;3H" + ESC + sequence)).containsExactly(expected);
    }

    @Test
    void insertModeMovesWhatIsThere() {
        assertThat(screen(6, 1, "abcdef\r" + CSI + "4hXY" + CSI + "4lZ")).containsExactly("XYZbcd");
    }

    @Test
    void repeatedCharactersArePrinted() {
        assertThat(screen(10, 1, "ab" + CSI + "3b")).containsExactly("abbbb");
    }

    @Test
    void onlyTheRegionScrolls() {
        EmulatedTerminal terminal = new EmulatedTerminal(5, 4);
        feed(terminal, "1\n2\n3\n4" + CSI + "2;3r" + CSI + "3;1H\nx" + CSI + "2;1H" + ESC + "My");
        assertThat(screen(terminal)).containsExactly("1", "y", "3", "4");
        assertThat(terminal.scrollBack().rows()).isEmpty();
    }

    @Test
    void insertedAndDeletedRowsStayWithinTheRegion() {
        String filled = "1\n2\n3\n4" + CSI + "2;3r" + CSI + "2;1H";
        assertThat(screen(5, 4, filled + CSI + "9L")).containsExactly("1", "", "", "4");
        assertThat(screen(5, 4, filled + CSI + "M")).containsExactly("1", "3", "", "4");
        assertThat(screen(5, 4, filled + CSI + "1;1H" + CSI + "M")).containsExactly("1", "2", "3", "4");
    }

    // Looks.

    @Test
    void looksAreKeptWithTheText() {
        EmulatedTerminal terminal = new EmulatedTerminal(40, 1);
        feed(terminal, "a" + CSI + "1;31mb" + CSI + "0;48;5;200mc" + CSI + "38;2;1;2;3md" + CSI + "me");
        assertThat(terminal.screenRows().get(0).pieces())
                .containsExactly(
                        new ScreenRow.Piece("a", Look.PLAIN),
                        new ScreenRow.Piece("b", new Look(1, Look.DEFAULT, Look.BOLD)),
                        new ScreenRow.Piece("c", new Look(Look.DEFAULT, 200, 0)),
                        new ScreenRow.Piece("d", new Look(Look.DIRECT | 0x010203, 200, 0)),
                        new ScreenRow.Piece("e", Look.PLAIN));
    }

    @ParameterizedTest
    @CsvSource({
        "4;7, -1, -1, 40",
        "97;107, 15, 15, 0",
        "1;2;22;3;23, -1, -1, 0",
        "38:2::9:8:7, 17369095, -1, 0",
        "38:2:9:8:7, 17369095, -1, 0",
        "38:5:77;1, 77, -1, 1",
        "38;5;999;1, -1, -1, 1",
        "38;2;1;2, -1, -1, 0",
        "4:3, -1, -1, 8",
        "4;4:0, -1, -1, 0",
        "58;2;9;9;9;1, -1, -1, 1",
        "31;39;41;49, -1, -1, 0",
        "38, -1, -1, 0",
        "5;8;9, -1, -1, 208"
    })
    void everyFormOfColourIsUnderstood(String parameters, int foreground, int background, int marks) {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 1);
        feed(terminal, CSI + parameters + "mx");
        assertThat(terminal.screenRows().get(0).pieces().get(0).look())
                .isEqualTo(new Look(foreground, background, marks));
    }

    @Test
    void erasedCellsKeepTheBackground() {
        EmulatedTerminal terminal = new EmulatedTerminal(3, 1);
        feed(terminal, CSI + "1;44m" + CSI + "2J");
        assertThat(terminal.screenRows().get(0).pieces())
                .containsExactly(new ScreenRow.Piece("   ", new Look(Look.DEFAULT, 4, 0)));
    }

    // Screens.

    @Test
    void otherScreenComesAndGoes() {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 3);
        feed(terminal, "shell\n$ vi" + CSI + "?1049h" + CSI + "Hfile");
        assertThat(screen(terminal)).containsExactly("file", "", "");
        assertThat(terminal.isAlternate()).isTrue();
        feed(terminal, "\n\n\n\n\n\n" + CSI + "?1049l");
        assertThat(screen(terminal)).containsExactly("shell", "$ vi", "");
        assertThat(terminal.scrollBack().rows()).isEmpty();
        assertThat(terminal.cursorRow()).isEqualTo(1);
        assertThat(terminal.cursorColumn()).isEqualTo(4);
    }

    @Test
    void plainLinesAreToldFromScreens() {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 2);
        feed(terminal, "a\n" + CSI + "1mb\r" + CSI + "K");
        assertThat(terminal.isAddressed()).isFalse();
        feed(terminal, CSI + "H");
        assertThat(terminal.isAddressed()).isTrue();
        feed(terminal, "x\ny\n");
        assertThat(terminal.isAddressed()).isFalse();
    }

    @Test
    void resetForgetsWhatWasSet() {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 3);
        feed(terminal, CSI + "?1049h" + CSI + "31m" + CSI + "2;3r" + ESC + "(0" + ESC + "cq\n2\n3\n4");
        assertThat(screen(terminal)).containsExactly("2", "3", "4");
        assertThat(terminal.isAlternate()).isFalse();
    }

    @Test
    void anotherSizeKeepsTheRowOfTheCursor() {
        EmulatedTerminal terminal = new EmulatedTerminal(10, 4);
        feed(terminal, "1\n2\n3\n4xxxxxxx");
        terminal.resize(5, 2);
        assertThat(screen(terminal)).containsExactly("3", "4xxxx");
        assertThat(texts(terminal.scrollBack().rows())).containsExactly("1", "2");
        terminal.resize(8, 3);
        feed(terminal, "\nnew");
        assertThat(screen(terminal)).containsExactly("3", "4xxxx", "new");
    }

    @Test
    void testPictureFillsTheScreen() {
        assertThat(screen(3, 2, ESC + "#8")).containsExactly("EEE", "EEE");
    }

    // What nobody knows, and what is hostile.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[?2004h",
                "[>c",
                "[=0c",
                "[6n",
                "[1 q",
                "[?25$p",
                "[>4;2m",
                "[22;0;0t",
                "]0;a title\u0007",
                "]0;a title\u001b\\",
                "]8;;http://x\u001b\\",
                "]52;c;YWJj\u0007",
                "P+q544e\u001b\\",
                "_app\u001b\\",
                "^pm\u001b\\",
                "Xsos\u001b\\",
                "=",
                ">",
                "%G",
                "*0",
                "[<5;5M",
                "]P1ff00ff",
                "]R",
                "[12\"q",
                "[1;2;3y",
                "[?1;2c",
                "#3",
                " F",
                "Z",
                "l",
                "[200~",
                "[:x",
                "P1$r0m\u001b\\",
                "[1\u00072X"
            })
    void whatIsNotKnownIsSkippedWhole(String sequence) {
        assertThat(screen(12, 1, "ab" + ESC + sequence + "cd")).containsExactly("abcd");
    }

    @Test
    void controlCharactersOfEightBitsAreSequencesToo() {
        assertThat(screen(12, 1, "ab\u009b1Gx\u009d0;title\u009cy")).containsExactly("xy");
    }

    @Test
    void sequenceIsBrokenOffByCancelAndByAnother() {
        assertThat(screen(12, 1, "ab" + CSI + "31\u0018c" + CSI + "4" + CSI + "1Gx"))
                .containsExactly("xbc");
        assertThat(screen(12, 1, "a" + ESC + "]0;ti" + CSI + "1Gx")).containsExactly("x");
    }

    @Test
    void sequencesMayBeCutAnywhere() {
        byte[] all = ("a漢" + CSI + "31;38:2::1:2:3mx" + ESC + "]0;t\u0007" + ESC + "(0q" + ESC + "(B" + CSI + "?1049h"
                        + CSI + "2;3HZ\ud83d\ude00" + ESC + "P1;2q~~" + ESC + "\\!")
                .getBytes(StandardCharsets.UTF_8);
        EmulatedTerminal whole = new EmulatedTerminal(20, 4);
        whole.feed(all);
        for (int cut = 0; cut <= all.length; cut++) {
            EmulatedTerminal parts = new EmulatedTerminal(20, 4);
            parts.feed(Arrays.copyOf(all, cut));
            parts = parts.copy();
            parts.feed(Arrays.copyOfRange(all, cut, all.length));
            assertThat(parts.screenRows()).as("cut at %d", cut).isEqualTo(whole.screenRows());
            assertThat(parts.cursorColumn()).isEqualTo(whole.cursorColumn());
        }
    }

    @Test
    void hugeParametersDoWhatTheLargestSensibleOnesDo() {
        for (char last = '@'; last < 0x7f; last++) {
            EmulatedTerminal terminal = new EmulatedTerminal(8, 4);
            feed(terminal, "a\nb\nc" + CSI + "2;2H" + CSI + "99999999999999999999" + last + "x");
            feed(terminal, CSI + ";".repeat(1000) + "7" + last);
            assertThat(terminal.screenRows()).hasSize(4);
            assertThat(terminal.cursorColumn()).isBetween(0, 7);
        }
    }

    @Test
    void copiesGoTheirOwnWays() {
        EmulatedTerminal first = new EmulatedTerminal(10, 2);
        feed(first, "same");
        EmulatedTerminal second = first.copy();
        feed(first, "1\n" + CSI + "31m");
        feed(second, "2" + CSI + "2J");
        assertThat(screen(first)).containsExactly("same1", "");
        assertThat(screen(second)).containsExactly("", "");
    }

    @Test
    void noiseNeitherFailsNorFillsTheMemory() {
        String[] words = {
            CSI,
            ESC,
            "?",
            ";",
            "999999999",
            "漢",
            "e\u0301",
            "\n",
            "\t",
            "\b",
            "h",
            "l",
            "m",
            "r",
            "H",
            "J",
            "L",
            "M",
            "P",
            "@",
            "X",
            "S",
            "T",
            "b",
            "1049",
            "7",
            "6",
            "4",
            "]",
            "P",
            "\\",
            "\u0007",
            "0;",
            "(0",
            "c",
            "8",
            "#8",
            "\u009b",
            "\u0301",
            "2;5",
            "38:2:",
            "\u000e"
        };
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            EmulatedTerminal terminal = new EmulatedTerminal(1 + random.nextInt(30), 1 + random.nextInt(12));
            for (int piece = 0; piece < 60; piece++) {
                if (random.nextInt(3) == 0) {
                    byte[] bytes = new byte[random.nextInt(40)];
                    random.nextBytes(bytes);
                    terminal.feed(bytes);
                } else {
                    feed(terminal, words[random.nextInt(words.length)] + words[random.nextInt(words.length)]);
                }
                if (random.nextInt(20) == 0) {
                    terminal.resize(random.nextInt(40) - 2, random.nextInt(15) - 2);
                    terminal = terminal.copy();
                }
                assertSound(terminal);
            }
        }
        EmulatedTerminal one = new EmulatedTerminal(80, 24);
        byte[] bytes = new byte[1 << 16];
        for (int i = 0; i < 100; i++) {
            random.nextBytes(bytes);
            one.feed(bytes);
        }
        feed(one, ESC + "]" + "x".repeat(1 << 20) + "\u0007a" + "\u0301".repeat(1 << 16) + "\n".repeat(1 << 16));
        assertThat(one.weight()).isLessThan(4 << 20);
        assertThat(one.scrollBack().rows()).hasSizeLessThanOrEqualTo(2 * ScrollBack.KEPT);
    }

    private static void assertSound(EmulatedTerminal terminal) {
        assertThat(terminal.cursorRow()).isBetween(0, terminal.rows() - 1);
        assertThat(terminal.cursorColumn()).isBetween(0, terminal.columns() - 1);
        for (ScreenRow row : terminal.screenRows()) {
            int columns = row.text().codePoints().map(CharacterWidth::of).sum();
            assertThat(columns).isLessThanOrEqualTo(terminal.columns());
            assertThat(row.text().codePoints()).allMatch(c -> c >= 0x20 && (c < 0x7f || c >= 0xa0));
        }
    }

    private static void feed(EmulatedTerminal terminal, String text) {
        terminal.feed(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> screen(int columns, int rows, String text) {
        EmulatedTerminal terminal = new EmulatedTerminal(columns, rows);
        feed(terminal, text);
        return screen(terminal);
    }

    private static List<String> screen(EmulatedTerminal terminal) {
        return texts(terminal.screenRows());
    }

    private static List<String> texts(List<ScreenRow> rows) {
        return rows.stream().map(row -> row.text().stripTrailing()).collect(Collectors.toList());
    }
}
