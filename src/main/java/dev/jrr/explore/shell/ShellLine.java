package dev.jrr.explore.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody has typed, in one row or several: its commands, its comments, and whether it is finished.
 * Commands are parted by semicolons and ends of rows, but a row goes on behind a backslash, and in an
 * expression within quotes and brackets. A number sign that begins a word begins a comment.
 */
final class ShellLine {
    /** A command without the blanks around it, and where it begins. */
    record Part(int start, String text) {}

    /** A comment, from {@code start} to before {@code end}. */
    record Comment(int start, int end) {}

    private final String text;

    /** The text with blanks for comments and for rows that go on: places stay what they are. */
    private final char[] plain;

    private final List<Part> parts = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private int lastStart;
    private boolean isOpen;

    private ShellLine(String text) {
        this.text = text;
        this.plain = text.toCharArray();
        int start = 0;
        while (start <= plain.length) {
            lastStart = start;
            start = part(start) + 1;
        }
    }

    static ShellLine of(String text) {
        return new ShellLine(text);
    }

    /** The commands in order; none of them is empty. */
    List<Part> parts() {
        return parts;
    }

    List<Comment> comments() {
        return comments;
    }

    /** The last command with the blanks around it, as far as it goes; empty behind what ends one. */
    String last() {
        return new String(plain, lastStart, plain.length - lastStart);
    }

    /** Whether the end is within a comment. */
    boolean endsInComment() {
        return !comments.isEmpty() && comments.get(comments.size() - 1).end() == plain.length;
    }

    /** Whether more has to come: a backslash is last, or a quote or bracket of an expression is open. */
    boolean isOpen() {
        return isOpen;
    }

    /** Reads a command from a place on and returns where it ends: at what parts it from the next, or the length. */
    private int part(int start) {
        ShellWord.Completion completion =
                ShellWords.named(firstWord(start)).map(ShellWord::completion).orElse(null);
        boolean isExpression = completion == ShellWord.Completion.FILTER;
        // What an unknown word means by quotes is not known either: it may be an expression's misspelled one.
        boolean mayQuote = isExpression || completion == null;
        int depth = 0;
        int at = start;
        for (; at < plain.length; at++) {
            char c = plain[at];
            if (c == '\\' && (at + 1 == plain.length || plain[at + 1] == '\n')) {
                isOpen |= at + 1 == plain.length;
                plain[at++] = ' ';
                if (at < plain.length) {
                    plain[at] = ' ';
                }
            } else if (mayQuote && (c == '"' || c == '\'') && beginsValue(at)) {
                int end = quoteEnd(at);
                isOpen |= end == plain.length && isExpression;
                at = end;
            } else if (isExpression && (c == '(' || c == ')')) {
                depth += c == '(' ? 1 : -1;
            } else if (c == '#' && (at == 0 || Character.isWhitespace(plain[at - 1]) || plain[at - 1] == ';')) {
                int end = text.indexOf('\n', at);
                end = end < 0 ? plain.length : end;
                comments.add(new Comment(at, end));
                java.util.Arrays.fill(plain, at, end, ' ');
                at = end - 1;
            } else if (c == ';' || c == '\n' && depth <= 0) {
                break;
            } else if (c == '\n') {
                plain[at] = ' ';
            }
        }
        int end = Math.min(at, plain.length);
        isOpen |= depth > 0 && end == plain.length;
        add(start, end);
        return end;
    }

    private void add(int start, int end) {
        int first = start;
        while (first < end && Character.isWhitespace(plain[first])) {
            first++;
        }
        if (first < end) {
            parts.add(new Part(first, new String(plain, first, end - first).stripTrailing()));
        }
    }

    private String firstWord(int start) {
        int first = start;
        while (first < plain.length && Character.isWhitespace(plain[first])) {
            first++;
        }
        int end = first;
        while (end < plain.length && !Character.isWhitespace(plain[end]) && plain[end] != ';') {
            end++;
        }
        return text.substring(first, end);
    }

    /** A quote within a value, as in {@code it's}, is a letter like others. */
    private boolean beginsValue(int at) {
        return at == 0 || Character.isWhitespace(plain[at - 1]) || "=~<>()".indexOf(plain[at - 1]) >= 0;
    }

    /** Where the quote that begins here is closed, or the length. */
    private int quoteEnd(int start) {
        for (int at = start + 1; at < plain.length; at++) {
            if (plain[at] == '\\') {
                at++;
            } else if (plain[at] == plain[start]) {
                return at;
            }
        }
        return plain.length;
    }
}
