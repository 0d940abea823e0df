package dev.jrr.explore.tui;

import dev.jrr.base.Hex;
import dev.jrr.explore.view.SignalState;
import dev.jrr.kernel.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the task looked at stands to signals, and the signals delivered up to the position, newest first. */
final class SignalsTab {
    private SignalsTab() {}

    static Content content(Model model, int width) {
        List<Line> head = new ArrayList<>();
        Optional<SignalState> state = model.facts().signals().at(new TraceFacts.Place(model.position(), model.task()));
        if (state.isPresent()) {
            state(model, state.get(), width, head);
        } else {
            head.add(model.facts().signals().waiting());
        }
        head.add(Line.EMPTY);
        Optional<long[]> delivered = model.facts().delivered().at(TraceFacts.wholeRun());
        if (delivered.isEmpty()) {
            head.add(model.facts().delivered().waiting());
            return Content.of(head);
        }
        long[] signals = delivered.get();
        int here = TraceFacts.upTo(signals, model.position());
        int later = signals.length - here;
        String heading = signals.length == 0
                ? "none is delivered in this run"
                : "all tasks: " + here + " delivered, " + later + " later (x, X)";
        head.add(Line.of(heading, Style.TITLE));
        return new Content(
                head.size() + here,
                row -> row < head.size() ? head.get(row) : line(model, signals[here - 1 - (row - head.size())]),
                false);
    }

    private static void state(Model model, SignalState state, int width, List<Line> lines) {
        lines.add(Line.of("task " + model.task() + " at frame " + model.position(), Style.TITLE));
        String blocked = "blocked: " + (state.mask() == 0 ? "none" : Signals.set(state.mask()));
        Wrapped.of(blocked, width).forEach(row -> lines.add(Line.of(row)));
        state.handlers().forEach((signal, handler) -> {
            String action = handler.isIgnored() ? "ignored" : "handler " + Hex.of(handler.address());
            String meanwhile = handler.mask() == 0 ? "" : "  blocks " + Signals.set(handler.mask()) + " meanwhile";
            String text = String.format("%-10s %s", Signals.name(signal), action + meanwhile);
            Wrapped.of(text, width).forEach(row -> lines.add(Line.of(row)));
        });
        String others = state.handlers().isEmpty() ? "all" : "all others";
        lines.add(Line.of(others + ": default action", Style.DIM));
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
