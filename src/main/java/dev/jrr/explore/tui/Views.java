package dev.jrr.explore.tui;

import dev.jrr.explore.view.Handled;
import dev.jrr.explore.view.Seconds;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what the panes draw out of the model. */
final class Views {
    private static final String MENU_SIGN = "> ";

    /** A message has at most one row for so many of the screen. */
    private static final int ROWS_OF_A_MESSAGE_ROW = 6;

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
        Optional<OverlayView> overlay = model.covers()
                .overlay()
                .map(shown -> new OverlayView(
                        shown.title(),
                        shown.lines().apply(layout.width()),
                        model.covers().scroll()));
        Optional<MenuView> menu = model.covers()
                .menu()
                .map(shown -> MenuView.of(shown, layout.status().top()));
        Optional<TimelineView> timeline = Lanes.of(model).map(Lanes::view);
        return new ScreenView(
                layout, title(), timeline, events(), inspector(), details(), lesson(), status(), overlay, menu);
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
        String deadlock =
                DeadlockText.here(model).map(text -> "  " + text + " ").orElse("");
        int room = Math.max(0, model.layout().width() - facts.length() - deadlock.length());
        if (program.length() > room) {
            program = program.substring(0, Math.max(0, room - 1)) + "…";
        }
        return Line.of(
                Line.span(program, Style.TITLE), Line.span(facts, Style.DIM), Line.span(deadlock, Style.MESSAGE));
    }

    private EventsView events() {
        List<EventLine> lines =
                model.eventRows().stream().map(model.lines()::at).toList();
        EventList events = model.filters().events();
        Map<Long, Character> marks = new HashMap<>();
        model.marks().forEach((name, place) -> marks.put(place.frame(), name.charAt(0)));
        return new EventsView(
                lines,
                model.position(),
                events.rank(model.eventWindow().top()),
                events.size(),
                model.run().frameCount(),
                crumbs(),
                taskWidth,
                marks,
                new String(EventMap.of(model)),
                model.pinnedTask(),
                !model.isInspectorFocused());
    }

    /** What the events are narrowed to, the widest first; empty if they are not. */
    private String crumbs() {
        Filters filters = model.filters();
        if (filters.isEmpty()) {
            return "";
        }
        String arrow = " > ";
        String share =
                String.format("%,d of %,d", filters.events().size(), model.run().frameCount());
        String state = filters.isGoing() ? " so far" : filters.problem().isEmpty() ? "" : ", then unreadable";
        return "all" + arrow + String.join(arrow, filters.sources()) + ": " + share + state;
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

    private Optional<LessonPane> lesson() {
        return model.lesson().map(progress -> new LessonPane(progress, model.lessonScroll(), keys));
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
                "Frame " + line.number() + " of task " + line.taskName() + time + handled, full, line.style());
    }

    private StatusView status() {
        return new StatusView(position(true), position(false), model.typed(), bottom(), cursor());
    }

    private Optional<Integer> cursor() {
        if (model.covers().menu().isPresent() && !model.covers().menu().get().isByLetter()) {
            return Optional.of(Math.min(
                    MENU_SIGN.length() + model.covers().menu().get().query().length(),
                    model.layout().width() - 1));
        }
        return model.prompts()
                .current()
                .map(prompt -> prompt.kind().sign().length() + prompt.cursor() - hidden(prompt));
    }

    /** What there is to say of a line that is being typed: what the last key found, or what is wrong, and where. */
    private String note(Prompt prompt) {
        Prompt.Mistake mistake = prompt.mistake();
        if (!prompt.note().isEmpty() || mistake.words().isEmpty()) {
            return prompt.note().isEmpty() ? "" : " " + prompt.note();
        }
        int column = prompt.kind().sign().length() + mistake.place() - hidden(prompt);
        // Words too long for the row lose their end; on the left of their sign they would lose the place.
        boolean isLeft = column + mistake.words().length() + 2 > model.layout().width()
                && mistake.words().length() < column;
        return isLeft
                ? " ".repeat(column - mistake.words().length() - 1) + mistake.words() + " ^"
                : " ".repeat(Math.max(0, column)) + "^ " + mistake.words();
    }

    /** How much of the beginning of a long line is out of sight. */
    private int hidden(Prompt prompt) {
        int room = Math.max(1, model.layout().width() - prompt.kind().sign().length() - 1);
        return Math.max(0, prompt.cursor() - room);
    }

    private String position(boolean wide) {
        String note = model.prompts().current().map(this::note).orElse("");
        if (!note.isEmpty()) {
            return note;
        }
        long last = model.run().frameCount() - 1;
        long percent = last <= 0 ? 100 : model.position() * 100 / last;
        boolean isPinned = model.pinnedTask().isPresent();
        String task = model.task().equals(TaskUid.NONE) ? "-" : model.task().toString();
        LiveState live = model.liveState();
        boolean behind =
                live.kind() == LiveState.Kind.READY && model.currentMoment().isEmpty();
        String diverted = model.liveSource().isDiverted() ? "DIVERSION from" : "frame";
        String liveText = behind ? "live: catching up" : live.text();
        return wide
                ? String.format(
                        " %s %s of %d (%d%%)  task %s%s  %s",
                        diverted, model.place(), last, percent, task, isPinned ? " (chosen)" : "", liveText)
                : String.format(
                        " %s %s/%d %d%% t%s%s %s",
                        diverted, model.place(), last, percent, task, isPinned ? "*" : "", brief(live));
    }

    private static String brief(LiveState live) {
        return switch (live.kind()) {
            case READY -> "live";
            case CATCHING_UP -> live.total() > 0 ? Math.min(100, live.done() * 100 / live.total()) + "%" : "...";
            case CANCELLED -> "cancelled";
            case FAILED -> "stopped";
        };
    }

    private List<Line> bottom() {
        if (model.prompts().current().isPresent()) {
            Prompt prompt = model.prompts().current().get();
            String shown = prompt.text().substring(hidden(prompt));
            return List.of(Line.of(Line.span(prompt.kind().sign(), Style.KEY), Line.span(shown, Style.NORMAL)));
        }
        if (model.covers().menu().isPresent() && !model.covers().menu().get().isByLetter()) {
            return List.of(Line.of(
                    Line.span(MENU_SIGN, Style.KEY),
                    Line.span(model.covers().menu().get().query(), Style.NORMAL)));
        }
        if (model.work().command().isPresent()) {
            Command command = model.work().command().get();
            return message("running: " + command.line() + " (Esc cancels)");
        }
        if (model.work().scan().isPresent()) {
            FrameScan scan = model.work().scan().get();
            String side = scan.direction() > 0 ? "later " : "earlier ";
            return message("looking for a " + side + scan.goal().words() + ": " + scan.percent() + "% (Esc cancels)");
        }
        if (!model.message().isEmpty()) {
            return message(model.message());
        }
        if (model.layout().title().isEmpty()) {
            Optional<String> deadlock = DeadlockText.here(model);
            if (deadlock.isPresent()) {
                return message(deadlock.get());
            }
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
        return List.of(new Line(hints));
    }

    /** In rows as wide as the screen, as far as there is room for them. */
    private List<Line> message(String words) {
        Layout layout = model.layout();
        int most = Math.max(1, layout.height() / ROWS_OF_A_MESSAGE_ROW);
        List<String> rows = new ArrayList<>(Wrapped.of(words.replaceAll("[\\r\\n\\t]", " "), layout.width() - 1));
        if (rows.size() > most) {
            String rest = String.join(" ", rows.subList(most - 1, rows.size()));
            rows = new ArrayList<>(rows.subList(0, most - 1));
            rows.add(rest);
        }
        return rows.stream().map(row -> Line.of(" " + row, Style.MESSAGE)).toList();
    }
}
