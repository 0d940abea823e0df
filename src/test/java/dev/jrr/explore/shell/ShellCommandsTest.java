package dev.jrr.explore.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.UsageException;
import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.SampleFrames;
import dev.jrr.explore.view.Code;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Travel;
import dev.jrr.model.Event;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ShellCommandsTest {
    private static final int GETPID = 39;
    private static final int FUTEX = 202;

    private final SampleFrames recording = new SampleFrames()
            .syscall(SampleFrames.MAIN, GETPID, 100)
            .write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, "/dev/pts/0", "hello\u001b[2J", 9)
            .syscall(SampleFrames.MAIN, FUTEX, -11, 0x1000, 128, 1)
            .signal(SampleFrames.OTHER, 10, Event.Disposition.IGNORED)
            .syscall(SampleFrames.OTHER, GETPID, 100)
            .exit(SampleFrames.MAIN, 0, true);

    private final FakeTarget target = new FakeTarget();
    private final StringWriter text = new StringWriter();
    private final ShellCommands shell = new ShellCommands(target, new PrintWriter(text), false);

    private String run(String line) {
        text.getBuffer().setLength(0);
        shell.execute(line);
        return text.toString();
    }

    private void assertFails(String line, String... parts) {
        assertThatThrownBy(() -> shell.execute(line))
                .isInstanceOf(UsageException.class)
                .satisfies(e -> assertThat(List.of(parts))
                        .allMatch(part -> e.getMessage().contains(part)));
    }

    @Test
    void everyMoveSaysWhereItCame() {
        assertThat(run("step")).startsWith("frame 1 of 6 (20%)  task 100  0.001500 s  write(");
        assertThat(run("goto end")).startsWith("frame 5 of 6 (100%)");
        assertThat(run("back 2")).startsWith("frame 3 of 6");
        assertThat(run("goto 40%")).startsWith("frame 2 ");
        assertThat(run("goto +1; goto -2")).contains("frame 3 ").contains("frame 1 ");
    }

    @Test
    void stepAtTheEndAndBackAtTheStartFailAndStay() {
        assertFails("back", "start");
        run("goto end");
        assertFails("step", "end");
        assertThat(target.position()).isEqualTo(5);
        assertFails("goto 6", "0 to 5");
    }

    @Test
    void nextAndPrevFindKinds() {
        assertThat(run("next signal")).startsWith("frame 3 ");
        assertThat(run("next switch")).startsWith("frame 5 ");
        assertThat(run("prev futex")).startsWith("frame 2 ");
        assertThat(run("prev getpid")).startsWith("frame 0 ");
        assertThat(run("next exit")).startsWith("frame 5 ");
        assertFails("next futex", "after 5");
        assertFails("next futx", "futx", "did you mean futex?");
        assertFails("next nonsense", "nonsense", "switch");
    }

    @Test
    void findTakesFilters() {
        assertThat(run("find failed")).startsWith("frame 2 ");
        assertThat(run("rfind syscall = getpid")).startsWith("frame 0 ");
        assertFails("find result <", "\n", "^");
        assertFails("find");
    }

    @Test
    void marksArePlacesForGoto() {
        run("goto 3; mark here; goto start");
        assertThat(run("goto here")).startsWith("frame 3 ");
        assertThat(run("mark")).isEqualToIgnoringNewLines("here  frame 3");
        assertFails("mark 5");
    }

    @Test
    void semicolonsInQuotesDoNotPartCommands() {
        assertFails("find text ~ \"a;b\"; step", "a;b");
        assertThat(target.position()).isZero();
    }

    @Test
    void readUnderstandsRegistersNumbersAndSums() {
        assertThat(run("read $rsp 4")).startsWith("0000000000007000  aa aa aa aa");
        assertThat(run("read rsp+0x10-8 4")).startsWith("0000000000007008");
        assertThat(run("read rsp - 8 4")).startsWith("0000000000006ff8");
        assertThat(run("read 0x7001 4")).startsWith("0000000000007001");
        assertThat(run("read 0xffffffffffffffff 1")).startsWith("ffffffffffffffff");
        assertThat(run("read rsp").lines()).hasSize(4);
        assertFails("read nonsense", "nonsense");
        assertFails("read 0x11112222333344445", "64 bits");
        assertFails("read rsp rbp", "usage");
        assertFails("read rsp 0", "length");
        assertFails("read rsp 99999999999", "length");
        assertFails("read");
    }

    @Test
    void registersAreThoseOfTheTaskInFocus() {
        assertThat(run("regs")).contains("  rsp      0000000000007000");
        assertThat(run("task 101; regs")).contains("  rsp      0000000000008000");
        assertThat(run("step; regs")).as("a move follows the frame's task").contains("0000000000007000");
        assertFails("task 7", "7");
    }

    @Test
    void aTaskThatHasEndedIsSaidToHaveEnded() {
        target.alive = List.of(target.alive.get(1));
        assertFails("goto end; regs", "100", "ended", "101");
    }

    @Test
    void tasksAndMapsAreTables() {
        assertThat(run("tasks")).contains(">     100  process 100").contains("blocked in ");
        assertThat(run("maps")).isEqualToIgnoringNewLines("000000001000-000000002000 r-xp        0x0  /bin/x");
    }

    @Test
    void futexShowsTheCallsOfEachTaskUpToHere() {
        run("goto 2");
        assertThat(run("futex").lines())
                .satisfiesExactly(
                        title -> assertThat(title).isEqualTo("task 100 (x)"),
                        head -> assertThat(head)
                                .startsWith("     frame  operation")
                                .endsWith("handled"),
                        call -> assertThat(call)
                                .matches(">        2  FUTEX_WAIT_PRIVATE +0x1000 x\\+0x0 +"
                                        + "1 wanted, 0xaaaaaaaa found +EAGAIN +traced"),
                        other -> assertThat(other).isEqualTo("task 101 (x): no futex call up to here"));
        assertThat(run("futex 100").lines()).hasSize(3);
        assertThat(run("goto 0; futex 100")).contains("no futex call up to here");
        assertThat(run("goto end; futex 100"))
                .as("only the memory of its own place is what it found")
                .contains("  1 wanted    ");
        assertFails("futex 7", "no task 7");
        target.alive = List.of();
        assertFails("futex", "no task is alive here");
        target.alive = List.of(new TaskView(SampleFrames.MAIN, 100, "x", TaskView.State.CURRENT, 0));
        assertFails("futex 1 2");
    }

    @Test
    void signalsSayWhatHoldsEvenIfThatIsNothing() {
        assertThat(run("signals").lines()).containsExactly("all signals: default action", "blocked: none");
    }

    @Test
    void outputIsRawForScriptsAndHarmlessOnScreens() {
        run("goto end");
        assertThat(run("output")).isEqualToIgnoringNewLines("hello\u001b[2J");
        new ShellCommands(target, new PrintWriter(text), true).execute("output");
        assertThat(text.toString()).contains("hello\\x1b[2J");
    }

    @Test
    void eventsMarkTheirPlace() {
        run("goto 2");
        assertThat(run("events").lines().filter(line -> line.startsWith(">"))).hasSize(1);
        assertThat(run("events").lines()).hasSize(6);
        assertThat(run("events syscall = getpid").lines()).hasSize(2);
    }

    @Test
    void everyWordHasHelpAndAnExampleOfItsOwn() {
        for (ShellWord word : ShellCommands.words()) {
            assertThat(word.syntax()).startsWith(word.name());
            assertThat(word.example()).startsWith(word.name());
            assertThat(run("help " + word.name())).contains(word.summary()).contains(word.example());
        }
        assertFails("frobnicate", "frobnicate");
        assertFails("got 5", "goto");
    }

    @Test
    void helpIsGroupedBySubjectWithALineForEachWord() {
        List<String> lines = run("help").lines().toList();
        for (ShellWord.Subject subject : ShellWord.Subject.values()) {
            assertThat(lines).contains(subject.title());
        }
        for (ShellWord word : ShellCommands.words()) {
            assertThat(lines.indexOf(String.format("  %-15s %s", word.name(), word.summary())))
                    .as(word.name())
                    .isGreaterThan(lines.indexOf(word.subject().title()));
        }
        assertThat(lines).allMatch(line -> line.length() <= 80 || line.startsWith("An empty line repeats"));
        assertThat(lines.get(lines.size() - 1)).contains("empty line").contains("continue");
    }

    @Test
    void relatedWordsAndTopicsAreThereToBeAskedFor() {
        for (ShellWord word : ShellCommands.words()) {
            assertThat(word.related())
                    .allSatisfy(related -> assertThat(run("help " + related)).isNotEmpty());
            assertThat(run("help " + word.name()).lines()).allMatch(line -> line.length() <= 80);
        }
        assertThat(run("help filter"))
                .contains("syscall")
                .contains("arg0 to arg5")
                .contains("regular expression");
        assertThat(run("help addresses")).contains("file.c:42");
        assertThat(run("help typing")).contains("Ctrl-R");
    }

    @Test
    void unknownWordsAreAnsweredWithWhatMayBeMeant() {
        assertFails("brek main", "did you mean break?");
        assertFails("x 5", "did you mean read?");
        assertFails("reverse-continue", "did you mean rcontinue?");
        assertFails("next opneat", "did you mean openat");
        assertFails("goto strt", "did you mean start?");
        assertFails("help filtr", "did you mean filter?");
        assertFails("frobnicate", "help lists them");
    }

    @Test
    void rowsPartCommandsAndCommentsAreNone() {
        run("goto 1\ngoto 2 # back; goto 5\n# goto 3\n");
        assertThat(target.position()).isEqualTo(2);
        run("goto \\\n 4; find (failed\n or signal # both\n or kind = exit)");
        assertThat(target.position()).isEqualTo(5);
    }

    @Test
    void theLastMotionIsKeptWhateverIsAskedInBetween() {
        assertThat(shell.lastMotion()).isEmpty();
        run("step 2; regs");
        assertThat(shell.lastMotion()).contains("step 2");
        assertFails("next nothing");
        assertThat(shell.lastMotion()).contains("next nothing");
    }

    @Test
    void aCancelledCommandEndsItsLine() {
        target.cancelled = true;
        assertThatThrownBy(() -> shell.execute("goto 1; goto 2")).isInstanceOf(CancellationException.class);
        assertThat(target.position()).isEqualTo(1);
    }

    private List<String> offered(String... words) {
        return shell.candidates(List.of(words), words.length - 1).stream()
                .map(Offer::text)
                .toList();
    }

    @Test
    void candidatesFollowTheWord() {
        assertThat(offered("re")).containsExactly("read", "regs", "resume");
        assertThat(offered("next", "s")).contains("switch", "signal", "sendto");
        assertThat(offered("next", "")).containsExactlyElementsOf(ShellWords.KINDS);
        assertThat(offered("task", "")).containsExactly("100", "101");
        assertThat(offered("help", "fi")).containsExactly("find", "filter");
        assertThat(offered("nonsense", "")).isEmpty();
        assertThat(offered("step", "")).isEmpty();
        run("mark here");
        assertThat(offered("goto", "")).containsExactly("start", "end", "here");
        assertThat(offered("goto", "here", "")).isEmpty();
    }

    @Test
    void candidatesSayWhatTheyAre() {
        assertThat(shell.candidates(List.of("got"), 0)).containsExactly(new Offer("goto", "go to a frame"));
        assertThat(shell.candidates(List.of("task", "101"), 1)).containsExactly(new Offer("101", "x, blocked"));
        assertThat(shell.candidates(List.of("read", "philosophers"), 1))
                .containsExactly(new Offer("philosophers", "data in dinner"));
        assertThat(shell.candidates(List.of("disas", "phil"), 1))
                .containsExactly(
                        new Offer("philosopher", "function in dinner"),
                        new Offer("philosophers.c:", "source of dinner", false));
    }

    @Test
    void termsOfSumsAreCompletedWhereTheyStand() {
        assertThat(offered("read", "rs")).containsExactly("rsi", "rsp");
        assertThat(offered("read", "$rs")).containsExactly("$rsi", "$rsp");
        assertThat(offered("read", "rsp+phil")).containsExactly("rsp+philosopher", "rsp+philosophers");
        assertThat(offered("read", "rsp", "+", "phil")).containsExactly("philosopher", "philosophers");
        assertThat(offered("read", "rsp", "phil")).isEmpty();
        assertThat(offered("set", "rax", "phil")).contains("philosopher");
        assertThat(offered("set", "phil")).isEmpty();
        assertThat(target.askedFor).as("names are asked for by their beginning").doesNotContain("");
    }

    @Test
    void breakpointsAreOfferedLinesAndConditionsAndDeleteTheirNumbers() {
        assertThat(offered("break", "philosophers.c:1")).containsExactly("philosophers.c:12", "philosophers.c:100");
        assertThat(offered("break", "main", "")).containsExactly("if");
        assertThat(offered("break", "main", "if", "*rs")).containsExactly("*rsi", "*rsp");
        assertThat(offered("break", "late")).as("also what is mapped later").containsExactly("later");
        assertThat(offered("read", "late")).isEmpty();
        assertThat(offered("delete", "")).isEmpty();
    }

    @Test
    void expressionsAreCompletedByWhatMayStandThere() {
        assertThat(offered("find", "sys")).containsExactly("syscall");
        assertThat(offered("find", "syscall", "")).contains("=", "!~", "and").doesNotContain("<");
        assertThat(offered("find", "syscall", "=", "getp")).contains("getpid", "getppid");
        assertThat(offered("find", "syscall=getpi")).containsExactly("syscall=getpid");
        assertThat(offered("find", "(fai")).containsExactly("(failed");
        assertThat(offered("find", "failed", "")).containsExactly("and", "or");
        assertThat(offered("find", "failed", "and", "res")).containsExactly("result");
        assertThat(offered("find", "result", "=", "EAG")).containsExactly("EAGAIN");
        assertThat(offered("events", "signal", "=", "SIGU")).containsExactly("SIGUSR1", "SIGUSR2", "SIGURG");
        assertThat(offered("find", "task", "=", "")).containsExactly("100", "101");
        assertThat(offered("find", "kind", "=", "e")).containsExactly("exec", "exit");
        assertThat(offered("find", "nonsense", "")).isEmpty();
    }

    @Test
    void quitEndsALine() {
        run("quit; step");
        assertThat(shell.isQuit()).isTrue();
        assertThat(target.position()).isZero();
    }

    private final class FakeTarget implements ShellTarget, Live {
        private final List<String> askedFor = new ArrayList<>();
        private Place place = Place.at(0);
        private boolean cancelled;
        private List<TaskView> alive = List.of(
                new TaskView(SampleFrames.MAIN, 100, "x", TaskView.State.CURRENT, 0),
                new TaskView(SampleFrames.OTHER, 100, "x", TaskView.State.BLOCKED, 3));

        @Override
        public Frames frames() {
            return Frames.of(recording.frames());
        }

        @Override
        public Place place() {
            return place;
        }

        @Override
        public void moveTo(Place wanted) {
            place = wanted;
        }

        @Override
        public Optional<Live> nearby() {
            return Optional.of(this);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void leaveDiversion() {
            throw new UnsupportedOperationException("there is no replay");
        }

        @Override
        public Travel travel() {
            throw new UnsupportedOperationException("there is no replay");
        }

        @Override
        public boolean isDiverted() {
            return false;
        }

        @Override
        public Code code() {
            return new FakeNames(askedFor);
        }

        @Override
        public Live live() {
            return this;
        }

        @Override
        public List<TaskView> tasks() {
            return alive;
        }

        @Override
        public Registers registers(TaskUid task) {
            return Registers.ZERO.with(Register.RSP, task.equals(SampleFrames.MAIN) ? 0x7000 : 0x8000);
        }

        @Override
        public List<MemoryStretch> read(TaskUid task, long address, int length) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 0xaa);
            return List.of(new MemoryStretch(address, length, MemoryStretch.State.READABLE, bytes));
        }

        @Override
        public List<MapEntry> maps(TaskUid task) {
            return List.of(new MapEntry(0x1000, 0x2000, "r-xp", 0, "/bin/x"));
        }
    }
}
