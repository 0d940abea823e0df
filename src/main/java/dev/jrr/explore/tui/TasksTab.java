package dev.jrr.explore.tui;

import dev.jrr.debugger.TaskView;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks alive at the position: from the trace at once, with their states when the replay is there. */
final class TasksTab {
    /** Rows above the first task. */
    static final int HEADINGS = 1;

    private static final Row HEADING =
            new Row(TaskUid.NONE, List.of("task", "process", "program", "state", "last frame"));

    /** One task, or the heading. */
    private record Row(TaskUid task, List<String> cells) {
        private static Row of(TaskUid task, int process, String name, String state, String last) {
            return new Row(task, List.of(task.toString(), Integer.toString(process), name, state, last));
        }

        private void widen(int[] widths) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cells.get(i).length());
            }
        }

        private String text(int[] widths) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length - 1; i++) {
                String cell = cells.get(i);
                text.append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
            }
            return text.append(cells.get(widths.length - 1)).toString();
        }
    }

    private TasksTab() {}

    /** The tasks that live at the position as far as the trace alone tells. */
    static List<TaskUid> known(Model model) {
        return alive(model).stream().map(TaskSummary::task).toList();
    }

    static Content content(Model model) {
        Optional<Moment> moment = model.currentMoment();
        List<Row> rows = moment.isPresent()
                ? moment.get().tasks().stream().map(task -> row(model, task)).toList()
                : alive(model).stream().map(TasksTab::row).toList();
        if (rows.isEmpty()) {
            return Content.of(List.of(Line.of("no task lives at this frame", Style.DIM)));
        }
        int[] widths = new int[HEADING.cells().size()];
        Stream.concat(Stream.of(HEADING), rows.stream()).forEach(row -> row.widen(widths));
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(" " + HEADING.text(widths), Style.DIM));
        for (Row row : rows) {
            boolean chosen = model.isInspectorFocused() && lines.size() - HEADINGS == model.chosenTask();
            boolean shown = row.task().equals(model.task());
            lines.add(Line.of(
                    (chosen ? ">" : shown ? "*" : " ") + row.text(widths),
                    chosen ? Style.CURSOR : shown ? Style.TITLE : Style.NORMAL));
        }
        return Content.of(lines);
    }

    private static Row row(Model model, TaskView task) {
        String state = switch (task.state()) {
            case CURRENT -> "current";
            case READY -> "ready";
            case BLOCKED -> "blocked";
        };
        String last = task.lastFrame() < 0 ? "" : Long.toString(task.lastFrame());
        if (task.state() == TaskView.State.BLOCKED && task.lastFrame() >= 0) {
            last += " " + model.lines().at(task.lastFrame()).text();
        }
        return Row.of(task.task(), task.processId(), task.name(), state, last);
    }

    private static Row row(TaskSummary task) {
        return Row.of(task.task(), task.processId(), task.name(), "...", "");
    }

    private static List<TaskSummary> alive(Model model) {
        long position = model.position();
        return model.run().summary().tasks().stream()
                .filter(task -> task.firstFrame() <= position)
                .filter(task -> task.exitStatus().isEmpty() || task.lastFrame() >= position)
                .toList();
    }
}
