package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgramTerminalsTest {
    private static final String TERMINAL = "/dev/pts/3";
    private static final String CSI = "\u001b[";
    private static final int TCSETSW = 0x5403;
    private static final int TIOCGWINSZ = 0x5413;
    private static final long ANSWER = 0x9000;

    @Test
    void screenIsWhatItWasAtEachFrame() {
        SampleFrames frames = new SampleFrames();
        print(frames, TERMINAL, "one");
        print(frames, TERMINAL, CSI + "2J" + CSI + "Htwo");
        print(frames, TERMINAL, CSI + "?1049h" + CSI + "2;2Hthree");
        FrameHistory<ProgramTerminals> history = ProgramTerminals.history(Frames.of(frames.frames()));
        assertThat(text(history, frames, 2)).isEqualTo("\n three");
        assertThat(text(history, frames, 0)).isEqualTo("one");
        assertThat(text(history, frames, 1)).isEqualTo("two");
        assertThat(history.at(Frames.of(frames.frames()), -1).view(SampleFrames.MAIN))
                .isEmpty();
    }

    @Test
    void sizeIsTheOneThatTheTerminalHadAndThenTheOneItGot() {
        SampleFrames frames = new SampleFrames();
        print(frames, TERMINAL, "x");
        answered(frames, TIOCGWINSZ, 30, 100);
        answered(frames, TIOCGWINSZ, 20, 50);
        FrameHistory<ProgramTerminals> history = ProgramTerminals.history(Frames.of(frames.frames()));
        TerminalView before = view(history, frames, 0);
        assertThat(List.of(before.columns(), before.rows())).containsExactly(100, 30);
        assertThat(before.isSizeKnown()).isTrue();
        TerminalView after = view(history, frames, 2);
        assertThat(List.of(after.columns(), after.rows())).containsExactly(50, 20);
    }

    @Test
    void sizeThatNothingTellsIsAssumedAndSaidToBe() {
        SampleFrames frames = new SampleFrames();
        print(frames, TERMINAL, "x");
        answered(frames, TIOCGWINSZ, 0, 0);
        TerminalView view = view(ProgramTerminals.history(Frames.of(frames.frames())), frames, 1);
        assertThat(List.of(view.columns(), view.rows())).containsExactly(80, 24);
        assertThat(view.isSizeKnown()).isFalse();
    }

    @Test
    void lineFeedsAreWhatTheProgramMadeOfThem() {
        SampleFrames frames = new SampleFrames();
        print(frames, TERMINAL, "a\nb");
        byte[] raw = new byte[36];
        ioctl(frames, TCSETSW, raw, List.of());
        print(frames, TERMINAL, "\nc");
        byte[] cooked = new byte[36];
        cooked[4] = 5;
        ioctl(frames, TCSETSW, cooked, List.of());
        print(frames, TERMINAL, "\nd");
        FrameHistory<ProgramTerminals> history = ProgramTerminals.history(Frames.of(frames.frames()));
        assertThat(text(history, frames, 4)).isEqualTo("a\nb\n c\nd");
    }

    @Test
    void terminalsAreApartAndTheTasksOwnIsShown() {
        SampleFrames frames = new SampleFrames()
                .write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, TERMINAL, "first", 5)
                .write(SampleFrames.OTHER, Event.Phase.WHOLE, 1, "/dev/pts/4", "second", 6)
                .write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, TERMINAL, "!", 1)
                .write(SampleFrames.OTHER, Event.Phase.WHOLE, 2, "pipe:[7]", "error", 5);
        Frames all = Frames.of(frames.frames());
        ProgramTerminals state = ProgramTerminals.history(all).at(all, 2);
        TerminalView main = state.view(SampleFrames.MAIN).orElseThrow();
        assertThat(main.name()).isEqualTo(TERMINAL);
        assertThat(main.others()).isEqualTo(1);
        assertThat(text(main)).isEqualTo("first!");
        assertThat(text(state.view(SampleFrames.OTHER).orElseThrow())).isEqualTo("second");
        assertThat(text(state.view(new TaskUid(5, 9)).orElseThrow())).isEqualTo("first!");
        TerminalView pipe = ProgramTerminals.history(all)
                .at(all, 3)
                .view(SampleFrames.OTHER)
                .orElseThrow();
        assertThat(pipe.name()).isEqualTo("pipe:[7]");
        assertThat(pipe.isTerminal()).isFalse();
    }

    @Test
    void printedCallThatWaitedIsThereWhenItReturned() {
        SampleFrames frames = new SampleFrames()
                .write(SampleFrames.MAIN, Event.Phase.ENTERED, 1, TERMINAL, "late", 0)
                .write(SampleFrames.OTHER, Event.Phase.WHOLE, 1, TERMINAL, "early ", 6)
                .write(SampleFrames.MAIN, Event.Phase.LEFT, 1, TERMINAL, "", 4);
        FrameHistory<ProgramTerminals> history = ProgramTerminals.history(Frames.of(frames.frames()));
        assertThat(text(history, frames, 1)).isEqualTo("early");
        assertThat(text(history, frames, 2)).isEqualTo("early late");
    }

    @Test
    void bytesThatTheTraceDidNotKeepAreCounted() {
        SampleFrames frames = new SampleFrames().write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, TERMINAL, "begin", 100);
        assertThat(view(ProgramTerminals.history(Frames.of(frames.frames())), frames, 0)
                        .missing())
                .isEqualTo(95);
    }

    @Test
    void everyFrameOfALongRunIsFoundFromAnyOther() {
        int count = 4000;
        SampleFrames frames = new SampleFrames();
        List<String> expected = new ArrayList<>();
        EmulatedTerminal terminal = new EmulatedTerminal(80, 24);
        for (int i = 0; i < count; i++) {
            String text = i % 7 == 0 ? CSI + (i % 20 + 1) + ";" + (i % 60 + 1) + "H" + i : "line " + i + "\n";
            print(frames, TERMINAL, text);
            terminal.feed(text.getBytes());
            expected.add(terminal.screenRows().toString());
        }
        FrameHistory<ProgramTerminals> history = ProgramTerminals.history(Frames.of(frames.frames()));
        int place = 0;
        for (int i = 0; i < 300; i++) {
            place = i % 3 == 0 ? (place * 31 + 977) % count : i % 3 == 1 ? place + 1 : place - 1;
            place = Math.max(0, Math.min(count - 1, place));
            assertThat(view(history, frames, place).screen().toString()).isEqualTo(expected.get(place));
        }
    }

    @Test
    void stepReadsFewFramesAndCopiesAreBoundedHoweverLongTheRunIs() {
        int count = 300_000;
        CountingFrames frames = new CountingFrames(count);
        FrameHistory<ProgramTerminals> history = ProgramTerminals.history(frames);
        assertThat(history.copies()).isLessThanOrEqualTo(512);
        int middle = count / 2;
        history.at(frames, middle);
        int most = 0;
        int all = 0;
        for (int i = 1; i <= 2000; i++) {
            frames.read = 0;
            history.at(frames, middle - i);
            most = Math.max(most, frames.read);
            all += frames.read;
        }
        // A far jump reads what is between two copies; one of many steps does so, and the others a share of it.
        assertThat(most).isLessThan(10_000);
        assertThat(all / 2000).isLessThan(400);
        for (int i = 0; i < 2000; i++) {
            frames.read = 0;
            history.at(frames, middle - 2000 + i);
            assertThat(frames.read).isLessThan(10_000);
        }
        frames.read = 0;
        history.at(frames, middle);
        assertThat(frames.read).isLessThanOrEqualTo(1);
    }

    /** Each frame prints a line; none is kept in memory. */
    private static final class CountingFrames implements Frames {
        private final long count;
        private int read;

        CountingFrames(long count) {
            this.count = count;
        }

        @Override
        public long count() {
            return count;
        }

        @Override
        public TraceFrame frame(long number) {
            read++;
            byte[] bytes = ("line " + number + "\n").getBytes();
            Event.Syscall call = SampleFrames.call(
                    Event.Phase.WHOLE,
                    1,
                    bytes.length,
                    List.of(new Capture(1, 0x5000, bytes)),
                    List.of(new Event.FdName(0, TERMINAL)));
            return new TraceFrame(
                    number,
                    SampleFrames.MAIN,
                    number,
                    call,
                    SampleFrames.registers(bytes.length, 1, 0x5000, bytes.length),
                    List.of(),
                    Optional.empty());
        }
    }

    private static void print(SampleFrames frames, String stream, String text) {
        frames.write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, stream, text, text.getBytes().length);
    }

    private static void answered(SampleFrames frames, int request, int rows, int columns) {
        byte[] winsize = {(byte) rows, 0, (byte) columns, 0, 0, 0, 0, 0};
        ioctl(frames, request, new byte[0], List.of(MemoryWrite.of(ANSWER, winsize)));
    }

    private static void ioctl(SampleFrames frames, int request, byte[] input, List<MemoryWrite> writes) {
        List<Capture> inputs = input.length == 0 ? List.of() : List.of(new Capture(2, ANSWER, input));
        Event.Syscall call =
                SampleFrames.call(Event.Phase.WHOLE, 16, 0, inputs, List.of(new Event.FdName(0, TERMINAL)));
        frames.frames()
                .add(new TraceFrame(
                        frames.frames().size(),
                        SampleFrames.MAIN,
                        0,
                        call,
                        SampleFrames.registers(0, 0, request, ANSWER),
                        writes,
                        Optional.empty()));
    }

    private static TerminalView view(FrameHistory<ProgramTerminals> history, SampleFrames frames, long position) {
        return history.at(Frames.of(frames.frames()), position)
                .view(SampleFrames.MAIN)
                .orElseThrow();
    }

    private static String text(FrameHistory<ProgramTerminals> history, SampleFrames frames, long position) {
        return text(view(history, frames, position));
    }

    private static String text(TerminalView view) {
        StringBuilder text = new StringBuilder();
        view.screen().forEach(row -> text.append(row.text()).append('\n'));
        return text.toString().replaceAll("\n+$", "");
    }
}
