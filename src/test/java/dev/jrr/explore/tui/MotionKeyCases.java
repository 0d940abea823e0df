package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys that go through the run: the bundled dinner of philosophers, begun by a shell that gets a signal first.
 * Where a key leads is worked out from the frames alone.
 */
final class MotionKeyCases {
    private static final Pattern BREAKPOINT = Pattern.compile("(?m)^ (\\d+)  break ");

    private final KeyCases cases;
    private final ExplorerTerminal explorer;
    private final FrameLookup frames;
    private final long last;
    private final long signal;
    private final long spoken;
    private final long waits;
    private final long wakes;
    private String breakpoint = "";

    MotionKeyCases(KeyCases cases, ExplorerTerminal explorer, FrameLookup frames) {
        this.cases = cases;
        this.explorer = explorer;
        this.frames = frames;
        last = frames.last();
        signal = frames.next(-1, frame -> frame.event() instanceof Event.Signal);
        spoken = frames.next(-1, frame -> FrameLookup.writes(frame, "Dinner is served"));
        TaskUid main = frames.taskAt(spoken);
        waits = frames.next(
                spoken, frame -> FrameLookup.isFutex(frame, 0) && !frame.task().equals(main));
        wakes = frames.next(waits, frame -> FrameLookup.isFutex(frame, 1));
    }

    void add() {
        byFrames();
        byKinds();
        byFutexes();
        byInstructions();
        searches();
        filtersAndWords();
        marksAndJumps();
    }

    private void byFrames() {
        cases.moves("j", "goes a frame forward", 10, 11);
        cases.says("j", "says that there is no later frame", last, "this is the last frame");
        cases.key("j", "goes as many frames as the number before it says", () -> {
            explorer.at(10).press("2", "0", "j").movesTo(30);
            explorer.at(10).press("0", "5", "j").movesTo(15);
        });
        cases.moves("k", "goes a frame back", 10, 9);
        cases.says("k", "says that there is no earlier frame", 0, "this is the first frame");
        long sameTask = frames.next(waits, frame -> frame.task().equals(frames.taskAt(waits)));
        cases.moves(".", "goes to the next frame of the task, past those of others", waits, sameTask);
        cases.moves(",", "goes to the previous frame of the task", sameTask, waits);
        cases.moves("g", "goes to the start", spoken, 0);
        cases.says("g", "says that this is the start", 0, "this is the first frame");
        cases.moves("G", "goes to the end", spoken, last);
        cases.says("G", "says that this is the end", last, "this is the last frame");
    }

    private void byKinds() {
        long called = frames.next(signal, FrameLookup::isCall);
        cases.moves("s", "goes to the next system call", signal, called);
        cases.moves("S", "goes to the previous system call", called, frames.previous(called, FrameLookup::isCall));
        cases.moves("x", "goes to the next signal", 0, signal);
        cases.says("x", "says that no signal comes later", signal, "no later signal");
        cases.moves("X", "goes to the previous signal", last, signal);
        long other = frames.next(waits, frame -> !frame.task().equals(frames.taskAt(waits)));
        cases.moves("o", "goes to where another task goes on", waits, other);
        cases.moves("O", "goes to where the task before began to run", other, frames.stretch(other - 1));
        cases.moves("d", "goes to the next call that failed", 1, frames.next(1, FrameLookup::isFailed));
        long failed = frames.previous(last, FrameLookup::isFailed);
        cases.moves("D", "goes to the previous call that failed", last, failed);
        cases.says("D", "says that none failed before", 0, "no earlier failed call");
    }

    private void byFutexes() {
        cases.moves("f", "goes to the next futex call", spoken, frames.next(spoken, FrameLookup::isFutexCall));
        cases.moves("F", "goes to the previous futex call", last, frames.previous(last, FrameLookup::isFutexCall));
        long word = FrameLookup.word(frames.frame(waits));
        long again = frames.next(
                waits,
                frame ->
                        FrameLookup.isFutexCall(frame) && FrameLookup.isCall(frame) && FrameLookup.word(frame) == word);
        cases.moves("u", "goes to the next call on the same futex word", waits, again);
        cases.moves("U", "goes to the previous call on the same futex word", again, waits);
        cases.says("u", "says why where no futex is called", spoken, "here is no futex call");
        cases.says("U", "says why where no futex is called", spoken, "here is no futex call");
        cases.moves("p", "goes from a wait to the call that woke it", waits, wakes);
        cases.key("p", "goes from a wake to a wait that it ended", () -> {
            explorer.at(wakes).press("p").sees("another place", screen -> !isAt(screen, wakes));
            long there = Long.parseLong(explorer.position());
            assertThat(FrameLookup.isFutex(frames.frame(there), 0)).isTrue();
            assertThat(FrameLookup.word(frames.frame(there))).isEqualTo(word);
        });
        cases.says("p", "says why where nothing waits", spoken, "here is no wait and no wake");
        cases.key("L", "goes to where the deadlock begins, and shows the futexes", () -> {
            explorer.at(0).press("L").sees("DEADLOCK: 5 tasks wait in a circle").sees("[6Futx]");
            assertThat(frames.frame(Long.parseLong(explorer.position())))
                    .matches(frame -> FrameLookup.isFutex(frame, 0), "begins to wait");
        });
    }

    private void byInstructions() {
        cases.key(
                "i",
                "goes an instruction forward",
                () -> explorer.at(spoken).press("i").movesTo(spoken + "+1"));
        cases.key(
                "i",
                "goes as many instructions as the number before it says",
                () -> explorer.at(spoken).press("5", "i").movesTo(spoken + "+5"));
        cases.key(
                "I",
                "goes an instruction back",
                () -> explorer.at(spoken)
                        .press("i")
                        .movesTo(spoken + "+1")
                        .press("I")
                        .movesTo(spoken));
        cases.key(
                "b",
                "opens the code first, where the line is marked",
                () -> explorer.at(spoken).press("b").sees("press it again").sees("[3Code]"));
        cases.key(
                "b",
                "sets a breakpoint at the line that is marked, and deletes it",
                () -> explorer.at(0, "3")
                        .press("b")
                        .sees("│>b")
                        .press("b")
                        .sees("deleted ")
                        .seesGone("│>b"));
        cases.key("c", "goes on to a breakpoint", () -> {
            toFirstDiner();
            explorer.tmux().awaitText("(philosophers.c:");
            forgetDiners();
        });
        cases.key(
                "c",
                "goes to the end where no breakpoint is",
                () -> explorer.at(spoken).press("c").movesTo(last));
        cases.key("C", "goes back to a breakpoint", () -> {
            String first = toFirstDiner();
            explorer.press("c")
                    .sees(
                            "another place",
                            screen -> !ExplorerTerminal.position(screen).equals(first));
            explorer.ready().press("C").movesTo(first).ready();
            forgetDiners();
        });
        cases.key(
                "C",
                "goes to the start where no breakpoint is",
                () -> explorer.at(spoken).press("C").movesTo(0));
        cases.key("r", "leaves a diversion", () -> {
            explorer.at(spoken).press(":").line("write rsp 2a").sees("DIVERSION");
            explorer.press("j").sees("this is a diversion").press("r").seesGone("DIVERSION");
        });
        cases.says("r", "says that there is no diversion to leave", spoken, "this is no diversion");
    }

    /** Continues from the start to where the first philosopher begins, and returns the place. */
    private String toFirstDiner() {
        explorer.at(0, "3").press(":").line("break dine").sees("  break ");
        Matcher set = BREAKPOINT.matcher(explorer.screen());
        assertThat(set.find()).isTrue();
        breakpoint = set.group(1);
        explorer.press("c").sees("another place", screen -> !isAt(screen, 0)).ready();
        return explorer.position();
    }

    private void forgetDiners() {
        explorer.press(":").line("delete " + breakpoint).sees("delete " + breakpoint);
    }

    private void searches() {
        cases.says("n", "says that nothing was searched for yet", 0, "nothing searched for yet");
        cases.says("N", "says that nothing was searched for yet", 0, "nothing searched for yet");
        long first = frames.next(-1, frame -> FrameLookup.writes(frame, "takes the left"));
        long second = frames.next(first, frame -> FrameLookup.writes(frame, "takes the left"));
        cases.key(
                "/",
                "goes to the first event with a text",
                () -> explorer.at(0).press("/").line("takes the l[ef]*t").movesTo(first));
        cases.moves("n", "goes to the next match", first, second);
        cases.moves("N", "goes to the match before", second, first);
        cases.key(
                "/",
                "says what is wrong with an expression",
                () -> explorer.at(0).press("/").line("a(b").sees("nclosed"));
    }

    private void filtersAndWords() {
        String shown = frames.count(FrameLookup::isWrite) + " of " + (last + 1);
        cases.key(
                "\\",
                "narrows the events, and j goes through those that are left",
                () -> explorer.at(0)
                        .press("\\")
                        .line("syscall = write")
                        .sees(shown)
                        .press("j")
                        .movesTo(frames.next(0, FrameLookup::isWrite)));
        cases.key(
                "Backspace",
                "takes the filter away",
                () -> explorer.at(spoken)
                        .press("Backspace")
                        .sees("no longer narrowed to: syscall = write")
                        .seesGone(shown));
        cases.says("Backspace", "says that there is no filter", 0, "no filter is on");
        cases.key(
                ":",
                "goes to a share of the run",
                () -> explorer.at(0).press(":").line("50%").sees("(50%)"));
        cases.key(
                ":",
                "does a word of the shell",
                () -> explorer.at(spoken).press(":").line("maps").sees("maps: Esc closes"));
        cases.key(
                ":",
                "says what is wrong with a word",
                () -> explorer.at(0).press(":").line("stap").sees("did you mean step"));
        cases.key(
                "Ctrl-P",
                "finds what can be done by some letters of it, and does it",
                () -> explorer.at(0)
                        .press("Ctrl-P")
                        .sees("Everything")
                        .line("next signal")
                        .movesTo(signal));
        cases.key("y", "copies in the form that one chooses", () -> {
            explorer.at(signal).press("y").sees("the frame as JSON").press("g").sees("copied ");
            assertThat(explorer.tmux().run("show-buffer")).isEqualTo("goto " + signal);
        });
    }

    private void marksAndJumps() {
        cases.key(
                "m",
                "marks a place by a letter",
                () -> explorer.at(12).press("m", "a").sees("mark a is frame 12"));
        cases.key(
                "m",
                "says what a mark can be",
                () -> explorer.at(12).press("m", "A").sees("marks are the letters a to z"));
        cases.key("'", "goes to a mark", () -> explorer.at(0).press("'", "a").movesTo(12));
        cases.key(
                "'",
                "says that a mark is not set",
                () -> explorer.at(0).press("'", "z").sees("mark z is not set"));
        for (String older : List.of("Ctrl-O", "[")) {
            cases.key(
                    older,
                    "goes back to where one was before a jump",
                    () -> explorer.at(12).press("G").movesTo(last).press(older).movesTo(12));
        }
        cases.key(
                "]",
                "goes to the newer place again, and says where there is none",
                () -> explorer.at(12)
                        .press("G")
                        .movesTo(last)
                        .press("[")
                        .movesTo(12)
                        .press("]")
                        .movesTo(last)
                        .press("]")
                        .sees("no newer position"));
        // A terminal has one code for both keys.
        cases.key(
                "Ctrl-I",
                "comes as Tab, and changes the pane",
                () -> explorer.at(0).press("Ctrl-I").seesGone("[Events]"));
    }

    private static boolean isAt(String screen, long frame) {
        return ExplorerTerminal.position(screen).equals(Long.toString(frame));
    }
}
