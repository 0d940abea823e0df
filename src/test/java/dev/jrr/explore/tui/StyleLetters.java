package dev.jrr.explore.tui;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Letters for how cells look in a theme. Styles that look the same there have the letter of the first of them. */
final class StyleLetters {
    private record Looks(TextColor front, TextColor back, Set<SGR> marks) {
        private static Looks of(TextCharacter cell) {
            return new Looks(cell.getForegroundColor(), cell.getBackgroundColor(), Set.copyOf(cell.getModifiers()));
        }
    }

    private final Map<Looks, Style> styles = new HashMap<>();

    StyleLetters(Theme theme) {
        for (Style style : Style.values()) {
            styles.putIfAbsent(Looks.of(theme.cell(' ', style)), style);
        }
    }

    /** @throws IllegalArgumentException if no style looks so */
    char of(TextCharacter cell) {
        Style style = styles.get(Looks.of(cell));
        if (style == null) {
            throw new IllegalArgumentException("no style of the theme looks like " + cell);
        }
        return letter(style);
    }

    /** What the letters in some rows stand for. */
    static String legend(String rows) {
        Map<Style, Character> used = new EnumMap<>(Style.class);
        for (Style style : Style.values()) {
            if (style != Style.NORMAL && rows.indexOf(letter(style)) >= 0) {
                used.put(style, letter(style));
            }
        }
        return used.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static char letter(Style style) {
        return switch (style) {
            case NORMAL -> '.';
            case DIM -> 'd';
            case TITLE -> 't';
            case BORDER -> '-';
            case BORDER_FOCUS -> '=';
            case TAB_ACTIVE -> 'T';
            case STATUS -> 's';
            case MESSAGE -> 'm';
            case KEY -> 'k';
            case SYSCALL -> 'y';
            case FAILED -> 'F';
            case SIGNAL -> 'S';
            case EXEC -> 'e';
            case EXIT -> 'x';
            case SWITCH -> 'w';
            case CLOCK -> 'c';
            case CHANGED -> 'C';
            case CURSOR -> '>';
            case HIT -> 'h';
        };
    }
}
