package dev.jrr.explore.tui;

import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.CodePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What keys and clicks do in the tabs Code and Stack. */
final class CodeKeys {
    private final Model model;
    private final Actions actions;

    CodeKeys(Model model, Actions actions) {
        this.model = model;
        this.actions = actions;
    }

    /** Whether the open tab is one of these. */
    boolean isOpen() {
        return model.tab() == Tab.CODE || model.tab() == Tab.STACK;
    }

    /** Moves the cursor by rows; far ones go to an end. */
    void move(long rows) {
        boolean moved =
                model.tab() == Tab.CODE ? model.code().move(rows) : model.code().moveLevel(rows);
        if (!moved) {
            model.say("no more lines this way");
        }
    }

    void accept() {
        model.say(
                model.tab() == Tab.CODE
                        ? model.code().changeSides()
                        : model.code().choose(model.code().cursorLevel()));
    }

    /** A click on a row of the tab Stack, counted from the first below the heading of the pane. */
    void click(int row) {
        int rows = Math.max(1, model.layout().inspectorRows() - StackTab.HEADINGS);
        int level = StackTab.top(model, rows) + row - StackTab.HEADINGS;
        int frames = model.code().stack().map(stack -> stack.frames().size()).orElse(0);
        if (model.tab() == Tab.STACK && level >= 0 && level < frames) {
            model.say(model.code().choose(level));
        }
    }

    /** Sets a breakpoint at the cursor, or deletes those that are there. */
    void toggleBreakpoint() {
        Optional<CodeQuery.Answer> code =
                model.currentMoment().flatMap(moment -> moment.answer(CodeQuery.Answer.class));
        if (model.tab() != Tab.CODE) {
            actions.apply(Action.TAB_3, 1);
            model.say("b sets a breakpoint at the line marked here: press it again");
            return;
        }
        if (code.isEmpty()) {
            model.say("the code is not known yet: b sets a breakpoint when it is");
            return;
        }
        boolean inInstructions = model.code().isInInstructions();
        long address = model.code().cursorAddress();
        int line = model.code().cursorLine();
        Predicate<Long> isHere = inInstructions
                ? at -> at == address
                : at -> Integer.valueOf(line)
                        .equals(code.get().breakpointLines().get(at));
        List<String> deleted = delete(isHere);
        if (!deleted.isEmpty()) {
            model.say("deleted " + String.join(", ", deleted));
            return;
        }
        CodePlace place = code.get().stack().shownFrame().place();
        actions.run(
                "break " + (inInstructions ? "0x" + Long.toHexString(address) : name(place.file()) + ":" + line), true);
    }

    private List<String> delete(Predicate<Long> isHere) {
        List<String> deleted = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (Map.Entry<Integer, Breakpoint> entry : model.breakpoints().entrySet()) {
            if (entry.getValue().address().isPresent()
                    && isHere.test(entry.getValue().address().getAsLong())) {
                numbers.add(entry.getKey());
                deleted.add(entry.getKey() + "  " + entry.getValue().text());
            }
        }
        numbers.forEach(model.breakpoints()::remove);
        return deleted;
    }

    /** A path that the shell takes as one word; of others the last part has to do. */
    private static String name(String path) {
        return path.matches("[\\w./+-]+") ? path : path.substring(path.lastIndexOf('/') + 1);
    }
}
