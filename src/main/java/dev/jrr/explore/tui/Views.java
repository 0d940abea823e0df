package dev.jrr.explore.tui;

import dev.jrr.explore.view.Handled;
import dev.jrr.explore.view.Seconds;
import dev.jrr.model.TaskSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what the panes draw out of the model. */
final class Views {
    private final Model model;
    private final KeyMap keys;
    private final int taskWidth;

    Views(Model model, KeyMap keys) {
        this.model = model;
        this.keys = keys;
        int widest = model.run().summary().tasks().stream()
                .mapToInt((TaskSummary task) -> task.task().toString().length())
                .max()
                .orElse(1);
        this.taskWidth = widest;
    }

    ScreenView screen() {
        Layout layout = model.layout();
        Optional<OverlayView> overlay = model.overlay()
                .map(shown ->
                        new OverlayView(shown.title(), shown.lines().apply(layout.width()), model.overlayScroll()));
        return new ScreenView(layout, title(), events(), inspector(), details(), status(), overlay);
    }

    private Line title() {
        long frames = model.run().frameCount();
        int tasks = model.run().summary().tasks().size();
        boolean goesOn = model.run().goesOn();
        String facts = String.format(
                "  %s%,d frames%s, %d %s%s",
                goesOn ? "recording goes on: " : "",
                frames,
                goesOn ? " so far" : "",
                tasks,
                tasks == 1 ? "task" : "tasks",
                goesOn || model.run().summary().complete() ? "" : ", cut short");
        // A program given on the command line may have lines, and be as long as one likes.
        String program = " " + model.run().title().replaceAll("\\s+", " ");
        int room = Math.max(0, model.layout().width() - facts.length());
        if (program.length() > room) {
            program = program.substring(0, Math.max(0, room - 1)) + "…";
        }
        return Line.of(Line.span(program, Style.TITLE), Line.span(facts, Style.DIM));
    }

    private EventsView events() {
        int rows = model.layout().eventRows();
        long frames = model.run().frameCount();
        List<EventLine> lines = new ArrayList<>();
        for (long number = model.top(); number < Math.min(frames, model.top() + rows); number++) {
            lines.add(model.lines().at(number));
        }
        Map<Long, Character> marks = new HashMap<>();
        model.marks().forEach((name, place) -> marks.put(place.frame(), name.charAt(0)));
        return new EventsView(
                lines,
                model.position(),
                model.top(),
                frames,
                taskWidth,
                marks,
                model.pinnedTask(),
                !model.isInspectorFocused());
    }

    private InspectorView inspector() {
        int rows = model.layout().inspectorRows();
        Content content = TabContents.of(model);
        return new InspectorView(
                model.tab(),
                model.isInspectorFocused(),
                content.window(model.inspectorScroll(), rows),
                content.size() > rows);
    }

    private DetailsView details() {
        EventLine line = model.lines().at(model.position());
        String time = model.current()
                .map(frame -> " at " + Seconds.text(frame.timeNanos()) + " s")
                .orElse("");
        String handled = model.current()
                .map(Handled::note)
                .filter(note -> !note.isEmpty())
                .map(note -> ", " + note)
                .orElse("");
        String full = model.current().map(model.run()::describe).orElse(line.text());
        return new DetailsView(
                "Frame " + line.number() + " of task " + line.task() + time + handled, full, line.style());
    }

    private StatusView status() {
        return new StatusView(
                position(true),
                position(false),
                model.typed(),
                bottom(),
                model.prompt().map(prompt -> prompt.kind().sign().length() + prompt.cursor() - hidden(prompt)));
    }

    /** How much of the beginning of a long line is out of sight. */
    private int hidden(Prompt prompt) {
        int room = Math.max(1, model.layout().width() - prompt.kind().sign().length() - 1);
        return Math.max(0, prompt.cursor() - room);
    }

    private String position(boolean wide) {
        String note = model.prompt().map(Prompt::note).orElse("");
        if (!note.isEmpty()) {
            return " " + note;
        }
        long last = model.run().frameCount() - 1;
        long percent = last <= 0 ? 100 : model.position() * 100 / last;
        String pinned = model.pinnedTask().isPresent() ? " (chosen)" : "";
        LiveState live = model.liveState();
        boolean behind =
                live.kind() == LiveState.Kind.READY && model.currentMoment().isEmpty();
        String diverted = model.liveSource().isDiverted() ? "DIVERSION from" : "frame";
        String liveText = behind ? "live: catching up" : live.text();
        return wide
                ? String.format(
                        " %s %s of %d (%d%%)  task %s%s  %s",
                        diverted, model.place(), last, percent, model.task(), pinned, liveText)
                : String.format(
                        " %s %s/%d %d%% t%s %s", diverted, model.place(), last, percent, model.task(), brief(live));
    }

    private static String brief(LiveState live) {
        return switch (live.kind()) {
            case READY -> "live";
            case CATCHING_UP -> live.total() > 0 ? Math.min(100, live.done() * 100 / live.total()) + "%" : "...";
            case CANCELLED -> "cancelled";
            case FAILED -> "stopped";
        };
    }

    private Line bottom() {
        if (model.prompt().isPresent()) {
            Prompt prompt = model.prompt().get();
            String shown = prompt.text().substring(hidden(prompt));
            return Line.of(Line.span(prompt.kind().sign(), Style.KEY), Line.span(shown, Style.NORMAL));
        }
        if (model.work().command().isPresent()) {
            Command command = model.work().command().get();
            return Line.of(" running: " + command.line() + " (Esc cancels)", Style.MESSAGE);
        }
        if (model.work().scan().isPresent()) {
            FrameScan scan = model.work().scan().get();
            String side = scan.direction() > 0 ? "later " : "earlier ";
            return Line.of(
                    " looking for a " + side + scan.goal().words() + ": " + scan.percent() + "% (Esc cancels)",
                    Style.MESSAGE);
        }
        if (!model.message().isEmpty()) {
            return Line.of(" " + model.message(), Style.MESSAGE);
        }
        List<Line.Span> hints = new ArrayList<>();
        int width = 0;
        for (KeyMap.Binding row : keys.hints()) {
            Line.Span key = Line.span(" " + row.keys().get(0), Style.KEY);
            Line.Span words = Line.span(" " + row.hint() + " ", Style.DIM);
            width += key.text().length() + words.text().length();
            if (width > model.layout().width()) {
                break;
            }
            hints.add(key);
            hints.add(words);
        }
        return new Line(hints);
    }
}
