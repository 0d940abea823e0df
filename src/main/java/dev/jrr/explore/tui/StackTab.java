package dev.jrr.explore.tui;

import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.StackFrame;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stack of the task looked at. Signs: {@code *} the frame that Code shows, {@code >} the cursor. */
final class StackTab {
    /** Rows above the first frame. */
    static final int HEADINGS = 1;

    /** From this width on each frame names its module too. */
    private static final int WIDE = 50;

    /** Asks for the stack. */
    record Query(Optional<ChosenFrame> chosen) implements LiveQuery {
        @Override
        public ProgramStack ask(Replay replay, TaskUid task, Registers registers) {
            return ProgramStack.of(replay.code(), task, chosen);
        }
    }

    private StackTab() {}

    static LiveQuery query(Model model) {
        return new Query(model.code().chosen());
    }

    static Content content(Model model, int width) {
        Optional<ProgramStack> told = model.currentMoment().flatMap(moment -> moment.answer(ProgramStack.class));
        if (told.isEmpty()) {
            return Content.of(List.of(Waiting.line(model)));
        }
        int rows = Math.max(1, model.layout().inspectorRows() - HEADINGS);
        List<StackFrame> frames = told.get().frames();
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(CodeTab.cut("registers: #0; Enter: see it in Code", width), Style.DIM));
        int top = top(model, rows);
        for (int level = top; level < Math.min(frames.size(), top + rows); level++) {
            lines.add(line(model, told.get(), frames.get(level), width));
        }
        return Content.of(lines);
    }

    /** The first frame in sight. */
    static int top(Model model, int rows) {
        int size = model.code().stack().map(stack -> stack.frames().size()).orElse(0);
        return model.code().stackWindow.show(model.code().cursorLevel(), size, rows, true);
    }

    private static Line line(Model model, ProgramStack stack, StackFrame frame, int width) {
        boolean isCursor =
                model.isInspectorFocused() && frame.level() == model.code().cursorLevel();
        boolean isShown = frame.level() == stack.shown();
        CodePlace place = frame.place();
        String inlined = frame.isInlined() ? " inlined" : "";
        String text = String.format(
                "%s%s#%-2d %s%s", isCursor ? ">" : " ", isShown ? "*" : " ", frame.level(), place.name(), inlined);
        String where = place.sourceName();
        if (!place.module().isEmpty()
                && (width >= WIDE || where.isEmpty())
                && !place.symbol().isEmpty()) {
            where = where.isEmpty() ? place.module() : where + "  " + place.module();
        }
        return Line.of(
                CodeTab.cut(where.isEmpty() ? text : text + "  " + where, width),
                isCursor ? Style.CURSOR : isShown ? Style.TITLE : Style.NORMAL);
    }
}
