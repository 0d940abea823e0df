package dev.jrr.explore.tui;

import java.util.List;
import java.util.regex.Pattern;

/** Keys of a lesson, in an explorer that the lesson opens: the last of the table, as no other explorer is open then. */
final class LessonKeyCases {
    private static final Pattern STEP = Pattern.compile("Step (\\d+) of ");

    private final KeyCases cases;
    private final ExplorerTerminal explorer;

    LessonKeyCases(KeyCases cases, ExplorerTerminal explorer) {
        this.cases = cases;
        this.explorer = explorer;
    }

    void add() {
        cases.key("v", "goes to the next step of a lesson, and to its place", () -> {
            explorer.start("demo deadlock").tmux().awaitText("Step 1 of ");
            explorer.press("v").sees("Step 2 of ").sees("another place", screen -> !screen.contains("(100%)"));
        });
        cases.key("V", "goes to the step before", () -> explorer.press("V").sees("Step 1 of "));
        for (String key : List.of("A", "H")) {
            cases.key(
                    key,
                    "says where a step asks nothing",
                    () -> explorer.press("V")
                            .sees("this is the first step")
                            .press(key)
                            .sees("this step asks nothing"));
        }
        cases.key(
                "A",
                "takes the place as an answer, which is not right yet",
                () -> explorer.press("v").sees("Step 2 of ").press("A").sees("not yet: there is a hint"));
        cases.key("H", "shows a hint", () -> explorer.press("H").sees("The word find looks"));
        cases.key("A", "takes the right place as the answer", () -> {
            explorer.press(":").line("find text ~ \"Zeno takes\"").sees("Zeno takes the left");
            explorer.press("A").sees("right!");
        });
        cases.key("Ctrl-D", "says when all of a lesson's text is there", () -> {
            explorer.press("V").sees("Step 1 of ").press("v").sees("Here one of them has");
            explorer.press("Ctrl-D").sees("all of the lesson's text is shown");
        });
        cases.key("Ctrl-D", "scrolls the text of a lesson, and begins anew behind its end", () -> {
            explorer.tmux().resize(ExplorerTerminal.WIDTH, 24).awaitText(" more: Ctrl-D");
            explorer.press("Ctrl-D").seesGone("Here one of them has");
            explorer.press("5", "0", "Ctrl-D").seesGone(" more: Ctrl-D");
            explorer.press("Ctrl-D").sees("Here one of them has");
            explorer.tmux()
                    .resize(ExplorerTerminal.WIDTH, ExplorerTerminal.HEIGHT)
                    .awaitText("goes back a step");
        });
        cases.key(
                "v",
                "goes as many steps as the number before it says, and says which is the last",
                () -> explorer.press("5", "0", "v")
                        .sees("the last step", screen -> step(screen) > 2)
                        .press("v")
                        .sees("a message", screen -> screen.contains("\n this is the last step")));
        cases.key(
                "q",
                "quits a lesson, and the terminal is as it was",
                () -> explorer.press("q").requireTerminalAsBefore());
    }

    private static int step(String screen) {
        return STEP.matcher(screen)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElse(0);
    }
}
