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
        Optional<LessonPane> lesson,
        StatusView status,
        Optional<OverlayView> overlay,
        Optional<MenuView> menu) {

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
        layout.lesson()
                .ifPresent(area -> lesson.ifPresent(pane -> {
                    pane.draw(canvas.part(area));
                    if (area.left() > 0) {
                        String line = canvas.theme().unicode() ? "│" : "|";
                        for (int row = 0; row < area.height(); row++) {
                            canvas.put(area.left() - 1, row, line, Style.BORDER);
                        }
                    }
                }));
        overlay.ifPresent(shown -> shown.draw(canvas.part(lowest(shown.lines().size() + 1))));
        menu.ifPresent(shown -> shown.draw(canvas.part(lowest(shown.height()))));
        status.draw(canvas.part(status.area(layout)));
    }

    /** As low as it can be: what a text is about stays in sight where there is room. */
    private Area lowest(int rows) {
        int bottom = layout.status().top();
        int height = Math.min(bottom, rows);
        return new Area(0, bottom - height, layout.width(), height);
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
