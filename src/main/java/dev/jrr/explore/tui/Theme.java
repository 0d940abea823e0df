package dev.jrr.explore.tui;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How each {@link Style} looks, and whether borders may leave ASCII. Cells of ASCII are made once:
 * making them anew is most of the cost of a frame.
 */
final class Theme {
    /** How many colours the terminal shows. */
    enum Depth {
        NONE,
        SIXTEEN,
        MANY
    }

    /** The themes by the names under which they are asked for. */
    enum Name {
        DARK,
        LIGHT,
        SIXTEEN,
        NONE;

        private String word() {
            return this == SIXTEEN ? "16" : name().toLowerCase(Locale.ROOT);
        }

        static Optional<Name> of(String word) {
            return Arrays.stream(values())
                    .filter(name -> name.word().equals(word))
                    .findFirst();
        }

        /** All of them, for a message. */
        static String all() {
            return Arrays.stream(values()).map(Name::word).collect(Collectors.joining(", "));
        }
    }

    private static final int ASCII = 128;

    private record Look(TextColor front, TextColor back, EnumSet<SGR> marks) {}

    private final boolean unicode;
    private final Map<Style, Look> looks = new EnumMap<>(Style.class);
    private final Map<Style, TextCharacter[]> cells = new EnumMap<>(Style.class);

    Theme(Depth depth, boolean unicode) {
        this(depth, unicode, false);
    }

    /** @param light whether the terminal's background is light */
    Theme(Depth depth, boolean unicode, boolean light) {
        this.unicode = unicode;
        for (Style style : Style.values()) {
            looks.put(style, light && depth != Depth.NONE ? light(style, depth) : look(style, depth));
            cells.put(style, new TextCharacter[ASCII]);
        }
    }

    /**
     * The theme that an environment asks for: TERM, COLORTERM, COLORFGBG, NO_COLOR, LC_ALL, LC_CTYPE, LANG.
     *
     * @param wanted what the user asks for; NO_COLOR wins over it all the same
     */
    static Theme of(Map<String, String> environment, Optional<Name> wanted) {
        Depth found = depth(environment);
        Depth depth = switch (wanted.orElse(Name.DARK)) {
            case DARK, LIGHT -> found;
            case SIXTEEN -> found == Depth.NONE ? Depth.NONE : Depth.SIXTEEN;
            case NONE -> Depth.NONE;
        };
        boolean light = wanted.isPresent() ? wanted.get() == Name.LIGHT : isLight(environment);
        return new Theme(depth, isUtf8(environment), light);
    }

    /** Some terminals say their colours, front;back: of the sixteen, 7 and 15 are light. */
    private static boolean isLight(Map<String, String> environment) {
        String colours = environment.getOrDefault("COLORFGBG", "");
        String back = colours.substring(colours.lastIndexOf(';') + 1);
        return back.equals("7") || back.equals("15");
    }

    boolean unicode() {
        return unicode;
    }

    /** The cell for an ASCII character. */
    TextCharacter cell(char c, Style style) {
        TextCharacter[] made = cells.get(style);
        if (made[c] == null) {
            made[c] = cells(String.valueOf(c), style)[0];
        }
        return made[c];
    }

    /** The cells for any text without control characters, one for each character that a person sees. */
    TextCharacter[] cells(String text, Style style) {
        Look look = looks.get(style);
        return TextCharacter.fromString(text, look.front(), look.back(), look.marks());
    }

    static Depth depth(Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return Depth.NONE;
        }
        boolean many = environment.getOrDefault("TERM", "").contains("256color")
                || !environment.getOrDefault("COLORTERM", "").isEmpty();
        return many ? Depth.MANY : Depth.SIXTEEN;
    }

    /** By the variable that setlocale(3) would use for the character set. */
    static boolean isUtf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String set = value.toLowerCase(Locale.ROOT).replace("-", "");
                return set.contains("utf8");
            }
        }
        return false;
    }

    private static Look look(Style style, Depth depth) {
        if (depth == Depth.NONE) {
            return plain(style);
        }
        boolean many = depth == Depth.MANY;
        return switch (style) {
            case NORMAL -> look(TextColor.ANSI.DEFAULT);
            case DIM -> look(many ? new TextColor.Indexed(245) : TextColor.ANSI.DEFAULT);
            case TITLE -> look(TextColor.ANSI.DEFAULT, SGR.BOLD);
            case BORDER -> look(many ? new TextColor.Indexed(240) : TextColor.ANSI.DEFAULT);
            case BORDER_FOCUS -> look(TextColor.ANSI.CYAN, SGR.BOLD);
            case TAB_ACTIVE -> look(TextColor.ANSI.CYAN, SGR.BOLD, SGR.UNDERLINE);
            case STATUS ->
                many
                        ? new Look(new TextColor.Indexed(255), new TextColor.Indexed(238), EnumSet.noneOf(SGR.class))
                        : look(TextColor.ANSI.DEFAULT, SGR.REVERSE);
            case MESSAGE -> look(TextColor.ANSI.YELLOW, SGR.BOLD);
            case KEY -> look(TextColor.ANSI.CYAN, SGR.BOLD);
            case SYSCALL -> look(TextColor.ANSI.DEFAULT);
            case FAILED -> look(TextColor.ANSI.RED);
            case SIGNAL -> look(TextColor.ANSI.YELLOW, SGR.BOLD);
            case EXEC -> look(TextColor.ANSI.GREEN);
            case EXIT -> look(TextColor.ANSI.MAGENTA);
            case SWITCH, CLOCK -> look(many ? new TextColor.Indexed(67) : TextColor.ANSI.BLUE);
            case CHANGED -> look(TextColor.ANSI.YELLOW, SGR.BOLD);
            case CURSOR ->
                many
                        ? new Look(new TextColor.Indexed(255), new TextColor.Indexed(24), EnumSet.of(SGR.BOLD))
                        : look(TextColor.ANSI.DEFAULT, SGR.REVERSE);
            case HIT -> look(TextColor.ANSI.GREEN, SGR.BOLD);
        };
    }

    /** On white, yellow and bright cyan cannot be read. */
    private static Look light(Style style, Depth depth) {
        boolean many = depth == Depth.MANY;
        return switch (style) {
            case DIM -> look(many ? new TextColor.Indexed(242) : TextColor.ANSI.DEFAULT);
            case BORDER -> look(many ? new TextColor.Indexed(250) : TextColor.ANSI.DEFAULT);
            case BORDER_FOCUS, KEY -> look(TextColor.ANSI.BLUE, SGR.BOLD);
            case TAB_ACTIVE -> look(TextColor.ANSI.BLUE, SGR.BOLD, SGR.UNDERLINE);
            case STATUS ->
                many
                        ? new Look(new TextColor.Indexed(16), new TextColor.Indexed(252), EnumSet.noneOf(SGR.class))
                        : look(TextColor.ANSI.DEFAULT, SGR.REVERSE);
            case MESSAGE, CHANGED, SIGNAL -> look(many ? new TextColor.Indexed(130) : TextColor.ANSI.MAGENTA, SGR.BOLD);
            case FAILED -> look(many ? new TextColor.Indexed(124) : TextColor.ANSI.RED);
            case EXEC -> look(many ? new TextColor.Indexed(28) : TextColor.ANSI.GREEN);
            case HIT -> look(many ? new TextColor.Indexed(28) : TextColor.ANSI.GREEN, SGR.BOLD);
            case SWITCH, CLOCK -> look(many ? new TextColor.Indexed(25) : TextColor.ANSI.BLUE);
            case CURSOR ->
                many
                        ? new Look(new TextColor.Indexed(16), new TextColor.Indexed(153), EnumSet.of(SGR.BOLD))
                        : look(TextColor.ANSI.DEFAULT, SGR.REVERSE);
            default -> look(style, depth);
        };
    }

    private static Look plain(Style style) {
        return switch (style) {
            case STATUS, CURSOR -> look(TextColor.ANSI.DEFAULT, SGR.REVERSE);
            case TITLE, BORDER_FOCUS, MESSAGE, KEY, SIGNAL, CHANGED, HIT -> look(TextColor.ANSI.DEFAULT, SGR.BOLD);
            case TAB_ACTIVE -> look(TextColor.ANSI.DEFAULT, SGR.BOLD, SGR.UNDERLINE);
            case NORMAL, DIM, BORDER, SYSCALL, FAILED, EXEC, EXIT, SWITCH, CLOCK -> look(TextColor.ANSI.DEFAULT);
        };
    }

    private static Look look(TextColor front, SGR... marks) {
        EnumSet<SGR> set = EnumSet.noneOf(SGR.class);
        set.addAll(Arrays.asList(marks));
        return new Look(front, TextColor.ANSI.DEFAULT, set);
    }
}
