package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one table of keys: what each does, and in which words the help says so. */
final class KeyMap {
    /**
     * One row.
     *
     * @param keys by {@link KeyName}; the first is the one shown in hints
     * @param words what it does, for the help
     * @param hint one or two words for the status line, or "" if it is not shown there
     */
    record Binding(List<String> keys, Action action, String words, String hint) {}

    /** A heading of the help and its rows. */
    record Group(String title, List<Binding> bindings) {}

    static final KeyMap DEFAULT = new KeyMap(List.of(
            new Group(
                    "Through time (lower case forward, upper case back; a count may come first: 20j, 05j)",
                    List.of(
                            row(Action.FRAME_FORWARD, "next frame", "step", "j"),
                            row(Action.FRAME_BACK, "previous frame", "back", "k"),
                            row(Action.TASK_FORWARD, "next frame of this task", "", "."),
                            row(Action.TASK_BACK, "previous frame of this task", "", ","),
                            row(Action.SYSCALL_FORWARD, "next system call", "", "s"),
                            row(Action.SYSCALL_BACK, "previous system call", "", "S"),
                            row(Action.SIGNAL_FORWARD, "next signal", "", "x"),
                            row(Action.SIGNAL_BACK, "previous signal", "", "X"),
                            row(Action.SWITCH_FORWARD, "next frame where another task goes on", "", "o"),
                            row(Action.SWITCH_BACK, "previous frame where another task goes on", "", "O"),
                            row(Action.FAILED_FORWARD, "next call that failed", "failed", "d"),
                            row(Action.FAILED_BACK, "previous call that failed", "", "D"),
                            row(Action.FUTEX_FORWARD, "next futex call", "futex", "f"),
                            row(Action.FUTEX_BACK, "previous futex call", "", "F"),
                            row(Action.WORD_FORWARD, "next call on the same futex word", "", "u"),
                            row(Action.WORD_BACK, "previous call on the same futex word", "", "U"),
                            row(Action.WAKE_PAIR, "from a wait to the call that woke it, and back", "", "p"),
                            row(Action.DEADLOCK, "where a deadlock begins in which the run ends", "", "L"),
                            row(Action.INSTRUCTION_FORWARD, "one instruction forward", "", "i"),
                            row(Action.INSTRUCTION_BACK, "one instruction back", "", "I"),
                            row(Action.CONTINUE, "forward to a breakpoint (:break sets one)", "", "c"),
                            row(Action.CONTINUE_BACK, "back to a breakpoint", "", "C"),
                            row(Action.DIVERSION_LEAVE, "leave a diversion (:write begins one)", "", "r"),
                            row(Action.START, "start of the run", "", "g"),
                            row(Action.END, "end of the run", "", "G"))),
            new Group(
                    "Finding and returning",
                    List.of(
                            row(Action.SEARCH, "search the events' text, a regular expression", "search", "/"),
                            row(Action.SEARCH_NEXT, "next match", "", "n"),
                            row(Action.SEARCH_PREVIOUS, "previous match", "", "N"),
                            row(Action.COMMAND, "go to a frame (1234), a share (50%), or give a command", "goto", ":"),
                            row(Action.MARK_SET, "m and a letter: mark this frame", "", "m"),
                            row(Action.MARK_JUMP, "' and a letter: go to that mark", "", "'"),
                            row(Action.OLDER, "older position in the list of jumps", "", "Ctrl-O", "["),
                            row(Action.NEWER, "newer position in the list of jumps", "", "Ctrl-I", "]"))),
            new Group(
                    "The timeline",
                    List.of(
                            row(Action.ZOOM_IN, "zoom in, around the cursor", "zoom", "z"),
                            row(Action.ZOOM_OUT, "zoom out", "", "Z"),
                            row(Action.LANES_DOWN, "lanes further down", "", "}"),
                            row(Action.LANES_UP, "lanes further up", "", "{"))),
            new Group(
                    "Panes",
                    List.of(
                            row(Action.PANE_NEXT, "other pane (most terminals send it for Ctrl-I too)", "pane", "Tab"),
                            row(Action.TAB_1, "tab: registers", "", "1"),
                            row(Action.TAB_2, "tab: memory", "", "2"),
                            row(Action.TAB_3, "tab: tasks", "", "3"),
                            row(Action.TAB_4, "tab: futex calls", "", "4"),
                            row(Action.TAB_5, "tab: signals", "", "5"),
                            row(Action.TAB_6, "tab: mappings", "", "6"),
                            row(Action.TAB_7, "tab: what the program has printed", "", "7"),
                            row(Action.TAB_NEXT, "next tab", "tabs", "Right", "l"),
                            row(Action.TAB_PREVIOUS, "previous tab", "", "Left", "h"),
                            row(Action.LINE_DOWN, "down: in the events a frame forward", "", "Down"),
                            row(Action.LINE_UP, "up: in the events a frame back", "", "Up"),
                            row(Action.PAGE_DOWN, "a page down", "", "PgDn", "Space"),
                            row(Action.PAGE_UP, "a page up", "", "PgUp"),
                            row(Action.TOP, "top of the pane", "", "Home"),
                            row(Action.BOTTOM, "bottom of the pane", "", "End"),
                            row(Action.TASK_CHOOSE, "look at another task: choose it in the list", "task", "t"),
                            row(Action.TASK_FOLLOW, "look at the frame's own task again", "", "T"),
                            row(Action.ADDRESS, "show memory at an address, such as rsp+0x20", "address", "a"))),
            new Group(
                    "The screen",
                    List.of(
                            row(Action.HELP, "this help", "help", "?", "F1"),
                            row(Action.ACCEPT, "in a list: look at this task, go to this call", "", "Enter"),
                            row(Action.CANCEL, "cancel: a search, catching up, a prompt", "", "Esc", "Ctrl-C"),
                            row(Action.REDRAW, "draw everything anew", "", "Ctrl-L"),
                            row(Action.SUSPEND, "suspend; the shell's fg returns", "", "Ctrl-Z"),
                            row(Action.QUIT, "quit", "quit", "q")))));

    private final List<Group> groups;
    private final Map<String, Action> byKey = new HashMap<>();

    KeyMap(List<Group> groups) {
        this.groups = List.copyOf(groups);
        for (Group group : groups) {
            for (Binding binding : group.bindings()) {
                binding.keys().forEach(key -> byKey.put(key, binding.action()));
            }
        }
    }

    List<Group> groups() {
        return groups;
    }

    Optional<Action> action(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The rows that the status line shows, in the order of the table, but first how to get help and out. */
    List<Binding> hints() {
        List<Binding> shown = new ArrayList<>();
        List<Binding> first = new ArrayList<>();
        for (Group group : groups) {
            for (Binding row : group.bindings()) {
                if (row.action() == Action.HELP || row.action() == Action.QUIT) {
                    first.add(row);
                } else if (!row.hint().isEmpty()) {
                    shown.add(row);
                }
            }
        }
        first.addAll(shown);
        return first;
    }

    private static Binding row(Action action, String words, String hint, String... keys) {
        return new Binding(List.of(keys), action, words, hint);
    }
}
