package dev.jrr.explore.tui;

import dev.jrr.explore.view.FileTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The open files of the process looked at; what the frame has changed has a star. */
final class FilesTab {
    private static final String INDENT = "     ";

    private FilesTab() {}

    static Content content(Model model, int width) {
        Followed<?, FileTable> files = model.facts().program().files();
        Optional<FileTable> answer = files.at(new TraceFacts.Place(model.position(), model.task()));
        if (answer.isEmpty()) {
            return Content.of(List.of(files.waiting()));
        }
        FileTable table = answer.get();
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(heading(model, table), Style.TITLE));
        if (table.rows().isEmpty()) {
            lines.add(Line.of("the task has not begun or has ended", Style.DIM));
        }
        table.closed()
                .forEach(row -> add(lines, "*" + row.descriptor() + " closed: " + row.what(), width, Style.CHANGED));
        for (FileTable.Row row : table.rows()) {
            Style style = row.isChanged() ? Style.CHANGED : Style.NORMAL;
            String sign = row.isChanged() ? "*" : " ";
            add(lines, String.format("%s%-3d %s", sign, row.descriptor(), row.what()), width, style);
            for (String text : Wrapped.of(String.join(", ", row.facts()), width - INDENT.length())) {
                lines.add(Line.of(INDENT + text, Style.DIM));
            }
        }
        return Content.of(lines);
    }

    private static String heading(Model model, FileTable table) {
        int open = table.rows().size();
        String count = open == 1 ? "1 file" : open + " files";
        return "task " + model.task() + " at frame " + table.frame() + ": " + count;
    }

    /** A long path takes several rows, the later ones under its start. */
    private static void add(List<Line> lines, String text, int width, Style style) {
        List<String> rows = Wrapped.of(text, width);
        lines.add(Line.of(rows.get(0), style));
        String rest = text.substring(rows.get(0).length()).strip();
        if (!rest.isEmpty()) {
            Wrapped.of(rest, width - INDENT.length()).forEach(row -> lines.add(Line.of(INDENT + row, style)));
        }
    }
}
