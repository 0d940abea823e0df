package dev.jrr.explore.tui;

/** The first row of a pane: a rule with the pane's name; the pane with the keys' focus says so by a sign too. */
final class Heading {
    private Heading() {}

    static void draw(Canvas canvas, String name, boolean focused) {
        rule(canvas, focused);
        canvas.put(1, 0, focused ? "[" + name + "]" : " " + name + " ", focused ? Style.BORDER_FOCUS : Style.TITLE);
    }

    static void rule(Canvas canvas, boolean focused) {
        String line = canvas.theme().unicode() ? "─" : "-";
        canvas.put(0, 0, line.repeat(canvas.width()), focused ? Style.BORDER_FOCUS : Style.BORDER);
    }
}
