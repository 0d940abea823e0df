package dev.jrr.explore.tui;

import com.googlecode.lanterna.input.KeyStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A line being typed at the bottom of the screen, with a history and, where there is one, completion. */
final class Prompt {
    /** What the line is for; its sign stands before it. */
    enum Kind {
        SEARCH("/"),
        FILTER("\\"),
        COMMAND(":"),
        ADDRESS("address: "),
        ANSWER("answer: "),
        BYTES("new bytes (2a 00, or \"text\"): ");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** What a key did to the line. */
    enum Outcome {
        EDITING,
        ACCEPTED,
        CANCELLED
    }

    /** What is wrong with a line as it stands, or "". */
    @FunctionalInterface
    interface Checker {
        Mistake of(String line);
    }

    /**
     * What is wrong with a line.
     *
     * @param words or "" if nothing is
     * @param place the index in the line where it shows
     */
    record Mistake(String words, int place) {
        static final Mistake NONE = new Mistake("", 0);
    }

    /** What the last word of a line may become. */
    @FunctionalInterface
    interface Completer {
        List<String> of(List<String> words);
    }

    private final Kind kind;
    private final List<String> history;
    private final Completer completer;
    private final Checker checker;
    private final StringBuilder text = new StringBuilder();
    private int cursor;
    private int recalled;
    private String typedBefore = "";
    private String note = "";

    /** @param history older lines, the newest last */
    Prompt(Kind kind, List<String> history, Completer completer, Checker checker) {
        this.checker = checker;
        this.kind = kind;
        this.history = List.copyOf(history);
        this.completer = completer;
        this.recalled = history.size();
    }

    /** Begins with a text. */
    Prompt prefilled(String beginning) {
        text.append(beginning);
        cursor = text.length();
        return this;
    }

    Kind kind() {
        return kind;
    }

    String text() {
        return text.toString();
    }

    /** The cursor's place in {@link #text}, in chars. */
    int cursor() {
        return cursor;
    }

    /** What the last key has to say: what Tab found, or that a key can do nothing here. */
    String note() {
        return note;
    }

    /** What is wrong with what has been typed so far, where the cursor has passed it. */
    Mistake mistake() {
        return text.isEmpty() ? Mistake.NONE : checker.of(text.toString());
    }

    Outcome type(KeyStroke key) {
        note = "";
        switch (KeyName.of(key)) {
            case "Enter":
                return Outcome.ACCEPTED;
            case "Esc", "Ctrl-C", "Ctrl-G":
                return Outcome.CANCELLED;
            case "Backspace", "Ctrl-H":
                if (text.length() == 0) {
                    return Outcome.CANCELLED;
                }
                delete(cursor - 1);
                break;
            case "Delete", "Ctrl-D":
                delete(cursor);
                break;
            case "Left", "Ctrl-B":
                cursor = Math.max(0, cursor - 1);
                break;
            case "Right", "Ctrl-F":
                cursor = Math.min(text.length(), cursor + 1);
                break;
            case "Home", "Ctrl-A":
                cursor = 0;
                break;
            case "End", "Ctrl-E":
                cursor = text.length();
                break;
            case "Ctrl-U":
                text.delete(0, cursor);
                cursor = 0;
                break;
            case "Ctrl-K":
                text.setLength(cursor);
                break;
            case "Ctrl-W":
                int word = text.substring(0, cursor).stripTrailing().lastIndexOf(' ') + 1;
                text.delete(word, cursor);
                cursor = word;
                break;
            case "Up", "Ctrl-P":
                recall(recalled - 1);
                break;
            case "Down", "Ctrl-N":
                recall(recalled + 1);
                break;
            case "Tab":
                complete();
                break;
            default:
                if (key.getCharacter() != null && !key.isCtrlDown() && key.getCharacter() >= ' ') {
                    text.insert(cursor++, key.getCharacter().charValue());
                } else {
                    note = "not a key in this line: Enter, Esc, Up, Down, Tab and those that edit";
                }
        }
        return Outcome.EDITING;
    }

    private void delete(int index) {
        if (index >= 0 && index < text.length()) {
            text.deleteCharAt(index);
            cursor = index;
        }
    }

    private void recall(int index) {
        if (index < 0 || index > history.size()) {
            note = index < 0 ? "no older line" : "no newer line";
            return;
        }
        if (recalled == history.size()) {
            typedBefore = text.toString();
        }
        recalled = index;
        text.setLength(0);
        text.append(index == history.size() ? typedBefore : history.get(index));
        cursor = text.length();
    }

    /** As in a shell: as far as all candidates agree; if that is nowhere, they are shown. */
    private void complete() {
        String before = text.substring(0, cursor);
        String command = before.substring(before.lastIndexOf(';') + 1).stripLeading();
        List<String> words = new ArrayList<>(Arrays.asList(command.split("\\s+", -1)));
        List<String> found = completer.of(words);
        if (found.isEmpty()) {
            note = "nothing to complete here";
            return;
        }
        String word = words.get(words.size() - 1);
        String common = found.stream().reduce(Prompt::commonStart).orElse("");
        String rest = common.substring(word.length()) + (found.size() == 1 ? " " : "");
        text.insert(cursor, rest);
        cursor += rest.length();
        if (found.size() > 1) {
            note = String.join("  ", found);
        }
    }

    private static String commonStart(String one, String two) {
        int end = 0;
        while (end < Math.min(one.length(), two.length()) && one.charAt(end) == two.charAt(end)) {
            end++;
        }
        return one.substring(0, end);
    }
}
