package dev.jrr.explore.tui;

import dev.jrr.debugger.TaskView;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tasks alive at the position: from the trace at once, with their states when the replay is there. */
final class TasksTab {
    /** Rows above the first task. */
    static final int HEADINGS = 1;

    private static final String FORMAT = "%s%-8s %-8s %-12.12s %-8s %s";

    private TasksTab() {}

    /** The tasks that live at the position as far as the trace alone tells. */
    static List<TaskUid> known(Model model) {
        return alive(model).stream().map(TaskSummary::task).toList();
    }

    static Content content(Model model) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(String.format(FORMAT, " ", "task", "process", "program", "state", "last frame"), Style.DIM));
        Optional<Moment> moment = model.currentMoment();
        if (moment.isPresent()) {
            moment.get().tasks().forEach(task -> lines.add(row(model, task, lines.size() - HEADINGS)));
        } else {
            alive(model).forEach(task -> lines.add(row(model, task, lines.size() - HEADINGS)));
        }
        return Content.of(lines);
    }

    private static Line row(Model model, TaskView task, int number) {
        String state = switch (task.state()) {
            case CURRENT -> "current";
            case READY -> "ready";
            case BLOCKED -> "blocked";
        };
        String last = task.lastFrame() < 0 ? "" : Long.toString(task.lastFrame());
        if (task.state() == TaskView.State.BLOCKED && task.lastFrame() >= 0) {
            last += " " + model.lines().at(task.lastFrame()).text();
        }
        return line(model, task.task(), number, task.processId(), task.name(), state, last);
    }

    private static Line row(Model model, TaskSummary task, int number) {
        return line(model, task.task(), number, task.processId(), task.name(), "...", "");
    }

    private static Line line(
            Model model, TaskUid task, int number, int process, String name, String state, String last) {
        boolean chosen = model.isInspectorFocused() && number == model.chosenTask();
        boolean shown = task.equals(model.task());
        String text = String.format(FORMAT, chosen ? ">" : shown ? "*" : " ", task, process, name, state, last);
        return Line.of(text, chosen ? Style.CURSOR : shown ? Style.TITLE : Style.NORMAL);
    }

    private static List<TaskSummary> alive(Model model) {
        long position = model.position();
        return model.run().summary().tasks().stream()
                .filter(task -> task.firstFrame() <= position)
                .filter(task -> task.exitStatus().isEmpty() || task.lastFrame() >= position)
                .toList();
    }
}
