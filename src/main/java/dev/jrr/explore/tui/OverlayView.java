package dev.jrr.explore.tui;

import java.util.List;

/** The visible part of an {@link Overlay}. */
record OverlayView(String title, List<Line> lines, int scroll) {
    OverlayView {
        lines = List.copyOf(lines);
    }

    void draw(Canvas canvas) {
        boolean more = scroll + canvas.height() - 1 < lines.size();
        String place = Math.min(lines.size(), scroll + canvas.height() - 1) + "/" + lines.size();
        Heading.draw(canvas, title + ": Esc closes", true, more || scroll > 0 ? place : "", Style.DIM);
        for (int row = 1; row < canvas.height(); row++) {
            int index = scroll + row - 1;
            int end = index < lines.size() ? canvas.put(1, row, lines.get(index)) : 0;
            canvas.put(0, row, " ", Style.NORMAL);
            canvas.fill(end, row, Style.NORMAL);
        }
    }
}
