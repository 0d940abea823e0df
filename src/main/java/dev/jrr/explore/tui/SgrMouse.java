package dev.jrr.explore.tui;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import java.util.List;

/**
 * Mouse reports in the SGR form (mode 1006), {@code ESC [ < button ; column ; row M} or {@code m}.
 * The older form that Lanterna reads ends at column 223.
 */
final class SgrMouse implements CharacterPattern {
    private static final String START = "\u001b[<";
    private static final int LONGEST = 24;
    private static final int WHEEL = 64;
    private static final int MOVED = 32;

    @Override
    public Matching match(List<Character> typed) {
        int size = typed.size();
        for (int i = 0; i < Math.min(size, START.length()); i++) {
            if (typed.get(i) != START.charAt(i)) {
                return null;
            }
        }
        if (size <= START.length()) {
            return Matching.NOT_YET;
        }
        StringBuilder body = new StringBuilder();
        for (int i = START.length(); i < size - 1; i++) {
            body.append(typed.get(i));
        }
        char last = typed.get(size - 1);
        if (last == 'M' || last == 'm') {
            return parse(body.toString(), last == 'M');
        }
        boolean belongs = last == ';' || (last >= '0' && last <= '9');
        return belongs && size < LONGEST ? Matching.NOT_YET : null;
    }

    private static Matching parse(String body, boolean pressed) {
        String[] numbers = body.split(";");
        if (numbers.length != 3 || !body.matches("\\d{1,5};\\d{1,5};\\d{1,5}")) {
            return null;
        }
        int code = Integer.parseInt(numbers[0]);
        TerminalPosition where =
                new TerminalPosition(Integer.parseInt(numbers[1]) - 1, Integer.parseInt(numbers[2]) - 1);
        MouseActionType type;
        if ((code & WHEEL) != 0) {
            type = (code & 1) == 0 ? MouseActionType.SCROLL_UP : MouseActionType.SCROLL_DOWN;
        } else if ((code & MOVED) != 0) {
            type = MouseActionType.DRAG;
        } else {
            type = pressed ? MouseActionType.CLICK_DOWN : MouseActionType.CLICK_RELEASE;
        }
        return new Matching(new MouseAction(type, (code & 3) + 1, where));
    }
}
