package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Keys of the timeline, the tabs and the screen, and the mouse, on the same recording as {@link MotionKeyCases}. */
final class PaneKeyCases {
    private static final Pattern FIRST_LANE = Pattern.compile("(?m)^>\\S+ +\\d+ ");
    private static final int LEFT_BUTTON = 0;
    private static final int WHEEL_UP = 64;
    private static final int WHEEL_DOWN = 65;

    private final KeyCases cases;
    private final ExplorerTerminal explorer;
    private final long last;
    private final long spoken;
    private final long waits;

    PaneKeyCases(KeyCases cases, ExplorerTerminal explorer, FrameLookup frames) {
        this.cases = cases;
        this.explorer = explorer;
        last = frames.last();
        spoken = frames.next(-1, frame -> FrameLookup.writes(frame, "Dinner is served"));
        waits = frames.next(spoken, frame -> FrameLookup.isFutex(frame, 0));
    }

    void add() {
        timeline();
        tabs();
        lists();
        memory();
        tasks();
        mouse();
        lessons();
        theScreen();
    }

    private void timeline() {
        cases.key(
                "z",
                "shows a part of the run, larger",
                () -> explorer.at(spoken).press("z").seesGone("whole run"));
        cases.key(
                "z",
                "says that it comes no closer",
                () -> explorer.at(spoken).press("z", "z", "z", "z").sees("no closer than that"));
        cases.key(
                "Z",
                "shows more, up to the whole run",
                () -> explorer.at(spoken).press("9", "Z").sees("whole run"));
        cases.says("Z", "says that this is the whole run", 0, "this is the whole run");
        cases.says("}", "says that all lanes are there", 0, "all lanes are shown");
        cases.says("{", "says that all lanes are there", 0, "all lanes are shown");
        cases.key("}", "scrolls the lanes of a small screen down", () -> {
            explorer.at(0).tmux().resize(80, 24).await("a part of the lanes", screen -> screen.contains("Timeline +"));
            explorer.press("}").sees("lanes without the first", screen -> !isFirstLaneShown(screen));
        });
        cases.key("{", "scrolls them up again", () -> {
            explorer.press("{").sees("the first lane", PaneKeyCases::isFirstLaneShown);
            explorer.tmux()
                    .resize(ExplorerTerminal.WIDTH, ExplorerTerminal.HEIGHT)
                    .awaitText("11St");
        });
    }

    /** The task that is looked at, here the first, has a sign before its lane. */
    private static boolean isFirstLaneShown(String screen) {
        return FIRST_LANE.matcher(screen).find();
    }

    private void tabs() {
        tab("1", "[1Regs]", "rip  ");
        tab("2", "[2Mem]", "at rsp of task");
        tab("3", "[3Code]", "#0 ");
        tab("4", "[4Stck]", "#0 ");
        tab("5", "[5Task]", "current");
        tab("6", "[6Futx]", "waited on by");
        tab("7", "[7Sig]", "all tasks: 1 delivered");
        tab("8", "[8Map]", "[heap]");
        tab("9", "[9File]", "3 files");
        tab("P", "[10Out]", "│caught");
        tab("%", "[11Stat]", "system calls");
        cases.key("l", "opens the next tab", () -> explorer.at(waits).press("l").sees("[2Mem]"));
        cases.key(
                "h",
                "opens the tab before, around the end",
                () -> explorer.at(waits).press("h").sees("[11Stat]"));
        cases.key(
                "Right",
                "opens the next tab",
                () -> explorer.at(waits, "8").press("Right").sees("[9File]"));
        cases.key(
                "Left",
                "opens the tab before",
                () -> explorer.at(waits, "8").press("Left").sees("[7Sig]"));
        cases.key("Tab", "gives the keys to the other pane, and back", () -> {
            explorer.at(waits).press("Tab").seesGone("[Events]");
            explorer.press("Tab").sees("[Events]");
        });
    }

    private void tab(String key, String heading, String content) {
        cases.key(
                key,
                "opens " + heading,
                () -> explorer.at(waits, key.equals("5") ? "1" : "5")
                        .press(key)
                        .sees(heading)
                        .sees(content));
    }

    private void lists() {
        for (String key : List.of("<", ">")) {
            cases.key(
                    key,
                    "says what it scrolls",
                    () -> explorer.at(waits, "1").press(key).sees("these keys scroll the source in Code"));
        }
        cases.moves("Down", "goes a frame forward in the events", 10, 11);
        cases.moves("Up", "goes a frame back in the events", 10, 9);
        for (String key : List.of("PgDn", "Space")) {
            cases.key(
                    key,
                    "goes a page of events forward",
                    () -> explorer.at(0).press(key).sees("another page", screen -> isAtLeast(screen, 10)));
        }
        cases.key(
                "PgUp",
                "goes a page of events back",
                () -> explorer.at(0)
                        .press("PgDn")
                        .sees("another page", screen -> isAtLeast(screen, 10))
                        .press("PgUp")
                        .movesTo(0));
        cases.moves("Home", "goes to the first event", spoken, 0);
        cases.moves("End", "goes to the last event", spoken, last);
        cases.key("Down", "scrolls what does not fit in the other pane, and Up, pages and ends do", () -> {
            explorer.tmux().resize(ExplorerTerminal.WIDTH, 24);
            explorer.at(waits, "8").press("Tab").seesGone("[Events]");
            String top = explorer.press("Home").sees("no more lines this way").screen();
            for (String[] pair :
                    new String[][] {{"Down", "Up"}, {"PgDn", "PgUp"}, {"Space", "PgUp"}, {"End", "Home"}}) {
                explorer.press(pair[0])
                        .sees("other lines", screen -> !inspector(screen).equals(inspector(top)));
                explorer.press(pair[1])
                        .sees("the first lines", screen -> inspector(screen).equals(inspector(top)));
            }
            explorer.tmux()
                    .resize(ExplorerTerminal.WIDTH, ExplorerTerminal.HEIGHT)
                    .awaitText("─ Frame ");
        });
    }

    private static boolean isAtLeast(String screen, long frame) {
        String position = ExplorerTerminal.position(screen);
        return position.matches("\\d+") && Long.parseLong(position) >= frame;
    }

    /** The right side of the rows of the panes. */
    private static List<String> inspector(String screen) {
        return screen.lines()
                .filter(line -> line.contains("│"))
                .map(line -> line.substring(line.lastIndexOf('│')))
                .toList();
    }

    private void memory() {
        cases.key("a", "shows memory at an address", () -> {
            explorer.at(spoken).press("a").sees("address:").line("rsp+0x10").sees("at rsp+0x10 of task");
            assertThat(explorer.screen()).contains("[2Mem]");
        });
        cases.key("Enter", "follows the pointer at the cursor", () -> {
            explorer.at(0, "2")
                    .press("a")
                    .line("rsp+8")
                    .sees("at rsp+8")
                    .press("Tab")
                    .seesGone("[Events]");
            explorer.press("Enter").sees("Ctrl-O goes back").seesGone("at rsp+8 of task");
            explorer.press("Ctrl-O").sees("at rsp+8 of task");
        });
        cases.key("Right", "goes to the next byte, and Left back", () -> {
            explorer.at(0, "2")
                    .press("a")
                    .line("rsp")
                    .sees("at rsp of task")
                    .press("Tab")
                    .seesGone("[Events]");
            String first = value(explorer.screen());
            explorer.press("Right")
                    .sees("another byte", screen -> !value(screen).equals(first));
            explorer.press("Left")
                    .sees("the first byte", screen -> value(screen).equals(first));
        });
        cases.key("e", "changes bytes in a diversion", () -> {
            explorer.at(spoken)
                    .press("a")
                    .line("rsi")
                    .sees("at rsi of task")
                    .ready()
                    .press("e")
                    .sees("new bytes");
            explorer.line("\"Lunch\"").sees("DIVERSION").sees("Lunch");
            explorer.press("r").seesGone("DIVERSION").seesGone("Lunch").ready();
        });
        cases.key(
                "e",
                "says what bytes look like",
                () -> explorer.at(spoken).press("e").line("zz").sees("two hexadecimal digits a byte"));
        cases.key("w", "goes back to what wrote the byte at the cursor", () -> {
            explorer.at(spoken).press("a").line("rsi").sees("at rsi of task").ready();
            explorer.press("w")
                    .sees(
                            "a place within a frame",
                            screen -> ExplorerTerminal.position(screen).contains("+"));
            assertThat(explorer.ready().position()).isNotEqualTo(Long.toString(spoken));
        });
    }

    /** What the memory tab says about the bytes at the cursor. */
    private static String value(String screen) {
        return screen.lines()
                .filter(line -> line.contains("│at 0x"))
                .findFirst()
                .orElse("");
    }

    private void tasks() {
        cases.key("t", "offers the tasks, and Enter looks at the one that is chosen", () -> {
            explorer.at(waits)
                    .press("t")
                    .sees("choose with the arrows and Enter")
                    .sees("[5Task]");
            explorer.press("Down", "Enter").sees("looking at task ").sees("(chosen)");
        });
        cases.key(
                "T",
                "looks at the frame's own task again",
                () -> explorer.at(waits).press("T").seesGone("(chosen)").sees("looking at the task of each frame"));
        cases.says("Enter", "says where it chooses something", waits, "Enter chooses in the lists");
        cases.key(
                "Enter",
                "changes from source to instructions in Code",
                () -> explorer.at(spoken, "3")
                        .press("Tab", "Enter")
                        .sees(
                                "the code's answer",
                                screen -> screen.contains("the cursor is in the instructions now")
                                        || screen.contains("there is no source here, only instructions")));
    }

    private void mouse() {
        cases.other("a click on an event goes to its frame", () -> {
            explorer.at(10);
            explorer.mouse(LEFT_BUTTON, 8, row("  14 ")).movesTo(14);
        });
        cases.other("a click on a tab opens it, and gives the pane the keys", () -> {
            int row = row("11St");
            String heading =
                    explorer.at(10).screen().lines().skip(row).findFirst().orElseThrow();
            explorer.mouse(LEFT_BUTTON, heading.indexOf("8Ma") + 1, row)
                    .sees("[8Map]")
                    .seesGone("[Events]");
        });
        cases.other("a click on the timeline goes to that time", () -> {
            explorer.at(0);
            explorer.mouse(LEFT_BUTTON, 50, 2).sees("a later frame", screen -> isAtLeast(screen, 10));
            explorer.press("T");
        });
        cases.other("the wheel scrolls the events, and the position stays", () -> {
            explorer.at(0).mouse(WHEEL_DOWN, 8, 20).seesGone(">  0 ");
            assertThat(explorer.position()).isEqualTo("0");
            explorer.mouse(WHEEL_UP, 8, 20).sees(">  0 ");
        });
        cases.other("the wheel zooms the timeline", () -> {
            explorer.at(spoken).mouse(WHEEL_UP, 50, 3).seesGone("whole run");
            explorer.mouse(WHEEL_DOWN, 50, 3).sees("whole run");
        });
    }

    private int row(String text) {
        List<String> lines = explorer.screen().lines().toList();
        for (int row = 0; row < lines.size(); row++) {
            if (lines.get(row).contains(text)) {
                return row;
            }
        }
        throw new AssertionError("no row has " + text + ":\n" + explorer.screen());
    }

    private void lessons() {
        for (String key : List.of("v", "V", "A", "H", "Ctrl-D")) {
            cases.says(key, "says that no lesson is open", 0, "no lesson is open: jrr-tui demo lists them");
        }
    }

    private void theScreen() {
        for (String key : List.of("?", "F1")) {
            cases.key(key, "opens the help, which scrolls, and closes it", () -> {
                explorer.at(0).press(key).sees("[Help").sees("next frame of this task");
                explorer.press("PgDn")
                        .seesGone("next frame of this task")
                        .press("Home")
                        .sees("next frame of this task");
                explorer.press(key).seesGone("[Help");
            });
        }
        cases.key("?", "lists every key with what it does", () -> {
            explorer.at(0).tmux().resize(ExplorerTerminal.WIDTH, 260);
            String help =
                    explorer.press("?").sees("Signs in Code and Stack").screen().replaceAll("\\s+", " ");
            for (KeyMap.Group group : KeyMap.DEFAULT.groups()) {
                for (KeyMap.Binding row : group.bindings()) {
                    assertThat(help).contains(String.join(" ", row.keys()) + " " + row.words());
                }
            }
            explorer.press("Esc")
                    .tmux()
                    .resize(ExplorerTerminal.WIDTH, ExplorerTerminal.HEIGHT)
                    .awaitText("11St");
        });
        for (String key : List.of("Esc", "Ctrl-C")) {
            cases.key(
                    key,
                    "leaves a line that is typed",
                    () -> explorer.at(0).press(":", "x").sees(":x").press(key).seesGone(":x"));
            cases.says(key, "says that there is nothing to cancel", 0, "nothing to cancel; q quits");
        }
        cases.key("Ctrl-L", "draws anew what another program has spoilt", () -> {
            explorer.at(0);
            scribble("\0337\033[5;5Hspoilt by another\0338");
            explorer.tmux().awaitText("spoilt by another");
            explorer.press("Ctrl-L").seesGone("spoilt by another");
        });
        cases.other("a key that means nothing says so", () -> {
            for (char c = '!'; c < 127; c++) {
                String key = String.valueOf(c);
                if (KeyMap.DEFAULT.action(key).isEmpty() && !Character.isDigit(c) && c != ';') {
                    explorer.press(key).sees(" " + key + " is not a key here: ? lists them");
                }
            }
            explorer.press("BTab").sees("Shift-Tab is not a key here");
            explorer.press("F7").sees("that it has no name", screen -> screen.contains("\n not a key here: "));
        });
        cases.key("Ctrl-Z", "gives the terminal to the shell, and fg brings the screen back", () -> {
            explorer.at(12).press("Ctrl-Z").sees("Stopped");
            explorer.requireTerminalAsBefore();
            explorer.line("fg").tmux().awaitFormat("#{alternate_on}", "1");
            explorer.at(12).press("j").movesTo(13).ready();
        });
        cases.key("q", "quits, and the terminal is as it was", () -> {
            explorer.at(0).press("q").requireTerminalAsBefore();
            explorer.tmux().line("echo le''ft $?").awaitText("left 0");
        });
    }

    /** Another program writes to the terminal. */
    private void scribble(String text) {
        try {
            Files.writeString(Path.of(explorer.tmux().format("#{pane_tty}")), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
