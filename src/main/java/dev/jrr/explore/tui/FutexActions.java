package dev.jrr.explore.tui;

import dev.jrr.explore.view.EndlessWaits;
import dev.jrr.explore.view.FutexPairs;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What keys do in the futex view, and with futex calls. */
final class FutexActions {
    private final Model model;
    private final Actions actions;

    FutexActions(Model model, Actions actions) {
        this.model = model;
        this.actions = actions;
    }

    /** Chooses a row further down, or up if {@code rows} is negative. */
    void choose(int rows) {
        FutexRows shown = FutexTab.rows(model);
        if (shown.choices() == 0) {
            actions.panes().scrollInspector(rows);
            return;
        }
        int before = Math.min(model.chosenFutex(), shown.choices() - 1);
        int wanted = Math.max(0, Math.min(shown.choices() - 1, before + rows));
        if (wanted == before) {
            model.say("no more rows this way");
        }
        model.chooseFutex(wanted);
        int line = shown.lineOf(wanted);
        int room = model.layout().inspectorRows();
        int scroll = model.inspectorScroll();
        // The text above the first row stays in sight with it.
        int highest = wanted == 0 ? 0 : line;
        model.inspectorScroll(Math.max(line - room + FutexRows.LINES, Math.min(highest, scroll)));
    }

    /** Goes to the call that is chosen, or shows the memory of the word. */
    void accept() {
        Optional<FutexRows.Choice> choice = FutexTab.rows(model).choice(model.chosenFutex());
        if (choice.isEmpty()) {
            model.say("no futex call up to here: f goes to the next one");
        } else if (choice.get().frame().isPresent()) {
            model.jumpTo(choice.get().frame().getAsLong());
        } else {
            model.jumps().leave(model.spot());
            model.memory(MemoryFocus.at(String.format("0x%x", choice.get().address())));
            model.open(Tab.MEMORY);
        }
    }

    /** To the other end of a wait or a wake. */
    void pair() {
        List<TaskSummary> tasks = model.run().summary().tasks();
        Goal other = new Goal(
                "other end: here is no wait and no wake, or nothing ends this wait",
                (frames, position, direction) -> FutexPairs.partner(frames, tasks, position));
        actions.scan(other, 1, 1);
    }

    /** To the next call on the word of the row that is chosen, else of the frame at the position. */
    void sameWord(int direction, int count) {
        boolean isInList = model.isInspectorFocused() && model.tab() == Tab.FUTEX;
        OptionalLong address = isInList
                ? FutexTab.rows(model)
                        .choice(model.chosenFutex())
                        .map(choice -> OptionalLong.of(choice.address()))
                        .orElse(OptionalLong.empty())
                : model.current().map(FutexActions::word).orElse(OptionalLong.empty());
        if (address.isEmpty()) {
            model.say("here is no futex call: f goes to the next one, or choose a word in the futex view");
        } else {
            actions.scan(Goal.futexWord(address.getAsLong()), direction, count);
        }
    }

    private static OptionalLong word(TraceFrame frame) {
        return Goal.isFutexCall(frame) ? OptionalLong.of(frame.entryRegisters().argument(0)) : OptionalLong.empty();
    }

    /** To where the last task of a deadlock begins to wait; opens the futex view. */
    void deadlock() {
        Optional<EndlessWaits> waits = DeadlockText.endless(model);
        if (waits.isPresent()) {
            model.jumpTo(waits.get().frame());
            model.open(Tab.FUTEX);
        } else if (model.facts().endless().isGoing()) {
            model.say("the trace is still being read: ask again in a moment");
        } else {
            model.say("no task waits for ever for a lock at the end of this run");
        }
    }
}
