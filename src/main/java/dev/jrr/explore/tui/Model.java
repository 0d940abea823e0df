package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.Place;
import dev.jrr.explore.lesson.LessonProgress;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the screen shows: the focus, and where each pane stands. Only the screen's thread uses it. */
final class Model {
    /** What the screen itself has to do, asked for by an action. */
    enum Request {
        QUIT,
        REDRAW,
        SUSPEND
    }

    private final Run run;
    private final LiveSource live;
    private final EventLines lines;
    private final Work work;
    private final Filters filters;
    private final JumpList jumps = new JumpList();
    private final SortedMap<String, Place> marks = new TreeMap<>();
    private SortedMap<Integer, Breakpoint> breakpoints = new TreeMap<>();
    private final Prompts prompts = new Prompts(new Completion(this));
    private final Map<TaskUid, Registers> registersBefore = new HashMap<>();

    private final int tasks;
    private Layout layout;
    private Place place;
    private final EventWindow eventWindow = new EventWindow();
    private Optional<TaskUid> pinnedTask = Optional.empty();
    private Tab tab = Tab.REGISTERS;
    private boolean inspectorFocused;
    private int inspectorScroll;
    private OptionalInt inspectorColumn = OptionalInt.empty();
    private int chosenTask;
    private MemoryFocus memory = MemoryFocus.at("rsp");
    private final CodeState code = new CodeState();
    private int chosenFutex;
    private boolean isEndTold;
    private Optional<Moment> moment = Optional.empty();
    private Optional<Moment> momentBefore = Optional.empty();
    private Optional<Pattern> pattern = Optional.empty();
    private Optional<Request> request = Optional.empty();
    private Optional<String> copied = Optional.empty();
    private Optional<LessonProgress> lesson = Optional.empty();
    private int lessonScroll;
    private String typed = "";
    private String message = "";
    private final Covers covers = new Covers();

    /** @param start where to begin; beyond the last frame means the last */
    Model(Run run, LiveSource live, Work work, Filters filters, long start) {
        this.run = run;
        this.filters = filters;
        this.live = live;
        this.lines = new EventLines(run);
        this.work = work;
        this.tasks = run.summary().tasks().size();
        this.layout = Layout.of(80, 24, false, tasks);
        this.place = Place.at(Math.max(0, Math.min(start, run.frameCount() - 1)));
        showCursor();
    }

    Run run() {
        return run;
    }

    EventLines lines() {
        return lines;
    }

    Work work() {
        return work;
    }

    TraceFacts facts() {
        return work.facts();
    }

    Filters filters() {
        return filters;
    }

    Timeline timeline() {
        return work.timeline();
    }

    JumpList jumps() {
        return jumps;
    }

    /** Frames by the names that the user gave them. */
    SortedMap<String, Place> marks() {
        return marks;
    }

    /** Where continuing stops, by number. */
    SortedMap<Integer, Breakpoint> breakpoints() {
        return breakpoints;
    }

    void breakpoints(SortedMap<Integer, Breakpoint> all) {
        breakpoints = all;
    }

    LiveSource liveSource() {
        return live;
    }

    LiveState liveState() {
        return live.state();
    }

    /** Whether the replay is on its way, or about to set out. */
    boolean isLiveBehind() {
        return switch (live.state().kind()) {
            case CATCHING_UP -> true;
            case READY -> currentMoment().isEmpty();
            case CANCELLED, FAILED -> false;
        };
    }

    void cancelLive() {
        live.cancel();
    }

    Layout layout() {
        return layout;
    }

    void resize(int width, int height) {
        layout = layoutOf(width, height);
        showCursor();
    }

    private Layout layoutOf(int width, int height) {
        return lesson.isPresent()
                ? Layout.withLesson(width, height, inspectorFocused, tasks)
                : Layout.of(width, height, inspectorFocused, tasks);
    }

    // The focus.

    Place place() {
        return place;
    }

    /** The last frame that has happened. */
    long position() {
        return place.frame();
    }

    /** The frame at the position; empty if its block is damaged. */
    Optional<TraceFrame> current() {
        return frame(position());
    }

    /** A frame; empty if there is none, or if its block is damaged. */
    Optional<TraceFrame> frame(long number) {
        if (number < 0 || number >= run.frameCount()) {
            return Optional.empty();
        }
        try {
            return Optional.of(run.frame(number));
        } catch (JrrException e) {
            return Optional.empty();
        }
    }

    /** The task that the panes look at: the chosen one, else the frame's own. */
    TaskUid task() {
        // Between two frames only the task of the next one runs.
        boolean isWithin = !place.isAtFrame() && position() + 1 < run.frameCount();
        long frame = position() + (isWithin ? 1 : 0);
        return pinnedTask.orElseGet(() -> frame(frame).map(TraceFrame::task).orElse(TaskUid.NONE));
    }

    Optional<TaskUid> pinnedTask() {
        return pinnedTask;
    }

    void pin(Optional<TaskUid> task) {
        pinnedTask = task;
    }

    /** Goes to a frame of the run. */
    void moveTo(long frame) {
        moveTo(Place.at(frame));
    }

    /** Goes to a place of the run. */
    void moveTo(Place wanted) {
        if (wanted.equals(place) || isHeld()) {
            return;
        }
        registers().ifPresent(registers -> registersBefore.put(task(), registers));
        place = wanted;
        showCursor();
    }

    /** A diversion knows no other time. */
    private boolean isHeld() {
        if (live.isDiverted()) {
            say("this is a diversion, which knows no other time: r leaves it");
            return true;
        }
        return false;
    }

    /** Goes to a frame, and keeps the place left in the list of jumps. */
    void jumpTo(long frame) {
        jumpTo(Place.at(frame));
    }

    /** Goes to a place, and keeps the one left in the list of jumps. */
    void jumpTo(Place wanted) {
        if (!wanted.equals(place) && !isHeld()) {
            jumps.leave(spot());
            moveTo(wanted);
        }
    }

    /** The registers of {@link #task} at the position, if they are known by now. */
    Optional<Registers> registers() {
        Optional<TraceFrame> frame = current();
        if (place.isAtFrame() && frame.isPresent() && frame.get().task().equals(task())) {
            return Optional.of(frame.get().registers());
        }
        return currentMoment().flatMap(Moment::registers);
    }

    /** The registers of {@link #task} where it was last looked at before the position was reached. */
    Optional<Registers> registersBefore() {
        return Optional.ofNullable(registersBefore.get(task()));
    }

    // Live state.

    /** The live state of exactly what the screen shows. */
    Optional<Moment> currentMoment() {
        return moment.filter(shown ->
                shown.want().place().equals(place) && shown.want().task().equals(task()));
    }

    /** The newest live state that differs in its position from the current one. */
    Optional<Moment> momentBefore() {
        return momentBefore;
    }

    /** Asks for the live state that the screen shows, and takes what has come. */
    void refreshLive() {
        live.want(new Want(place, task(), TabContents.query(this)));
        Optional<Moment> newest = live.moment();
        if (newest.isPresent() && !newest.equals(moment)) {
            if (moment.isPresent()
                    && moment.get().want().frame() != newest.get().want().frame()) {
                momentBefore = moment;
            }
            moment = newest;
            currentMoment().flatMap(Moment::answer).ifPresent(answer -> code.take(place, answer));
        }
        tellEnd();
    }

    /** Says once that the run ends in a deadlock, when that is known and nothing else is said. */
    private void tellEnd() {
        if (!isEndTold && facts().endless().at(TraceFacts.wholeRun()).isPresent()) {
            isEndTold = true;
            DeadlockText.atStart(this).filter(text -> message.isEmpty()).ifPresent(this::say);
        }
    }

    // Panes.

    Tab tab() {
        return tab;
    }

    void open(Tab opened) {
        if (tab != opened) {
            tab = opened;
            inspectorScroll = 0;
            inspectorColumn = OptionalInt.empty();
        }
    }

    boolean isInspectorFocused() {
        return inspectorFocused;
    }

    void focusInspector(boolean focused) {
        inspectorFocused = focused;
        layout = layoutOf(layout.width(), layout.height());
        showCursor();
    }

    /** Which rows of the events are in sight. */
    EventWindow eventWindow() {
        return eventWindow;
    }

    /** Scrolls the events, not the position. */
    void scrollEvents(long rows) {
        eventWindow.scroll(filters.events(), layout.eventRows(), rows, position());
    }

    /** Scrolls the events so that the position is in sight. */
    void showCursor() {
        eventWindow.show(filters.events(), layout.eventRows(), position());
    }

    /** The frames in the rows of the events: those of the list, and the position, whatever the filters say of it. */
    List<Long> eventRows() {
        return eventWindow.rows(filters.events(), layout.eventRows(), position());
    }

    int inspectorScroll() {
        return inspectorScroll;
    }

    void inspectorScroll(int row) {
        inspectorScroll = Math.max(0, row);
    }

    /** The first column in sight, if text was scrolled sideways. */
    OptionalInt inspectorColumn() {
        return inspectorColumn;
    }

    void inspectorColumn(int column) {
        inspectorColumn = OptionalInt.of(column);
    }

    int chosenTask() {
        return chosenTask;
    }

    /** The row of the futex view that Enter is for. */
    int chosenFutex() {
        return chosenFutex;
    }

    void chooseFutex(int row) {
        chosenFutex = Math.max(0, row);
    }

    void chooseTask(int row) {
        chosenTask = Math.max(0, row);
    }

    /** Which bytes the memory tab shows. */
    MemoryFocus memory() {
        return memory;
    }

    void memory(MemoryFocus focus) {
        memory = focus;
    }

    Spot spot() {
        return new Spot(place, memory);
    }

    /** Comes back to where one was. */
    void moveTo(Spot spot) {
        memory = spot.memory();
        moveTo(spot.place());
    }

    /** Where the tabs Code and Stack stand. */
    CodeState code() {
        return code;
    }

    /** What lies over the panes. */
    Covers covers() {
        return covers;
    }

    /** How far somebody has come in a lesson, if one is open. */
    Optional<LessonProgress> lesson() {
        return lesson;
    }

    void lesson(LessonProgress progress) {
        boolean isOther = lesson.isEmpty() || lesson.get().number() != progress.number();
        lesson = Optional.of(progress);
        lessonScroll = isOther ? 0 : lessonScroll;
        resize(layout.width(), layout.height());
    }

    int lessonScroll() {
        return lessonScroll;
    }

    /** May be beyond the end, which then is what is shown. */
    void lessonScroll(int rows) {
        lessonScroll = rows;
    }

    // The bottom line.

    String message() {
        return message;
    }

    void say(String words) {
        message = words;
    }

    /** What is typed of an unfinished key sequence, such as a count. */
    String typed() {
        return typed;
    }

    void typed(String keys) {
        typed = keys;
    }

    /** The line that is typed at the bottom, if one is. */
    Prompts prompts() {
        return prompts;
    }

    // Searches, and what the screen itself has to do.

    Optional<Pattern> pattern() {
        return pattern;
    }

    void pattern(Pattern searched) {
        pattern = Optional.of(searched);
    }

    void request(Request asked) {
        request = Optional.of(asked);
    }

    /** Has the terminal put a text into its clipboard. */
    void copy(String text) {
        copied = Optional.of(text);
    }

    /** What is to be copied, once. */
    Optional<String> takeCopied() {
        Optional<String> taken = copied;
        copied = Optional.empty();
        return taken;
    }

    Optional<Request> takeRequest() {
        Optional<Request> taken = request;
        request = Optional.empty();
        return taken;
    }
}
