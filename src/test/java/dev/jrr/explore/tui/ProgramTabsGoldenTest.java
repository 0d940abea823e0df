package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.explore.view.CharacterWidth;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import dev.jrr.testing.Fixtures;
import dev.jrr.testing.Golden;
import dev.jrr.trace.TraceReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tabs of what the program itself has done, in panes of several widths; styles are named. */
final class ProgramTabsGoldenTest {
    /**
     * What vim printed on a terminal of 80 columns and 24 rows, a call each: its length in four
     * bytes, and the bytes. A file of C is looked through, split in two, and changed.
     */
    private static final Path VIM = Path.of("src/test/golden/terminal/vim.chunks");

    private static final String TERMINAL = "/dev/pts/1";
    private static final long AT = 0x9000;

    @ParameterizedTest
    @CsvSource({"84,7", "84,15", "84,31", "60,15", "38,15", "38,31"})
    void fullScreenProgramIsShownAsItWas(int width, int chunk) throws IOException {
        Model model = model(vim(), chunk + 1);
        check("output-vim-" + chunk + "-" + width, OutputTab.content(model, width), width);
    }

    @Test
    void goingBackShowsWhatWasShownOnTheWayForth() throws IOException {
        Run run = vim();
        Model model = model(run, 0);
        Deque<String> shown = new ArrayDeque<>();
        for (long frame = 1; frame < run.frameCount(); frame++) {
            model.moveTo(frame);
            shown.push(text(OutputTab.content(model, 84)));
        }
        for (long frame = run.frameCount() - 1; frame > 0; frame--) {
            model.moveTo(frame);
            assertThat(text(OutputTab.content(model, 84))).isEqualTo(shown.pop());
        }
    }

    @Test
    void linesAreBrokenAnewForThePane() {
        SampleFrames frames = new SampleFrames();
        String line = "0123456789".repeat(10);
        frames.write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, TERMINAL, line + "\n\u001b[31mred\u001b[m", 113);
        Content content = OutputTab.content(model(new SampleRun(frames.frames()), 0), 38);
        assertThat(text(content))
                .startsWith(line.substring(0, 38) + "\n" + line.substring(38, 76) + "\n" + line.substring(76)
                        + "\n<FAILED|red>\n");
    }

    @Test
    void aScreenWiderThanThePaneScrollsSideways() throws IOException {
        Model model = model(vim(), 16);
        model.open(Tab.OUTPUT);
        model.resize(80, 24);
        int width = model.layout().inspectorWidth();
        Actions actions = new Actions(model, KeyMap.DEFAULT);
        String whole = text(OutputTab.content(model, 80));
        actions.apply(Action.SCROLL_RIGHT, 99);
        String right = text(OutputTab.content(model, width));
        assertThat(right).contains("columns " + (80 - width + 1) + " to 80");
        actions.apply(Action.SCROLL_RIGHT, 1);
        assertThat(model.message()).isEqualTo("no more columns this way");
        actions.apply(Action.SCROLL_LEFT, 99);
        assertThat(text(OutputTab.content(model, width)))
                .contains("columns 1 to " + width)
                .isNotEqualTo(right);
        assertThat(whole).doesNotContain("columns 1 to");
    }

    @Test
    void nothingPrintedIsSaid() {
        SampleFrames frames = new SampleFrames().syscall(SampleFrames.MAIN, 39, 1);
        assertThat(text(OutputTab.content(model(new SampleRun(frames.frames()), 0), 60)))
                .isEqualTo("<DIM|nothing printed up to here>\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {38, 60, 84})
    void filesSayWhatTheyStandFor(int width) {
        try (TraceReader trace = TraceReader.open(Fixtures.trace("v1-fork"))) {
            check("files-" + width, FilesTab.content(model(new TraceRun(trace), 4), width), width);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {38, 60, 84})
    void figuresAreOfThePositionAndOfTheRun(int width) {
        check("stats-" + width, StatsTab.content(model(new FakeRun(1000), 545), width), width);
    }

    @Test
    void tabsSayThatTheyReadUntilTheyHave() {
        List<Runnable> jobs = new ArrayList<>();
        Run run = new FakeRun(1000);
        Model model = model(run, jobs::add, 57);
        for (BiFunction<Model, Integer, Content> tab : tabs()) {
            assertThat(text(tab.apply(model, 60))).isEqualTo("<DIM|reading the trace: 0%>\n");
            assertThat(model.work().isGoing()).isTrue();
            while (!jobs.isEmpty()) {
                jobs.remove(0).run();
                tab.apply(model, 60);
            }
            assertThat(text(tab.apply(model, 60))).doesNotContain("reading");
            assertThat(model.work().isGoing()).isFalse();
        }
    }

    @Test
    void lastAnswerStaysUntilTheNextIsThere() {
        List<Runnable> jobs = new ArrayList<>();
        Run run = new FakeRun(1000);
        Model model = model(run, jobs::add, 57);
        FilesTab.content(model, 60);
        jobs.remove(0).run();
        FilesTab.content(model, 60);
        jobs.remove(0).run();
        assertThat(text(FilesTab.content(model, 60))).contains("at frame 57");
        model.moveTo(77);
        assertThat(text(FilesTab.content(model, 60))).contains("at frame 57");
        jobs.remove(0).run();
        assertThat(text(FilesTab.content(model, 60))).contains("at frame 77");
    }

    private static List<BiFunction<Model, Integer, Content>> tabs() {
        return List.of(OutputTab::content, FilesTab::content, StatsTab::content);
    }

    private static Model model(Run run, long position) {
        return model(run, Runnable::run, position);
    }

    private static Model model(Run run, Executor reading, long position) {
        return new Model(
                run,
                new FakeLive(LiveState.READY),
                new Work(run, Runnable::run, reading),
                new Filters(run, Runnable::run),
                position);
    }

    private static Run vim() throws IOException {
        List<TraceFrame> frames = new ArrayList<>();
        byte[] size = {24, 0, 80, 0, 0, 0, 0, 0};
        Event.Syscall asks = SampleFrames.call(Event.Phase.WHOLE, 16, 0, List.of(), name());
        frames.add(frame(0, asks, SampleFrames.registers(0, 1, 0x5413, AT), List.of(MemoryWrite.of(AT, size))));
        try (DataInputStream in = new DataInputStream(Files.newInputStream(VIM))) {
            while (in.available() > 0) {
                byte[] bytes = in.readNBytes(in.readInt());
                List<Capture> inputs = List.of(new Capture(1, AT, bytes));
                Event.Syscall writes = SampleFrames.call(Event.Phase.WHOLE, 1, bytes.length, inputs, name());
                frames.add(frame(
                        frames.size(), writes, SampleFrames.registers(bytes.length, 1, AT, bytes.length), List.of()));
            }
        }
        return new SampleRun(frames);
    }

    private static List<Event.FdName> name() {
        return List.of(new Event.FdName(0, TERMINAL));
    }

    private static TraceFrame frame(int number, Event event, Registers registers, List<MemoryWrite> writes) {
        return new TraceFrame(number, SampleFrames.MAIN, number, event, registers, writes, Optional.empty());
    }

    private static void check(String name, Content content, int width) {
        for (Line line : content.window(0, content.size())) {
            int columns = line.text().codePoints().map(CharacterWidth::of).sum();
            assertThat(columns).as(line.text()).isLessThanOrEqualTo(width);
        }
        Golden.check("tabs/" + name + ".txt", text(content));
    }

    /** All lines; what is not NORMAL stands in brackets behind the name of its style. */
    private static String text(Content content) {
        StringBuilder text = new StringBuilder();
        for (Line line : content.window(0, content.size())) {
            for (Line.Span span : line.spans()) {
                text.append(span.style() == Style.NORMAL ? span.text() : "<" + span.style() + "|" + span.text() + ">");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
