package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.view.WatchedFrames;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;

/** What each {@link Action} does to the model. An action that can do nothing says why. */
final class Actions {
    private final Model model;

    Actions(Model model) {
        this.model = model;
    }

    /**
     * Does it.
     *
     * @param count how often, or the how-manieth: 1 if none was given
     */
    void apply(Action action, int count) {
        model.say("");
        switch (action) {
            case FRAME_FORWARD -> step(count);
            case FRAME_BACK -> step(-(long) count);
            case TASK_FORWARD -> scan(Goal.task(model.task()), 1, count);
            case TASK_BACK -> scan(Goal.task(model.task()), -1, count);
            case SYSCALL_FORWARD -> scan(Goal.SYSCALL, 1, count);
            case SYSCALL_BACK -> scan(Goal.SYSCALL, -1, count);
            case SIGNAL_FORWARD -> scan(Goal.SIGNAL, 1, count);
            case SIGNAL_BACK -> scan(Goal.SIGNAL, -1, count);
            case SWITCH_FORWARD -> scan(Goal.SWITCH, 1, count);
            case SWITCH_BACK -> scan(Goal.SWITCH, -1, count);
            case FAILED_FORWARD -> scan(Goal.FAILED, 1, count);
            case FAILED_BACK -> scan(Goal.FAILED, -1, count);
            case FUTEX_FORWARD -> scan(Goal.FUTEX_CALL, 1, count);
            case FUTEX_BACK -> scan(Goal.FUTEX_CALL, -1, count);
            case START -> jumpTo(0);
            case END -> jumpTo(model.run().frameCount() - 1);
            case LINE_DOWN -> lines(count);
            case LINE_UP -> lines(-count);
            case PAGE_DOWN -> pages(count);
            case PAGE_UP -> pages(-count);
            case TOP -> top();
            case BOTTOM -> bottom();
            case SEARCH -> model.ask(Prompt.Kind.SEARCH);
            case SEARCH_NEXT -> searchAgain(1, count);
            case SEARCH_PREVIOUS -> searchAgain(-1, count);
            case COMMAND -> model.ask(Prompt.Kind.COMMAND);
            case PANE_NEXT -> model.focusInspector(!model.isInspectorFocused());
            case TAB_NEXT -> tab(model.tab().ordinal() + 1);
            case TAB_PREVIOUS -> tab(model.tab().ordinal() - 1);
            case TAB_1, TAB_2, TAB_3, TAB_4, TAB_5, TAB_6, TAB_7 -> tab(action.ordinal() - Action.TAB_1.ordinal());
            case TASK_CHOOSE -> chooseTask();
            case INSTRUCTION_FORWARD -> run("stepi " + count, true);
            case INSTRUCTION_BACK -> run("backi " + count, true);
            case CONTINUE -> run("continue", true);
            case CONTINUE_BACK -> run("rcontinue", true);
            case DIVERSION_LEAVE -> run("resume", true);
            case TASK_FOLLOW -> {
                model.pin(Optional.empty());
                model.say("looking at the task of each frame");
            }
            case ADDRESS -> model.ask(Prompt.Kind.ADDRESS);
            // The letter that follows does the work: see KeyInput.
            case MARK_SET, MARK_JUMP -> {}
            case OLDER -> go(model.jumps().older(model.place()), "no older position");
            case NEWER -> go(model.jumps().newer(), "no newer position");
            case ACCEPT -> accept();
            case CANCEL -> cancel();
            case HELP -> model.open(HelpText.overlay(KeyMap.DEFAULT));
            case REDRAW -> model.request(Model.Request.REDRAW);
            case SUSPEND -> model.request(Model.Request.SUSPEND);
            case QUIT -> model.request(Model.Request.QUIT);
        }
    }

    /**
     * Starts a command of the shell, at the place that is shown.
     *
     * @param inOneLine whether only the last line that it prints is shown: of a key that is pressed often
     */
    void run(String line, boolean inOneLine) {
        model.work()
                .start(new Command(
                        line, inOneLine, new WatchedFrames(model.run().frames()), model.liveSource(), model));
    }

    /** Starts a search. Most end at once. */
    void scan(Goal goal, int direction, int count) {
        model.work().start(new FrameScan(model.run().frames(), goal, model.position(), direction, count));
        takeOver();
    }

    /** Goes where a search that has ended came to. */
    void takeOver() {
        Optional<FrameScan> ended = model.work().takeEndedScan();
        if (ended.isEmpty()) {
            return;
        }
        FrameScan scan = ended.get();
        if (scan.outcome() == FrameScan.Outcome.FAILED) {
            model.say("the search stops at a part that cannot be read: " + scan.problem());
            return;
        }
        if (scan.outcome() == FrameScan.Outcome.FOUND) {
            model.jumpTo(scan.lastHit());
            return;
        }
        String side = scan.direction() > 0 ? "later" : "earlier";
        if (scan.lastHit() >= 0) {
            model.jumpTo(scan.lastHit());
            model.say("that is the last " + side + " " + scan.goal().words());
        } else {
            model.say("no " + side + " " + scan.goal().words());
        }
    }

    /** Goes to a place if there is one. */
    private void go(Optional<Place> place, String otherwise) {
        if (place.isEmpty()) {
            model.say(otherwise);
        } else {
            model.moveTo(place.get());
        }
    }

    private void jumpTo(long frame) {
        if (model.place().equals(Place.at(frame))) {
            model.say(frame == 0 ? "this is the first frame" : "this is the last frame");
        }
        model.jumpTo(frame);
    }

    void step(long frames) {
        long last = model.run().frameCount() - 1;
        // From between two frames, the frame before is one back.
        long from = model.position() + (frames < 0 && !model.place().isAtFrame() ? 1 : 0);
        long target = Math.max(0, Math.min(last, from + frames));
        if (model.place().equals(Place.at(target))) {
            model.say(frames > 0 ? "this is the last frame" : "this is the first frame");
        }
        model.moveTo(target);
    }

    /** The tasks that can be chosen at the position. */
    static List<TaskUid> choosable(Model model) {
        return model.currentMoment()
                .map(moment -> moment.tasks().stream().map(TaskView::task).toList())
                .orElseGet(() -> TasksTab.known(model));
    }

    private void lines(int count) {
        if (!model.isInspectorFocused()) {
            step(count);
        } else if (model.tab() == Tab.TASKS) {
            int last = choosable(model).size() - 1;
            model.chooseTask(Math.min(last, model.chosenTask() + count));
        } else {
            scrollInspector(count);
        }
    }

    void scrollInspector(int rows) {
        if (model.tab() == Tab.MEMORY) {
            long bytes = (long) rows * MemoryTab.bytesPerRow(model.layout().inspectorWidth());
            model.memoryOffset(model.memoryOffset() + bytes);
        } else {
            int before = model.inspectorScroll();
            model.inspectorScroll(Math.min(before + rows, Views.lastScroll(model)));
            if (model.inspectorScroll() == before) {
                model.say("no more lines this way");
            }
        }
    }

    private void pages(int count) {
        if (model.isInspectorFocused()) {
            scrollInspector(count * Math.max(1, model.layout().inspectorRows() - 1));
        } else {
            step((long) count * Math.max(1, model.layout().eventRows() - 1));
        }
    }

    private void top() {
        if (!model.isInspectorFocused()) {
            jumpTo(0);
        } else if (model.tab() == Tab.MEMORY) {
            model.memoryOffset(0);
        } else {
            model.inspectorScroll(0);
            model.chooseTask(0);
        }
    }

    private void bottom() {
        if (!model.isInspectorFocused()) {
            jumpTo(model.run().frameCount() - 1);
        } else if (model.tab() == Tab.MEMORY) {
            model.say("memory has no end to go to: a sets an address");
        } else {
            model.inspectorScroll(Views.lastScroll(model));
            model.chooseTask(choosable(model).size() - 1);
        }
    }

    private void tab(int number) {
        Tab[] tabs = Tab.values();
        if (model.tab() == tabs[Math.floorMod(number, tabs.length)]) {
            model.say(model.tab().title() + " is open");
        }
        model.open(tabs[Math.floorMod(number, tabs.length)]);
        if (model.layout().inspector().isEmpty()) {
            model.focusInspector(true);
        }
    }

    private void searchAgain(int direction, int count) {
        if (model.pattern().isEmpty()) {
            model.say("nothing searched for yet: / starts a search");
        } else {
            scan(Goal.text(model.run(), model.pattern().get()), direction, count);
        }
    }

    private void chooseTask() {
        model.open(Tab.TASKS);
        model.focusInspector(true);
        model.chooseTask(Math.max(0, choosable(model).indexOf(model.task())));
        model.say("choose with the arrows and Enter; T follows the frame's task again");
    }

    private void accept() {
        if (!model.isInspectorFocused() || model.tab() != Tab.TASKS) {
            model.say("Enter chooses in the list of tasks: t goes there");
            return;
        }
        List<TaskUid> tasks = choosable(model);
        if (model.chosenTask() < tasks.size()) {
            model.pin(Optional.of(tasks.get(model.chosenTask())));
            model.say("looking at task " + tasks.get(model.chosenTask()) + "; T follows the frame's task again");
        }
    }

    private void cancel() {
        if (model.work().scan().isPresent()) {
            model.work().cancel();
            model.say("search cancelled");
        } else if (model.work().command().isPresent()) {
            model.say("cancelled: " + model.work().command().get().line());
            model.work().cancel();
        } else if (model.isLiveBehind()) {
            model.cancelLive();
            model.say("catching up cancelled; the next move starts it again");
        } else {
            model.say("nothing to cancel; q quits");
        }
    }
}
