package dev.jrr.explore.tui;

import java.util.Optional;

/** Everything that one frame of the screen shows. Immutable. */
record ScreenView(
        Layout layout,
        Line title,
        Optional<TimelineView> timeline,
        EventsView events,
        InspectorView inspector,
        DetailsView details,
        StatusView status,
        Optional<OverlayView> overlay) {

    void draw(Canvas canvas) {
        layout.title().ifPresent(area -> {
            Canvas part = canvas.part(area);
            part.fill(part.put(0, 0, title), 0, Style.NORMAL);
        });
        layout.timeline().ifPresent(area -> timeline.ifPresent(shown -> shown.draw(canvas.part(area))));
        layout.events().ifPresent(area -> events.draw(canvas.part(area)));
        layout.inspector().ifPresent(area -> inspector.draw(canvas.part(area)));
        if (layout.events().isPresent() && layout.inspector().isPresent()) {
            divider(canvas);
        }
        layout.details().ifPresent(area -> details.draw(canvas.part(area)));
        // As low as it can be: what it is about stays in sight where there is room.
        overlay.ifPresent(shown -> {
            int bottom = layout.status().top();
            int height = Math.min(bottom, shown.lines().size() + 1);
            shown.draw(canvas.part(new Area(0, bottom - height, layout.width(), height)));
        });
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
