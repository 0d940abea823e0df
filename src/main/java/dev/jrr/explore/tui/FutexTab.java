package dev.jrr.explore.tui;

import dev.jrr.base.Hex;
import dev.jrr.explore.view.FutexCall;
import dev.jrr.explore.view.FutexWords;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * The futex view: what explains a deadlock, the words, and the futex calls up to the position, the
 * newest first: those of the task looked at, and beside them those of the other tasks, where there is
 * room for a column each.
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
        boolean isChoosing = model.isInspectorFocused();
        return rows(model, width).content(isChoosing ? OptionalLong.of(model.chosenFutex()) : OptionalLong.empty());
    }

    static LiveQuery query(Model model) {
        return new FutexNames.Query(answer(model).map(FutexWordRows::asked).orElse(List.of()));
    }

    static FutexRows rows(Model model) {
        return rows(model, model.layout().inspectorWidth());
    }

    private static Optional<FutexWords.Answer> answer(Model model) {
        return model.facts().words().at(model.position());
    }

    private static FutexRows rows(Model model, int width) {
        FutexRows rows = new FutexRows();
        FutexNames names = FutexNames.of(model);
        FutexWordRows.deadlock(rows, model, width);
        String keys = "Enter: go to the call, see the word's memory; u: next call on it; p: wait, wake";
        Wrapped.of(keys, width).forEach(text -> rows.add(text, Style.DIM));
        Optional<FutexWords.Answer> words = answer(model);
        if (words.isPresent()) {
            FutexWordRows.add(rows, model, words.get(), names, width);
        } else {
            rows.add(model.facts().words().waiting());
        }
        rows.add(Line.EMPTY);
        calls(rows, model, names, width);
        return rows;
    }

    private static void calls(FutexRows rows, Model model, FutexNames names, int width) {
        List<TaskUid> tasks = tasks(model);
        Optional<Map<TaskUid, List<FutexCall>>> answer =
                model.facts().futex().at(new TraceFacts.FutexQuestion(model.position(), tasks));
        if (answer.isEmpty()) {
            rows.add(model.facts().futex().waiting());
            return;
        }
        int most = Math.max(1, (width + BETWEEN) / (NARROWEST + BETWEEN));
        List<TaskUid> shown = shown(tasks, answer.get(), most);
        int columnWidth = (width + BETWEEN) / shown.size() - BETWEEN;
        List<List<Line>> columns = new ArrayList<>();
        int others = tasks.size() - shown.size();
        // Behind the headings.
        int top = rows.size() + (others > 0 ? 1 : 0);
        for (TaskUid task : shown) {
            List<FutexCall> calls = answer.get().get(task);
            List<Line> column = column(model, task, calls, names, columnWidth, columns.isEmpty() ? rows : null, top);
            columns.add(column);
        }
        List<Line> lines = beside(columns, columnWidth);
        if (others > 0) {
            String text = others == 1 ? "1 other task: t looks at it" : others + " other tasks: t looks at one";
            lines.add(1, Line.of(text, Style.DIM));
        }
        lines.forEach(rows::add);
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

    /** @param choices where the calls can be chosen; null if they cannot */
    private static List<Line> column(
            Model model, TaskUid task, List<FutexCall> calls, FutexNames names, int width, FutexRows choices, int top) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("task " + task, task.equals(model.task()) ? Style.TITLE : Style.DIM));
        if (calls.isEmpty()) {
            lines.add(Line.of("no futex call up to here", Style.DIM));
        }
        for (FutexCall call : calls) {
            if (choices != null) {
                choices.choiceAt(
                        top + lines.size(), new FutexRows.Choice(OptionalLong.of(call.frame()), call.address()));
            }
            add(lines, model, call, names.of(model, task), width);
        }
        return lines;
    }

    private static void add(List<Line> lines, Model model, FutexCall call, LongFunction<String> names, int width) {
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

    private static String name(LongFunction<String> names, long address) {
        String name = names.apply(address);
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
