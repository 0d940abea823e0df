package dev.jrr.explore.tui;

import dev.jrr.base.Hex;
import dev.jrr.explore.view.AddressNames;
import dev.jrr.explore.view.FutexCall;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The futex calls up to the position, the newest first: those of the task looked at, and beside them
 * those of the other tasks, where there is room for a column each.
 */
final class FutexTab {
    /** As much as a name such as libpthread.so.0+0x1d2a0 takes. */
    private static final int NARROWEST = 26;

    private static final int BETWEEN = 1;

    /** How far a column stands in from its task's name, under the frame's number. */
    private static final String INDENT = "  ";

    private static final String GAP = "  ";

    private FutexTab() {}

    static Content content(Model model, int width) {
        List<TaskUid> tasks = tasks(model);
        Optional<Map<TaskUid, List<FutexCall>>> answer =
                model.facts().futex().at(new TraceFacts.FutexQuestion(model.position(), tasks));
        if (answer.isEmpty()) {
            return Content.of(List.of(model.facts().futex().waiting()));
        }
        int most = Math.max(1, (width + BETWEEN) / (NARROWEST + BETWEEN));
        List<TaskUid> shown = shown(tasks, answer.get(), most);
        int columnWidth = (width + BETWEEN) / shown.size() - BETWEEN;
        List<List<Line>> columns = new ArrayList<>();
        for (TaskUid task : shown) {
            columns.add(column(model, task, answer.get().get(task), columnWidth));
        }
        List<Line> lines = beside(columns, columnWidth);
        int others = tasks.size() - shown.size();
        if (others > 0) {
            String text = others == 1 ? "1 other task: t looks at it" : others + " other tasks: t looks at one";
            lines.add(1, Line.of(text, Style.DIM));
        }
        return Content.of(lines);
    }

    /** The task looked at, and then the others that live. */
    private static List<TaskUid> tasks(Model model) {
        List<TaskUid> tasks = new ArrayList<>();
        tasks.add(model.task());
        TasksTab.known(model).stream()
                .filter(task -> !task.equals(model.task()))
                .forEach(tasks::add);
        return tasks;
    }

    /** Tasks without futex calls get no column, unless it is the one looked at. */
    private static List<TaskUid> shown(List<TaskUid> tasks, Map<TaskUid, List<FutexCall>> calls, int most) {
        return tasks.stream()
                .filter(task -> task.equals(tasks.get(0)) || !calls.get(task).isEmpty())
                .limit(most)
                .toList();
    }

    private static List<Line> column(Model model, TaskUid task, List<FutexCall> calls, int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("task " + task, task.equals(model.task()) ? Style.TITLE : Style.DIM));
        if (calls.isEmpty()) {
            lines.add(Line.of("no futex call up to here", Style.DIM));
        }
        AddressNames names = names(model, task);
        for (FutexCall call : calls) {
            add(lines, model, call, names, width);
        }
        return lines;
    }

    /** The mappings are those of the task looked at, and so hold for the tasks of its process. */
    private static AddressNames names(Model model, TaskUid task) {
        boolean same = task.equals(model.task()) || process(model, task) == process(model, model.task());
        return same
                ? model.currentMoment()
                        .flatMap(moment -> moment.answer(MapsTab.Mappings.class))
                        .map(mappings -> new AddressNames(mappings.maps()))
                        .orElse(AddressNames.NONE)
                : AddressNames.NONE;
    }

    private static int process(Model model, TaskUid task) {
        return model.run().summary().tasks().stream()
                .filter(each -> each.task().equals(task))
                .mapToInt(TaskSummary::processId)
                .findFirst()
                .orElse(-1);
    }

    private static void add(List<Line> lines, Model model, FutexCall call, AddressNames names, int width) {
        boolean here = call.frame() == model.position();
        Style style = call.isWaiting() ? Style.CHANGED : here ? Style.TITLE : Style.NORMAL;
        String head = (here ? ">" : " ") + call.frame() + " " + call.operation().replace("FUTEX_", "");
        String result = " = " + call.result();
        lines.add(Line.of(cut(head, width - result.length()) + result, style));
        String second =
                call.second().isPresent() ? "and " + name(names, call.second().getAsLong()) : "";
        List<String> parts = Stream.of(name(names, call.address()), second, call.words(), call.handled())
                .filter(part -> !part.isEmpty())
                .toList();
        for (String text : packed(parts, width - INDENT.length())) {
            lines.add(Line.of(INDENT + text, call.isWaiting() ? Style.CHANGED : Style.DIM));
        }
    }

    private static String name(AddressNames names, long address) {
        String name = names.of(address);
        return name.isEmpty() ? Hex.of(address) : name;
    }

    /** As many of the texts in each row as fit; one that is too long by itself takes several. */
    private static List<String> packed(List<String> parts, int width) {
        List<String> rows = new ArrayList<>();
        for (String part : parts) {
            int last = rows.size() - 1;
            if (last >= 0 && rows.get(last).length() + GAP.length() + part.length() <= width) {
                rows.set(last, rows.get(last) + GAP + part);
            } else {
                rows.addAll(Wrapped.of(part, width));
            }
        }
        return rows;
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width));
    }

    private static List<Line> beside(List<List<Line>> columns, int width) {
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        List<Line> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Line.Span> spans = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                Line line =
                        row < columns.get(column).size() ? columns.get(column).get(row) : Line.EMPTY;
                spans.addAll(line.spans());
                if (column < columns.size() - 1) {
                    spans.add(Line.span(" ".repeat(width - line.text().length() + BETWEEN), Style.NORMAL));
                }
            }
            lines.add(new Line(spans));
        }
        return lines;
    }
}
