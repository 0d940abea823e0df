package dev.jrr.explore.tui;

/** The first row of a pane: a rule with the pane's name; the pane with the keys' focus says so by a sign too. */
final class Heading {
    private Heading() {}

    static void draw(Canvas canvas, String name, boolean focused) {
        rule(canvas, focused);
        canvas.put(1, 0, focused ? "[" + name + "]" : " " + name + " ", focused ? Style.BORDER_FOCUS : Style.TITLE);
    }

    /**
     * The same with something at the right edge.
     *
     * @param note what the name gives way to, or ""
     */
    static void draw(Canvas canvas, String name, boolean focused, String note, Style style) {
        String text = note.isEmpty() ? "" : " " + note + " ";
        int room = Math.max(0, canvas.width() - text.length());
        // Two columns are the signs around the name, two the rule on both sides of it.
        int most = Math.max(0, room - 4);
        String dots = canvas.theme().unicode() ? "…" : "~";
        String cut = name.length() <= most ? name : name.substring(0, Math.max(0, most - 1)) + dots;
        draw(canvas, cut, focused);
        canvas.put(room, 0, text, style);
    }

    static void rule(Canvas canvas, boolean focused) {
        String line = canvas.theme().unicode() ? "─" : "-";
        canvas.put(0, 0, line.repeat(canvas.width()), focused ? Style.BORDER_FOCUS : Style.BORDER);
    }
}
