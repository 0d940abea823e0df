package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.view.Frames;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;

/** What each {@link Action} does to the model. An action that can do nothing says why. */
final class Actions {
    /** More rows than any list has, and not so many that a sum of them could overflow. */
    private static final int FAR = 1 << 29;

    private final Model model;
    private final KeyMap keys;
    private final MemoryActions memory;
    private final LessonActions lessons;
    private final CodeKeys code;
    private final TimelineActions timeline;
    private final FutexActions futex;

    Actions(Model model, KeyMap keys) {
        this.keys = keys;
        this.model = model;
        this.memory = new MemoryActions(model, this);
        this.lessons = new LessonActions(model, keys);
        this.code = new CodeKeys(model, this);
        this.timeline = new TimelineActions(model);
        this.futex = new FutexActions(model, this);
    }

    MemoryActions memory() {
        return memory;
    }

    LessonActions lessons() {
        return lessons;
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
            case FILTER -> model.ask(Prompt.Kind.FILTER);
            case FILTER_REMOVE -> removeFilter();
            case SEARCH -> model.ask(Prompt.Kind.SEARCH);
            case SEARCH_NEXT -> searchAgain(1, count);
            case SEARCH_PREVIOUS -> searchAgain(-1, count);
            case COMMAND -> model.ask(Prompt.Kind.COMMAND);
            case WAKE_PAIR -> futex.pair();
            case WORD_FORWARD -> futex.sameWord(1, count);
            case WORD_BACK -> futex.sameWord(-1, count);
            case DEADLOCK -> futex.deadlock();
            case ZOOM_IN -> timeline.zoom(count);
            case ZOOM_OUT -> timeline.zoom(-count);
            case LANES_DOWN -> timeline.scroll(count);
            case LANES_UP -> timeline.scroll(-count);
            case PANE_NEXT -> model.focusInspector(!model.isInspectorFocused());
            case TAB_NEXT -> tab(model.tab().ordinal() + 1);
            case TAB_PREVIOUS -> tab(model.tab().ordinal() - 1);
            case RIGHT -> sideways(count);
            case LEFT -> sideways(-count);
            case EDIT -> memory.edit();
            case WHO_WROTE -> memory.whoWrote(count);
            case TAB_1, TAB_2, TAB_3, TAB_4, TAB_5, TAB_6, TAB_7, TAB_8, TAB_9, TAB_10, TAB_11 ->
                tab(action.ordinal() - Action.TAB_1.ordinal());
            case TASK_CHOOSE -> chooseTask();
            // Pressed twice it is two steps: the second waits for the first.
            case INSTRUCTION_FORWARD -> model.work().start(new Command("stepi " + count, true, model).holdingKeys());
            case INSTRUCTION_BACK -> model.work().start(new Command("backi " + count, true, model).holdingKeys());
            case BREAK -> code.toggleBreakpoint();
            case CONTINUE -> continueWith("continue");
            case CONTINUE_BACK -> continueWith("rcontinue");
            case DIVERSION_LEAVE -> run("resume", true);
            case TASK_FOLLOW -> {
                model.pin(Optional.empty());
                model.say("looking at the task of each frame");
            }
            case ADDRESS -> model.ask(Prompt.Kind.ADDRESS);
            // What follows does the work: see KeyInput.
            case MARK_SET, MARK_JUMP, PALETTE -> {}
            case COPY -> model.open(CopyMenu.of(model));
            case OLDER -> go(model.jumps().older(model.spot()), "no older position");
            case NEWER -> go(model.jumps().newer(), "no newer position");
            case ACCEPT -> accept();
            case CANCEL -> cancel();
            case LESSON_NEXT -> lessons.step(count);
            case LESSON_PREVIOUS -> lessons.step(-count);
            case LESSON_ANSWER -> lessons.answer();
            case LESSON_HINT -> lessons.hint();
            case LESSON_SCROLL -> lessons.scroll(count);
            case HELP -> model.open(HelpText.overlay(keys));
            case REDRAW -> model.request(Model.Request.REDRAW);
            case SUSPEND -> model.request(Model.Request.SUSPEND);
            case QUIT -> model.request(Model.Request.QUIT);
        }
    }

    TimelineActions timeline() {
        return timeline;
    }

    /**
     * Starts a command of the shell, at the place that is shown.
     *
     * @param inOneLine whether only the last line that it prints is shown: of a key that is pressed often
     */
    void run(String line, boolean inOneLine) {
        model.work().start(new Command(line, inOneLine, model));
    }

    /** What is looked at then is the place of the breakpoint, and not what was chosen before. */
    private void continueWith(String word) {
        model.code().unchoose();
        run(word, true);
    }

    /** Starts a search. Most end at once. */
    void scan(Goal goal, int direction, int count) {
        // Where another task goes on is a matter of all frames, shown or not.
        Frames frames =
                goal == Goal.SWITCH ? model.run().frames() : model.filters().shown();
        model.work().start(new FrameScan(frames, goal, model.position(), direction, count));
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
    private void go(Optional<Spot> spot, String otherwise) {
        if (spot.isEmpty()) {
            model.say(otherwise);
        } else {
            model.moveTo(spot.get());
        }
    }

    private void jumpTo(long frame) {
        if (model.place().equals(Place.at(frame))) {
            model.say(frame == 0 ? "this is the first frame" : "this is the last frame");
        }
        model.jumpTo(frame);
    }

    private void removeFilter() {
        if (model.filters().isEmpty()) {
            model.say("no filter is on: \\ adds one");
            return;
        }
        String removed = model.filters().removeLast(model.position()).toString();
        model.showCursor();
        model.say("no longer narrowed to: " + removed);
    }

    void step(long frames) {
        if (!model.filters().isEmpty()) {
            stepShown(frames);
            return;
        }
        long last = model.run().frameCount() - 1;
        // From between two frames, the frame before is one back.
        long from = model.position() + (frames < 0 && !model.place().isAtFrame() ? 1 : 0);
        long target = Math.max(0, Math.min(last, from + frames));
        if (model.place().equals(Place.at(target))) {
            model.say(frames > 0 ? "this is the last frame" : "this is the first frame");
        }
        model.moveTo(target);
    }

    /** By rows of the events, of which there are fewer than frames. */
    private void stepShown(long rows) {
        EventList events = model.filters().events();
        long target = events.move(model.position(), rows);
        boolean isOnTheWay = rows > 0 ? target > model.position() : target < model.position();
        if (isOnTheWay) {
            model.moveTo(target);
        } else if (model.filters().isGoing()) {
            model.say("the filter is still looking: " + events.size() + " frames so far");
        } else {
            model.say(rows > 0 ? "no later frame passes the filter" : "no earlier frame passes the filter");
        }
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
            chooseTask(model.chosenTask() + count);
        } else if (model.tab() == Tab.MEMORY) {
            memory.down(count);
        } else if (model.tab() == Tab.FUTEX) {
            futex.choose(count);
        } else {
            scrollInspector(count);
        }
    }

    void scrollInspector(int rows) {
        if (code.isOpen()) {
            code.move(rows);
        } else if (model.tab() == Tab.MEMORY) {
            model.memory(model.memory()
                    .scrolled(rows, MemoryTab.bytesPerRow(model.layout().inspectorWidth())));
        } else {
            int before = model.inspectorScroll();
            model.inspectorScroll(Math.min(before + rows, TabContents.lastScroll(model)));
            if (model.inspectorScroll() == before) {
                model.say("no more lines this way");
            }
        }
    }

    private void sideways(int count) {
        if (model.isInspectorFocused() && model.tab() == Tab.MEMORY) {
            memory.sideways(count);
        } else {
            tab(model.tab().ordinal() + Integer.signum(count));
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
        } else if (code.isOpen()) {
            code.move(Integer.MIN_VALUE);
        } else if (model.tab() == Tab.MEMORY) {
            MemoryFocus start = MemoryFocus.at(model.memory().expression());
            if (model.memory().equals(start)) {
                model.say("this is where " + start.expression() + " points to");
            }
            model.memory(start);
        } else if (model.tab() == Tab.FUTEX) {
            futex.choose(-FAR);
        } else if (model.tab() == Tab.TASKS) {
            chooseTask(0);
        } else {
            scrollTo(0);
        }
    }

    private void bottom() {
        if (!model.isInspectorFocused()) {
            jumpTo(model.run().frameCount() - 1);
        } else if (code.isOpen()) {
            code.move(Integer.MAX_VALUE);
        } else if (model.tab() == Tab.MEMORY) {
            model.say("memory has no end to go to: a sets an address");
        } else if (model.tab() == Tab.FUTEX) {
            futex.choose(FAR);
        } else if (model.tab() == Tab.TASKS) {
            chooseTask(Integer.MAX_VALUE);
        } else {
            scrollTo(TabContents.lastScroll(model));
        }
    }

    private void scrollTo(int row) {
        if (model.inspectorScroll() == row) {
            model.say("no more lines this way");
        }
        model.inspectorScroll(row);
    }

    private void chooseTask(int row) {
        int wanted = Math.max(0, Math.min(choosable(model).size() - 1, row));
        if (model.chosenTask() == wanted) {
            model.say("no more tasks this way");
        }
        model.chooseTask(wanted);
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

    /** A click into the inspector, on a row below its heading. */
    void clickInspector(int row) {
        code.click(row);
    }

    private void accept() {
        if (model.isInspectorFocused() && model.tab() == Tab.MEMORY) {
            memory.follow();
            return;
        }
        if (model.isInspectorFocused() && code.isOpen()) {
            code.accept();
            return;
        }
        if (model.isInspectorFocused() && model.tab() == Tab.FUTEX) {
            futex.accept();
            return;
        }
        if (!model.isInspectorFocused() || model.tab() != Tab.TASKS) {
            model.say(
                    "Enter chooses in the lists of tasks, stack frames and futex calls, and follows pointers in memory");
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
