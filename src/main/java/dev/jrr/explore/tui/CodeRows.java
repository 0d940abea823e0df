package dev.jrr.explore.tui;

import dev.jrr.debugger.CodeLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Instructions as rows: above the first of each function stands its name. */
final class CodeRows {
    /**
     * One row.
     *
     * @param line empty for the name of a function
     */
    record Row(String function, Optional<CodeLine> line) {}

    private CodeRows() {}

    static List<Row> of(List<CodeLine> lines) {
        List<Row> rows = new ArrayList<>();
        String last = "";
        for (CodeLine line : lines) {
            String function = function(line);
            if (!function.equals(last) && !rows.isEmpty()) {
                rows.add(new Row(function, Optional.empty()));
            }
            last = function;
            rows.add(new Row(function, Optional.of(line)));
        }
        return rows;
    }

    /** The row of an instruction, or -1. */
    static int indexOf(List<Row> rows, long address) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).line().isPresent() && rows.get(i).line().get().address() == address) {
                return i;
            }
        }
        return -1;
    }

    private static String function(CodeLine line) {
        return line.place().symbol().isEmpty()
                ? line.place().module()
                : line.place().symbol();
    }
}
