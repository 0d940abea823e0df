package dev.jrr.explore.tui;

import java.util.List;

/** The signals delivered up to the position, newest first. */
final class SignalsTab {
    private static final int HEADINGS = 1;

    private SignalsTab() {}

    static Content content(Model model) {
        TraceIndex index = model.index();
        int here = index.signals().upTo(model.position());
        int later = index.signals().size() - here;
        String heading = index.isComplete()
                ? here + " delivered up to here, " + later + " later (x, X go to them)"
                : "reading the trace: " + index.percent() + "%";
        if (!index.isComplete() || here == 0) {
            return Content.of(List.of(Line.of(heading, Style.DIM)));
        }
        return new Content(
                here + HEADINGS,
                row -> row == 0
                        ? Line.of(heading, Style.DIM)
                        : line(model, index.signals().get(here - row)),
                false);
    }

    private static Line line(Model model, long frame) {
        EventLine event = model.lines().at(frame);
        return Line.of(
                Line.span(frame == model.position() ? ">" : " ", Style.TITLE),
                Line.span(frame + " ", Style.DIM),
                Line.span(event.task() + " ", Style.DIM),
                Line.span(event.text(), event.style()));
    }
}
