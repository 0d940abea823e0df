package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import dev.jrr.explore.view.Frames;
import java.util.Optional;

/** What each {@link Action} does to the model. An action that can do nothing says why. */
final class Actions {
    private final Model model;
    private final KeyMap keys;
    private final MemoryActions memory;
    private final LessonActions lessons;
    private final CodeKeys code;
    private final TimelineActions timeline;
    private final FutexActions futex;
    private final PaneActions panes;

    Actions(Model model, KeyMap keys) {
        this.keys = keys;
        this.model = model;
        this.memory = new MemoryActions(model, this);
        this.lessons = new LessonActions(model, keys);
        this.code = new CodeKeys(model, this);
        this.timeline = new TimelineActions(model);
        this.futex = new FutexActions(model, this);
        this.panes = new PaneActions(model, this, code, memory, futex, lessons);
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
            case LINE_DOWN -> panes.lines(count);
            case LINE_UP -> panes.lines(-count);
            case PAGE_DOWN -> panes.pages(count);
            case PAGE_UP -> panes.pages(-count);
            case TOP -> panes.top();
            case BOTTOM -> panes.bottom();
            case FILTER -> model.prompts().ask(Prompt.Kind.FILTER);
            case FILTER_REMOVE -> removeFilter();
            case SEARCH -> model.prompts().ask(Prompt.Kind.SEARCH);
            case SEARCH_NEXT -> searchAgain(1, count);
            case SEARCH_PREVIOUS -> searchAgain(-1, count);
            case COMMAND -> model.prompts().ask(Prompt.Kind.COMMAND);
            case WAKE_PAIR -> futex.pair();
            case WORD_FORWARD -> futex.sameWord(1, count);
            case WORD_BACK -> futex.sameWord(-1, count);
            case DEADLOCK -> futex.deadlock();
            case ZOOM_IN -> timeline.zoom(count);
            case ZOOM_OUT -> timeline.zoom(-count);
            case LANES_DOWN -> timeline.scroll(count);
            case LANES_UP -> timeline.scroll(-count);
            case PANE_NEXT -> model.focusInspector(!model.isInspectorFocused());
            case TAB_NEXT -> panes.tab(model.tab().ordinal() + 1);
            case TAB_PREVIOUS -> panes.tab(model.tab().ordinal() - 1);
            case RIGHT -> panes.sideways(count);
            case LEFT -> panes.sideways(-count);
            case SCROLL_RIGHT -> panes.scrollSideways(count);
            case SCROLL_LEFT -> panes.scrollSideways(-count);
            case EDIT -> memory.edit();
            case WHO_WROTE -> memory.whoWrote(count);
            case TAB_1, TAB_2, TAB_3, TAB_4, TAB_5, TAB_6, TAB_7, TAB_8, TAB_9, TAB_10, TAB_11 ->
                panes.tab(action.ordinal() - Action.TAB_1.ordinal());
            case TASK_CHOOSE -> panes.chooseTask();
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
            case ADDRESS -> model.prompts().ask(Prompt.Kind.ADDRESS);
            // What follows does the work: see KeyInput.
            case MARK_SET, MARK_JUMP, PALETTE -> {}
            case COPY -> model.covers().open(CopyMenu.of(model));
            case OLDER -> go(model.jumps().older(model.spot()), "no older position");
            case NEWER -> go(model.jumps().newer(), "no newer position");
            case ACCEPT -> panes.accept();
            case CANCEL -> cancel();
            case LESSON_NEXT -> lessons.step(count);
            case LESSON_PREVIOUS -> lessons.step(-count);
            case LESSON_ANSWER -> lessons.answer();
            case LESSON_HINT -> lessons.hint();
            case LESSON_SCROLL -> lessons.scroll(count);
            case HELP -> model.covers().open(HelpText.overlay(keys));
            case REDRAW -> model.request(Model.Request.REDRAW);
            case SUSPEND -> model.request(Model.Request.SUSPEND);
            case QUIT -> model.request(Model.Request.QUIT);
        }
    }

    PaneActions panes() {
        return panes;
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

    void jumpTo(long frame) {
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

    private void searchAgain(int direction, int count) {
        if (model.pattern().isEmpty()) {
            model.say("nothing searched for yet: / starts a search");
        } else {
            scan(Goal.text(model.run(), model.pattern().get()), direction, count);
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
