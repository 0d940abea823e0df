package dev.jrr.explore.tui;

import dev.jrr.base.Hex;
import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.StackFrame;
import dev.jrr.explore.view.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Source and instructions where the task looked at stands. Signs: {@code >} here, {@code b} a
 * breakpoint, {@code -} the cursor.
 */
final class CodeTab {
    /** From this width on source and instructions stand beside each other. */
    private static final int WIDE = 76;

    /** From this width on an instruction's whole address is shown. */
    private static final int WIDE_FOR_ADDRESSES = 56;

    /** Fewer rows have room for one of the two only. */
    private static final int LEAST_ROWS_FOR_BOTH = 10;

    /** What stands before the number of a line. */
    private static final int SIGNS = 2;

    private static final int VALUE_ROWS = 2;
    private static final int TAB_WIDTH = 4;
    private static final Pattern BRANCH = Pattern.compile("((?:call|j[a-z]+|loop[a-z]*) )0x[0-9a-f]+");
    private static final String BESIDE = " | ";

    /** What the lines need to know. */
    private record Shown(
            Model model, CodeState state, CodeQuery.Answer code, boolean isCurrent, Set<Long> breakpoints) {
        /** What is looked at where the program does not stand is marked as if by the cursor. */
        private boolean hasCursor(boolean inInstructions) {
            return isElsewhere() || model.isInspectorFocused() && state.isInInstructions() == inInstructions;
        }

        private boolean isElsewhere() {
            return code.stack().elsewhere().isPresent();
        }

        /** Whether a line or an instruction that the answer has marked is where the program stands. */
        private boolean hasHere() {
            return isCurrent && !isElsewhere();
        }

        /** What was to be looked at and is not there, or "". */
        private String notThere() {
            return isElsewhere() ? "" : state.wanted(model.place()).orElse("");
        }
    }

    private CodeTab() {}

    static CodeQuery query(Model model) {
        CodeState state = model.code();
        return new CodeQuery(
                state.chosen(),
                state.wanted(model.place()),
                state.around(),
                Math.max(8, model.layout().inspectorRows()),
                addresses(model));
    }

    private static Set<Long> addresses(Model model) {
        Set<Long> addresses = new HashSet<>();
        for (Breakpoint breakpoint : model.breakpoints().values()) {
            breakpoint.address().ifPresent(addresses::add);
        }
        return addresses;
    }

    /** As many lines as there are rows, as the cursor scrolls and not the pane. */
    static Content content(Model model, int width) {
        Optional<CodeQuery.Answer> code = model.code().code();
        boolean isCurrent = model.currentMoment()
                .flatMap(moment -> moment.answer(CodeQuery.Answer.class))
                .isPresent();
        boolean isUsable = code.isPresent()
                && code.get().stack().task().equals(model.task())
                && (isCurrent || model.currentMoment().isEmpty() && model.isLiveBehind());
        if (!isUsable) {
            return Content.of(List.of(Waiting.line(model)));
        }
        Shown shown = new Shown(model, model.code(), code.get(), isCurrent, addresses(model));
        return Content.of(lines(shown, width, model.layout().inspectorRows()));
    }

    /** What of the source is in sight; empty without source. */
    static Optional<Columns> columns(Model model, int width) {
        return model.code()
                .code()
                .flatMap(code -> code.stack().source())
                .map(source -> columns(model, source, width >= WIDE ? left(width) : width));
    }

    private static Columns columns(Model model, Source source, int width) {
        int longest = source.lines().stream()
                .mapToInt(line -> withoutTabs(line).length())
                .max()
                .orElse(0);
        return Columns.of(model.inspectorColumn().orElse(0), longest, Math.max(1, width - SIGNS - digits(source) - 1));
    }

    private static int digits(Source source) {
        return Math.max(3, Integer.toString(source.lines().size()).length());
    }

    /** The columns of the source where instructions are beside it. */
    private static int left(int width) {
        return width / 2 - 1;
    }

    private static List<Line> lines(Shown shown, int width, int rows) {
        Optional<Source> source = shown.code().stack().source();
        List<Line> lines = new ArrayList<>();
        boolean isBeside = source.isPresent() && width >= WIDE;
        if (!isBeside) {
            lines.add(Line.of(cut(heading(shown), width), Style.TITLE));
        }
        String warning = source.map(Source::warning).orElse("");
        if (!warning.isEmpty()) {
            Wrapped.of("warning: " + warning, width).forEach(text -> lines.add(Line.of(text, Style.MESSAGE)));
        }
        boolean hasBoth = source.isPresent() && rows >= LEAST_ROWS_FOR_BOTH;
        int room = Math.max(1, rows - lines.size());
        if (isBeside) {
            lines.addAll(beside(shown, source.get(), width, room));
        } else if (hasBoth) {
            int values = width < WIDE_FOR_ADDRESSES ? VALUE_ROWS : 1;
            int both = room - values - 1;
            int upper = (both * 11 + 19) / 20;
            lines.addAll(source(shown, source.get(), width, upper));
            lines.add(Line.of(cut(instructionHeading(shown), width), Style.DIM));
            lines.addAll(instructions(shown, width, both - upper));
            lines.addAll(values(shown, width, values));
        } else if (source.isPresent() && !shown.state().isInInstructions()) {
            lines.addAll(source(shown, source.get(), width, room));
        } else {
            lines.addAll(instructions(shown, width, Math.max(1, room - VALUE_ROWS)));
            lines.addAll(values(shown, width, VALUE_ROWS));
        }
        return lines.size() > rows ? lines.subList(0, rows) : lines;
    }

    private static List<Line> beside(Shown shown, Source source, int width, int rows) {
        int left = left(width);
        int right = width - left - BESIDE.length();
        List<Line> lines = new ArrayList<>();
        List<Line> text = new ArrayList<>();
        text.add(Line.of(cut(heading(shown), left), Style.TITLE));
        text.addAll(source(shown, source, left, rows - 2));
        List<Line> code = new ArrayList<>();
        code.add(Line.of(cut(instructionHeading(shown), right), Style.DIM));
        code.addAll(instructions(shown, right, rows - 2));
        for (int row = 0; row < rows - 1; row++) {
            List<Line.Span> spans = new ArrayList<>(text.get(row).spans());
            int used = text.get(row).text().length();
            spans.add(Line.span(" ".repeat(Math.max(0, left - used)) + BESIDE, Style.BORDER));
            spans.addAll(code.get(row).spans());
            lines.add(new Line(spans));
        }
        lines.addAll(values(shown, width, 1));
        return lines;
    }

    /** Which frame is shown, such as {@code #2 philosopher  philosophers.c:41}. */
    private static String heading(Shown shown) {
        ProgramStack stack = shown.code().stack();
        StackFrame frame = stack.shownFrame();
        String where = frame.place().sourceName().isEmpty()
                ? frame.place().module()
                : frame.place().sourceName();
        String missing = frame.place().line() > 0 && stack.source().isEmpty() ? " (source not found)" : "";
        if (shown.isElsewhere()) {
            return name(frame) + "  " + where + missing + "  (looked at)";
        }
        String notThere = shown.notThere().isEmpty() ? "" : "  (no " + shown.notThere() + " here)";
        return (shown.isCurrent() ? "" : "catching up: ") + "#" + frame.level() + " " + name(frame)
                + (frame.isInlined() ? " inlined" : "") + "  " + where + missing
                + (stack.isChosen() ? "  (chosen)" : "") + notThere;
    }

    private static String instructionHeading(Shown shown) {
        StackFrame frame = shown.code().stack().instructionFrame();
        String module = frame.place().module();
        String level = shown.isElsewhere() ? "" : "#" + frame.level() + " ";
        return level + name(frame) + (module.isEmpty() ? "" : "  " + module);
    }

    private static String name(StackFrame frame) {
        return frame.place().symbol().isEmpty()
                ? frame.place().name()
                : frame.place().symbol();
    }

    private static List<Line> source(Shown shown, Source source, int width, int rows) {
        CodeState state = shown.state();
        int size = source.lines().size();
        int digits = digits(source);
        // To find the longest line of a long file takes a while: not for every paint.
        boolean isScrolled = shown.model().inspectorColumn().orElse(0) > 0;
        int column = isScrolled ? columns(shown.model(), source, width).first() : 0;
        int top = state.sourceWindow.show(state.cursorLine() - 1, size, rows, state.isMoved());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int number = top + i + 1;
            if (number > size) {
                lines.add(Line.EMPTY);
                continue;
            }
            boolean isHere = shown.hasHere() && number == shown.code().line();
            boolean isCursor = shown.hasCursor(false) && number == state.cursorLine();
            boolean isBreakpoint = shown.code().breakpointLines().containsValue(number);
            String text = String.format(
                    "%s%" + digits + "d %s",
                    signs(isHere, isCursor, isBreakpoint),
                    number,
                    from(column, withoutTabs(source.lines().get(number - 1))));
            lines.add(Line.of(cut(text, width), style(isHere, isCursor, Style.NORMAL)));
        }
        return lines;
    }

    private static String signs(boolean isHere, boolean isCursor, boolean isBreakpoint) {
        return (isHere ? ">" : isCursor ? "-" : " ") + (isBreakpoint ? "b" : " ");
    }

    private static Style style(boolean isHere, boolean isCursor, Style otherwise) {
        return isCursor ? Style.CURSOR : isHere ? Style.TITLE : otherwise;
    }

    private static List<Line> instructions(Shown shown, int width, int rows) {
        CodeState state = shown.state();
        List<CodeRows.Row> all = CodeRows.of(shown.code().instructions());
        if (all.isEmpty()) {
            List<Line> none = new ArrayList<>();
            none.add(Line.of("no instructions are known here", Style.DIM));
            while (none.size() < rows) {
                none.add(Line.EMPTY);
            }
            return none;
        }
        int top = state.instructionWindow.show(all, state.cursorAddress(), rows, state.isMoved());
        List<Line> lines = new ArrayList<>();
        for (int i = top; i < top + rows; i++) {
            lines.add(i >= all.size() ? Line.EMPTY : row(shown, all.get(i), width));
        }
        return lines;
    }

    private static Line row(Shown shown, CodeRows.Row row, int width) {
        if (row.line().isEmpty()) {
            return Line.of(cut("  " + row.function() + ":", width), Style.DIM);
        }
        CodeLine line = row.line().get();
        boolean isHere = shown.hasHere() && line.address() == shown.code().ip();
        boolean isCursor =
                shown.hasCursor(true) && line.address() == shown.state().cursorAddress();
        boolean isBreakpoint = shown.breakpoints().contains(line.address());
        long offset = line.place().symbol().isEmpty()
                ? line.place().moduleOffset()
                : line.place().offset();
        String where = width >= WIDE_FOR_ADDRESSES
                ? String.format("%012x %-7s", line.address(), "+" + Hex.of(offset))
                : String.format("%-6s", "+" + Long.toHexString(offset));
        String text = signs(isHere, isCursor, isBreakpoint) + where + " " + text(line);
        return Line.of(cut(text, width), style(isHere, isCursor, Style.NORMAL));
    }

    /** The instruction; a jump or call names where it goes instead of the address. */
    private static String text(CodeLine line) {
        if (line.text().isEmpty()) {
            return "(bad)";
        }
        if (line.target().isEmpty()) {
            return line.text();
        }
        Matcher branch = BRANCH.matcher(line.text());
        return branch.matches() ? branch.group(1) + line.target() : line.text() + " <" + line.target() + ">";
    }

    /** What the instruction uses, with its values right before it. */
    private static List<Line> values(Shown shown, int width, int rows) {
        List<Line> lines = new ArrayList<>();
        for (String text : Wrapped.of(valueTexts(shown), width)) {
            if (lines.size() < rows) {
                lines.add(Line.of(text, Style.SWITCH));
            }
        }
        while (lines.size() < rows) {
            lines.add(Line.EMPTY);
        }
        return lines;
    }

    private static List<String> valueTexts(Shown shown) {
        if (!shown.hasHere()) {
            return List.of();
        }
        if (!shown.code().stack().isInnermost()) {
            return List.of("registers are known of #0 only");
        }
        return shown.code().operands().stream().map(Object::toString).toList();
    }

    /** A text without its first columns; that something is missing is said. */
    private static String from(int column, String text) {
        return column == 0 || text.isEmpty() ? text : column >= text.length() ? "…" : "…" + text.substring(column + 1);
    }

    private static String withoutTabs(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\t') {
                text.append(" ".repeat(TAB_WIDTH - text.length() % TAB_WIDTH));
            } else {
                text.append(line.charAt(i));
            }
        }
        return text.toString();
    }

    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
