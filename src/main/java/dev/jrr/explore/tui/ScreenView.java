package dev.jrr.explore.tui;

import java.util.Optional;

/** Everything that one frame of the screen shows. Immutable. */
record ScreenView(
        Layout layout,
        Line title,
        EventsView events,
        InspectorView inspector,
        StatusView status,
        Optional<HelpView> help) {

    void draw(Canvas canvas) {
        if (help.isPresent()) {
            help.get()
                    .draw(canvas.part(
                            new Area(0, 0, layout.width(), layout.status().top())));
        } else {
            layout.title().ifPresent(area -> {
                Canvas part = canvas.part(area);
                part.fill(part.put(0, 0, title), 0, Style.NORMAL);
            });
            layout.events().ifPresent(area -> events.draw(canvas.part(area)));
            layout.inspector().ifPresent(area -> inspector.draw(canvas.part(area)));
            if (layout.events().isPresent() && layout.inspector().isPresent()) {
                divider(canvas);
            }
        }
        status.draw(canvas.part(layout.status()));
    }

    private void divider(Canvas canvas) {
        Area left = layout.events().orElseThrow();
        boolean unicode = canvas.theme().unicode();
        for (int row = left.top(); row < left.bottom(); row++) {
            boolean first = row == left.top();
            String line = unicode ? (first ? "┬" : "│") : (first ? "+" : "|");
            canvas.put(left.right(), row, line, Style.BORDER);
        }
    }
}
