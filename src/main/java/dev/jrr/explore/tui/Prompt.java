package dev.jrr.explore.tui;

import com.googlecode.lanterna.input.KeyStroke;

/** A line being typed at the bottom of the screen. */
final class Prompt {
    /** What the line is for; its sign stands before it. */
    enum Kind {
        SEARCH("/"),
        COMMAND(":"),
        ADDRESS("address: ");

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

    private final Kind kind;
    private final StringBuilder text = new StringBuilder();
    private int cursor;

    Prompt(Kind kind) {
        this.kind = kind;
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

    Outcome type(KeyStroke key) {
        switch (KeyName.of(key)) {
            case "Enter":
                return Outcome.ACCEPTED;
            case "Esc", "Ctrl-C", "Ctrl-G":
                return Outcome.CANCELLED;
            case "Backspace":
                if (text.length() == 0) {
                    return Outcome.CANCELLED;
                }
                if (cursor > 0) {
                    text.deleteCharAt(--cursor);
                }
                break;
            case "Delete":
                if (cursor < text.length()) {
                    text.deleteCharAt(cursor);
                }
                break;
            case "Left":
                cursor = Math.max(0, cursor - 1);
                break;
            case "Right":
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
            case "Ctrl-W":
                int word = text.substring(0, cursor).stripTrailing().lastIndexOf(' ') + 1;
                text.delete(word, cursor);
                cursor = word;
                break;
            default:
                if (key.getCharacter() != null && !key.isCtrlDown() && key.getCharacter() >= ' ') {
                    text.insert(cursor++, key.getCharacter().charValue());
                }
        }
        return Outcome.EDITING;
    }
}
