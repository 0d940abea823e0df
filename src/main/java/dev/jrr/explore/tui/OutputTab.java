package dev.jrr.explore.tui;

import dev.jrr.explore.view.CharacterWidth;
import dev.jrr.explore.view.Look;
import dev.jrr.explore.view.ScreenRow;
import dev.jrr.explore.view.TerminalView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the program's terminal shows at the position, the newest at the bottom. Lines are broken anew
 * to the width of the pane; a screen that a program has put together stays as it is, and is cut.
 */
final class OutputTab {
    private OutputTab() {}

    static Content content(Model model, int width) {
        Followed<?, Optional<TerminalView>> terminals = model.facts().program().terminals();
        Optional<Optional<TerminalView>> answer = terminals.at(new TraceFacts.Place(model.position(), model.task()));
        if (answer.isEmpty()) {
            return Content.of(List.of(terminals.waiting()));
        }
        if (answer.get().isEmpty()) {
            return Content.of(List.of(Line.of("nothing printed up to here", Style.DIM)));
        }
        TerminalView terminal = answer.get().get();
        List<Line> lines = new ArrayList<>();
        if (terminal.isCut()) {
            lines.add(Line.of("... earlier output is not shown (:output prints all)", Style.DIM));
        }
        String cut = "";
        if (terminal.isAddressed()) {
            // The other screen has no rows before it.
            if (!terminal.isAlternate()) {
                flowing(terminal.earlier(), width, lines);
            }
            int from = columns(model, terminal, width).first();
            screen(terminal, from, width, lines);
            if (terminal.columns() > width) {
                cut = ", columns " + (from + 1) + " to " + Math.min(terminal.columns(), from + width);
            }
        } else {
            List<ScreenRow> rows = new ArrayList<>(terminal.earlier());
            rows.addAll(terminal.screen().subList(0, used(terminal)));
            flowing(rows, width, lines);
        }
        about(terminal, cut, width, lines);
        return new Content(lines.size(), lines::get, true);
    }

    /** What of a screen is in sight; empty if lines are broken to the width of the pane. */
    static Optional<Columns> columns(Model model, int width) {
        return model.facts()
                .program()
                .terminals()
                .at(new TraceFacts.Place(model.position(), model.task()))
                .flatMap(answer -> answer)
                .filter(TerminalView::isAddressed)
                .map(terminal -> columns(model, terminal, width));
    }

    private static Columns columns(Model model, TerminalView terminal, int width) {
        int first = model.inspectorColumn().orElseGet(() -> firstColumn(terminal, width));
        return Columns.of(first, terminal.columns(), Math.max(1, width));
    }

    /** How many rows of the screen are not just its empty end. */
    private static int used(TerminalView terminal) {
        int end = terminal.screen().size();
        while (end > 0 && terminal.screen().get(end - 1).pieces().isEmpty()) {
            end--;
        }
        return end;
    }

    /** What terminal this is. Last, as the end is what is seen without scrolling. */
    private static void about(TerminalView terminal, String cut, int width, List<Line> lines) {
        if (terminal.missing() > 0) {
            add("(and " + terminal.missing() + " bytes that the trace did not keep)", width, lines);
        }
        StringBuilder text = new StringBuilder(terminal.name());
        if (terminal.isTerminal()) {
            text.append(' ').append(terminal.columns()).append('x').append(terminal.rows());
            text.append(terminal.isSizeKnown() ? "" : " assumed");
            text.append(cut);
        }
        if (terminal.isAddressed()) {
            text.append(terminal.isAlternate() ? ", other screen" : "");
            text.append(", cursor ")
                    .append(terminal.cursorRow() + 1)
                    .append(',')
                    .append(terminal.cursorColumn() + 1);
            text.append(terminal.isCursorShown() ? "" : " hidden");
        }
        text.append(", last at frame ").append(terminal.frame());
        if (terminal.others() > 0) {
            text.append("; ")
                    .append(terminal.others())
                    .append(terminal.others() == 1 ? " other stream" : " other streams")
                    .append(": t looks at a task of it");
        }
        add(text.toString(), width, lines);
    }

    private static void add(String text, int width, List<Line> lines) {
        Wrapped.of(text, width).forEach(row -> lines.add(Line.of(row, Style.DIM)));
    }

    // Lines.

    private static void flowing(List<ScreenRow> rows, int width, List<Line> lines) {
        Flow flow = new Flow(width, lines);
        for (ScreenRow row : rows) {
            row.pieces().forEach(flow::add);
            if (!row.continues()) {
                flow.end();
            }
        }
        flow.finish();
    }

    /** Text of any length in lines of a width. */
    private static final class Flow {
        private final int width;
        private final List<Line> lines;
        private List<Line.Span> spans = new ArrayList<>();
        private int columns;

        Flow(int width, List<Line> lines) {
            this.width = Math.max(2, width);
            this.lines = lines;
        }

        void add(ScreenRow.Piece piece) {
            StringBuilder part = new StringBuilder();
            for (int i = 0; i < piece.text().length(); ) {
                int character = piece.text().codePointAt(i);
                int wide = CharacterWidth.of(character);
                if (columns + wide > width) {
                    put(part, piece.look());
                    end();
                }
                part.appendCodePoint(character);
                columns += wide;
                i += Character.charCount(character);
            }
            put(part, piece.look());
        }

        private void put(StringBuilder part, Look look) {
            if (part.length() > 0) {
                spans.add(Line.span(hidden(part.toString(), look), style(look)));
                part.setLength(0);
            }
        }

        void end() {
            lines.add(new Line(spans));
            spans = new ArrayList<>();
            columns = 0;
        }

        void finish() {
            if (!spans.isEmpty()) {
                end();
            }
        }
    }

    // A screen.

    /** Where the pane begins on a wider screen, so that the cursor is in it. */
    private static int firstColumn(TerminalView terminal, int width) {
        if (!terminal.isCursorShown() || terminal.cursorColumn() < width || width <= 0) {
            return 0;
        }
        return Math.min(terminal.columns() - width, terminal.cursorColumn() - width / 2);
    }

    private static void screen(TerminalView terminal, int from, int width, List<Line> lines) {
        int end =
                terminal.isAlternate() ? terminal.screen().size() : Math.max(used(terminal), terminal.cursorRow() + 1);
        for (int row = 0; row < end; row++) {
            boolean hasCursor = terminal.isCursorShown() && row == terminal.cursorRow();
            lines.add(row(terminal.screen().get(row), from, width, hasCursor ? terminal.cursorColumn() : -1));
        }
    }

    private static Line row(ScreenRow row, int from, int width, int cursor) {
        List<Line.Span> spans = new ArrayList<>();
        int column = 0;
        for (ScreenRow.Piece piece : row.pieces()) {
            Style style = style(piece.look());
            String text = hidden(piece.text(), piece.look());
            int i = 0;
            while (i < text.length()) {
                int character = text.codePointAt(i);
                int end = i + Character.charCount(character);
                while (end < text.length() && CharacterWidth.of(text.codePointAt(end)) == 0) {
                    end += Character.charCount(text.codePointAt(end));
                }
                int wide = Math.max(1, CharacterWidth.of(character));
                if (column >= from && column + wide <= from + width) {
                    boolean isCursor = cursor >= column && cursor < column + wide;
                    add(spans, text.substring(i, end), isCursor ? Style.CURSOR : style);
                } else if (column < from && column + wide > from) {
                    add(spans, " ", style);
                }
                column += wide;
                i = end;
            }
        }
        if (cursor >= column && cursor >= from && cursor < from + width) {
            add(spans, " ".repeat(cursor - Math.max(column, from)), Style.NORMAL);
            add(spans, " ", Style.CURSOR);
        }
        return new Line(spans);
    }

    private static void add(List<Line.Span> spans, String text, Style style) {
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last).style() == style) {
            spans.set(last, Line.span(spans.get(last).text() + text, style));
        } else if (!text.isEmpty()) {
            spans.add(Line.span(text, style));
        }
    }

    // Looks.

    private static String hidden(String text, Look look) {
        return look.is(Look.HIDDEN) ? " ".repeat(text.length()) : text;
    }

    /** The style whose colour is nearest to what the program asked for. */
    private static Style style(Look look) {
        if (look.equals(Look.PLAIN)) {
            return Style.NORMAL;
        }
        if (look.is(Look.REVERSE)) {
            return Style.STATUS;
        }
        boolean isColoured = look.foreground() != Look.DEFAULT;
        Style colour = isColoured ? colour(Hue.of(look.foreground())) : Style.NORMAL;
        if (colour == Style.NORMAL && look.background() != Look.DEFAULT && Hue.of(look.background()) != Hue.BLACK) {
            return Style.STATUS;
        }
        if (colour != Style.NORMAL) {
            return colour;
        }
        return look.is(Look.FAINT) ? Style.DIM : look.is(Look.BOLD) ? Style.TITLE : Style.NORMAL;
    }

    private static Style colour(Hue hue) {
        return switch (hue) {
            case RED -> Style.FAILED;
            case GREEN -> Style.EXEC;
            case YELLOW -> Style.SIGNAL;
            case BLUE -> Style.CLOCK;
            case MAGENTA -> Style.EXIT;
            case CYAN -> Style.KEY;
            case GREY -> Style.DIM;
            case BLACK, WHITE -> Style.NORMAL;
        };
    }
}
