package dev.jrr.explore.tui;

import java.util.List;

/**
 * The selected frame in full, below the panes: lists have to shorten it.
 *
 * @param heading which frame it is
 */
record DetailsView(String heading, String text, Style style) {
    void draw(Canvas canvas) {
        Heading.draw(canvas, heading, false);
        int rows = canvas.height() - 1;
        List<String> wrapped = Wrapped.of(text, canvas.width() - 2);
        for (int row = 0; row < rows; row++) {
            String shown = row < wrapped.size() ? wrapped.get(row) : "";
            if (row == rows - 1 && wrapped.size() > rows) {
                int end = Math.max(0, Math.min(shown.length(), canvas.width() - 3));
                shown = shown.substring(0, end) + (canvas.theme().unicode() ? "…" : "~");
            }
            canvas.fill(canvas.put(0, row + 1, " " + shown, style), row + 1, Style.NORMAL);
        }
    }
}
