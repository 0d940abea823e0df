package dev.jrr.explore.tui;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.Locale;

/** Keys by the names that the key table and the help use. */
final class KeyName {
    private KeyName() {}

    /** Such as "j", "G", "Ctrl-O", "PgUp"; "" for a key without a name here. */
    static String of(KeyStroke key) {
        String name = base(key);
        if (name.isEmpty() || !key.isCtrlDown()) {
            return name;
        }
        return "Ctrl-" + (name.length() == 1 ? name.toUpperCase(Locale.ROOT) : name);
    }

    private static String base(KeyStroke key) {
        KeyType type = key.getKeyType();
        return switch (type) {
            case Character -> key.getCharacter() == ' ' ? "Space" : String.valueOf(key.getCharacter());
            case ArrowDown -> "Down";
            case ArrowUp -> "Up";
            case ArrowLeft -> "Left";
            case ArrowRight -> "Right";
            case PageDown -> "PgDn";
            case PageUp -> "PgUp";
            case Home -> "Home";
            case End -> "End";
            case Enter -> "Enter";
            case Escape -> "Esc";
            case Tab -> "Tab";
            case ReverseTab -> "Shift-Tab";
            case Backspace -> "Backspace";
            case Delete -> "Delete";
            case F1 -> "F1";
            default -> "";
        };
    }
}
