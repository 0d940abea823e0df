package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
                            row(Action.BREAK, "set or delete a breakpoint at the line marked in Code", "", "b"),
                            row(Action.CONTINUE, "forward to a breakpoint (b or :break sets one)", "", "c"),
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
                            row(
                                    Action.FILTER,
                                    "show only events that pass a filter, on top of those before",
                                    "filter",
                                    "\\"),
                            row(Action.FILTER_REMOVE, "take the newest filter away", "", "Backspace"),
                            row(Action.COMMAND, "go to a frame (1234), a share (50%), or give a command", "goto", ":"),
                            row(Action.PALETTE, "find anything that can be done by a few letters", "all", "Ctrl-P"),
                            row(Action.COPY, "copy: choose what", "", "y"),
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
                            row(Action.TAB_3, "tab: source and instructions", "", "3"),
                            row(Action.TAB_4, "tab: the stack", "", "4"),
                            row(Action.TAB_5, "tab: tasks", "", "5"),
                            row(Action.TAB_6, "tab: futex calls", "", "6"),
                            row(Action.TAB_7, "tab: signals", "", "7"),
                            row(Action.TAB_8, "tab: mappings", "", "8"),
                            row(Action.TAB_9, "tab: open files", "", "9"),
                            row(Action.TAB_10, "tab: what the program has printed", "", "P"),
                            row(Action.TAB_11, "tab: figures of the run", "", "%"),
                            row(Action.TAB_NEXT, "next tab", "tabs", "l"),
                            row(Action.TAB_PREVIOUS, "previous tab", "", "h"),
                            row(Action.RIGHT, "next tab; in the memory a byte to the right", "", "Right"),
                            row(Action.LEFT, "previous tab; in the memory a byte to the left", "", "Left"),
                            row(Action.LINE_DOWN, "down: in the events a frame forward", "", "Down"),
                            row(Action.LINE_UP, "up: in the events a frame back", "", "Up"),
                            row(Action.PAGE_DOWN, "a page down", "", "PgDn", "Space"),
                            row(Action.PAGE_UP, "a page up", "", "PgUp"),
                            row(Action.SCROLL_RIGHT, "source, or a screen in Output: further to the right", "", ">"),
                            row(Action.SCROLL_LEFT, "source, or a screen in Output: further to the left", "", "<"),
                            row(Action.TOP, "top of the pane", "", "Home"),
                            row(Action.BOTTOM, "bottom of the pane", "", "End"),
                            row(Action.TASK_CHOOSE, "look at another task: choose it in the list", "task", "t"),
                            row(Action.TASK_FOLLOW, "look at the frame's own task again", "", "T"),
                            row(Action.ADDRESS, "show memory at an address: rsp+0x20, a symbol", "address", "a"),
                            row(Action.EDIT, "memory: change bytes, which begins a diversion", "", "e"),
                            row(Action.WHO_WROTE, "memory: back to what last wrote this byte (4w: these 4)", "", "w"))),
            new Group(
                    "A lesson (jrr-tui demo lists them)",
                    List.of(
                            row(Action.LESSON_NEXT, "next step", "", "v"),
                            row(Action.LESSON_PREVIOUS, "step before", "", "V"),
                            row(Action.LESSON_ANSWER, "answer: here it is, or type it", "", "A"),
                            row(Action.LESSON_HINT, "a hint", "", "H"),
                            row(Action.LESSON_SCROLL, "scroll the lesson's text", "", "Ctrl-D"))),
            new Group(
                    "The screen",
                    List.of(
                            row(Action.HELP, "this help", "help", "?", "F1"),
                            row(
                                    Action.ACCEPT,
                                    "choose: a task, a stack frame, a futex call; follow a pointer; in Code: source or instructions; "
                                            + "in the events of a lesson: see what the step is about",
                                    "",
                                    "Enter"),
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

    /** This table with other keys for some actions; a key that is given anew is taken from the action that had it. */
    KeyMap with(Map<Action, List<String>> others) {
        Set<String> taken = others.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        List<Group> changed = new ArrayList<>();
        for (Group group : groups) {
            List<Binding> rows = new ArrayList<>();
            for (Binding row : group.bindings()) {
                List<String> keys = others.containsKey(row.action())
                        ? others.get(row.action())
                        : row.keys().stream()
                                .filter(key -> !taken.contains(key))
                                .toList();
                rows.add(new Binding(keys, row.action(), row.words(), row.hint()));
            }
            changed.add(new Group(group.title(), rows));
        }
        return new KeyMap(changed);
    }

    /** The first key of an action, for a text that names it; "no key" if it has none. */
    String keyOf(Action wanted) {
        return groups.stream()
                .flatMap(group -> group.bindings().stream())
                .filter(row -> row.action() == wanted && !row.keys().isEmpty())
                .map(row -> row.keys().get(0))
                .findFirst()
                .orElse("no key");
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
                if (row.keys().isEmpty()) {
                    continue;
                }
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
