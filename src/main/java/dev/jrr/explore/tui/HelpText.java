package dev.jrr.explore.tui;

import dev.jrr.explore.shell.ShellCommands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The help: every row of the key table, and the signs. */
final class HelpText {
    private static final int KEY_COLUMN = 13;
    private static final int WIDEST_SYNTAX = 24;
    private static final String SIGNS =
            "! failed call   * signal   + new program   x exit   - preempted   t clock read   > here   "
                    + "b buffered call   u answered in user space";
    private static final String MAP = "where in the whole list there are failed calls (!), signals (*), "
            + "matches of a search (/), marks (a-z) and damage (?); with a filter marks only";
    private static final String CODE_SIGNS = "> here   b breakpoint   - cursor   in Stack: * shown in Code   > cursor";

    private HelpText() {}

    static Overlay overlay(KeyMap keys) {
        return new Overlay("Help", width -> lines(keys, width));
    }

    static List<Line> lines(KeyMap keys, int width) {
        List<Line> lines = new ArrayList<>();
        for (KeyMap.Group group : keys.groups()) {
            Wrapped.of(group.title(), width - 2).forEach(text -> lines.add(Line.of(text, Style.TITLE)));
            for (KeyMap.Binding row : group.bindings()) {
                row(lines, String.join(" ", row.keys()), row.words(), KEY_COLUMN, width);
            }
            lines.add(Line.EMPTY);
        }
        lines.add(Line.of("In a line that is typed", Style.TITLE));
        row(lines, "Up Down", "older and newer lines", KEY_COLUMN, width);
        row(lines, "Tab", "complete a word of a command", KEY_COLUMN, width);
        row(lines, "Enter Esc", "do it, leave it", KEY_COLUMN, width);
        lines.add(Line.EMPTY);
        lines.add(Line.of("Commands, after :", Style.TITLE));
        int longest = ShellCommands.words().stream()
                .mapToInt(word -> word.syntax().length())
                .filter(length -> length < WIDEST_SYNTAX)
                .max()
                .orElse(KEY_COLUMN);
        int column = Math.min(longest + 1, width / 2);
        ShellCommands.words().forEach(word -> row(lines, word.syntax(), word.summary(), column, width));
        lines.add(Line.EMPTY);
        lines.add(Line.of("Signs in the timeline", Style.TITLE));
        TimelineView.LEGEND.forEach(sign -> row(lines, sign.getKey(), sign.getValue(), KEY_COLUMN, width));
        lines.add(Line.EMPTY);
        lines.add(Line.of("The mouse", Style.TITLE));
        row(lines, "click", "go to a frame, also in the timeline; open a tab, look at a task", KEY_COLUMN, width);
        row(lines, "wheel", "scroll; in the events the position stays; in the timeline zoom", KEY_COLUMN, width);
        lines.add(Line.EMPTY);
        lines.add(Line.of("Signs in the events", Style.TITLE));
        Wrapped.of(SIGNS, width - 4).forEach(text -> lines.add(Line.of("  " + text)));
        row(lines, "at the right", MAP, KEY_COLUMN, width);
        lines.add(Line.EMPTY);
        lines.add(Line.of("Settings, in ~/.config/jrr-tui/explorer", Style.TITLE));
        row(lines, "theme = NAME", Theme.Name.all(), KEY_COLUMN, width);
        row(lines, "key ACTION = KEY ...", "other keys for an action, such as: key quit = Q Ctrl-Q", KEY_COLUMN, width);
        String actions = Arrays.stream(Action.values()).map(Settings::name).collect(Collectors.joining(" "));
        Wrapped.of("actions: " + actions, width - 4).forEach(text -> lines.add(Line.of("  " + text)));
        lines.add(Line.EMPTY);
        lines.add(Line.of("Signs in Code and Stack", Style.TITLE));
        Wrapped.of(CODE_SIGNS, width - 4).forEach(text -> lines.add(Line.of("  " + text)));
        return lines;
    }

    private static void row(List<Line> lines, String left, String words, int column, int width) {
        String names = left;
        if (names.length() >= column) {
            lines.add(Line.of("  " + names, Style.KEY));
            names = "";
        }
        for (String text : Wrapped.of(words, width - column - 3)) {
            String padded = "  " + names + " ".repeat(column - names.length());
            lines.add(Line.of(Line.span(padded, Style.KEY), Line.span(text, Style.NORMAL)));
            names = "";
        }
    }
}
