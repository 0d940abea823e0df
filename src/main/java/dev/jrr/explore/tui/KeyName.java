package dev.jrr.explore.tui;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.Locale;
import java.util.Set;

/** Keys by the names that the key table and the help use. */
final class KeyName {
    private static final Set<String> NAMED = Set.of(
            "Space",
            "Down",
            "Up",
            "Left",
            "Right",
            "PgDn",
            "PgUp",
            "Home",
            "End",
            "Enter",
            "Esc",
            "Tab",
            "Shift-Tab",
            "Backspace",
            "Delete",
            "F1");

    private KeyName() {}

    /** Such as "j", "G", "Ctrl-O", "PgUp"; "" for a key without a name here. */
    static String of(KeyStroke key) {
        String name = base(key);
        if (name.isEmpty() || !key.isCtrlDown()) {
            return name;
        }
        return "Ctrl-" + (name.length() == 1 ? name.toUpperCase(Locale.ROOT) : name);
    }

    /** Whether it is one of the names that {@link #of} gives. */
    static boolean isName(String name) {
        String plain = name.startsWith("Ctrl-") ? name.substring("Ctrl-".length()) : name;
        boolean isCharacter = plain.codePointCount(0, plain.length()) == 1 && plain.charAt(0) > ' ';
        return isCharacter || NAMED.contains(plain);
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
