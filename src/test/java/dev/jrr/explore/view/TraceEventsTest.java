package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Event;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Frames of {@link SampleFrames} are a millisecond and a half apart. */
class TraceEventsTest {
    private static final TaskUid MAIN = SampleFrames.MAIN;
    private static final TaskUid OTHER = new TaskUid(101, 2);
    private static final int GETPID = 39;
    private static final int FUTEX = 202;
    private static final long WORD = 0x1000;
    private static final long WAIT = 128;
    private static final long WAKE = 129;

    private static TaskSummary task(TaskUid uid, int process) {
        return new TaskSummary(uid, TaskUid.NONE, process, "prog", 0, 0, OptionalInt.empty());
    }

    private static List<String> events(SampleFrames frames, int otherProcess) {
        List<String> events = new ArrayList<>();
        TraceSummary summary = new TraceSummary(
                true,
                frames.frames().size(),
                100_000_000,
                0,
                List.of(task(MAIN, MAIN.tid()), task(OTHER, otherProcess)));
        TraceEvents.write(Frames.of(frames.frames()), summary, events::add);
        return events.stream()
                .filter(event -> !event.startsWith("{\"ph\":\"M\""))
                .toList();
    }

    private static List<String> events(SampleFrames frames) {
        return events(frames, MAIN.tid());
    }

    private static SampleFrames futex(
            SampleFrames frames, TaskUid task, Event.Phase phase, long result, long operation) {
        return frames.add(
                task,
                SampleFrames.call(phase, FUTEX, result, List.of(), List.of()),
                SampleFrames.registers(result, WORD, operation, 1));
    }

    private static SampleFrames wait(SampleFrames frames) {
        futex(frames, MAIN, Event.Phase.ENTERED, 0, WAIT);
        futex(frames, OTHER, Event.Phase.WHOLE, 1, WAKE);
        return futex(frames, MAIN, Event.Phase.LEFT, 0, WAIT);
    }

    @Test
    void tasksAreNamedThreadsOfTheirProcesses() {
        List<String> events = new ArrayList<>();
        TraceSummary summary =
                new TraceSummary(true, 0, 0, 0, List.of(task(MAIN, MAIN.tid()), task(OTHER, MAIN.tid())));
        TraceEvents.write(Frames.of(List.of()), summary, events::add);
        assertThat(events)
                .containsExactly(
                        "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":100,\"tid\":100,\"args\":{\"name\":\"prog\"}}",
                        "{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":100,\"tid\":100,\"args\":{\"name\":\"prog\"}}",
                        "{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":100,\"tid\":101,\"args\":{\"name\":\"prog\"}}");
    }

    @Test
    void callThatDidNotWaitIsASliceOfAMicrosecondBeforeItsTime() {
        List<String> events =
                events(new SampleFrames().syscall(MAIN, GETPID, 100).syscall(MAIN, GETPID, 100));
        assertThat(events).hasSize(2);
        assertThat(events.get(1))
                .startsWith("{\"ph\":\"X\",\"name\":\"getpid\",\"cat\":\"syscall\",\"pid\":100,\"tid\":100,"
                        + "\"ts\":1499.000,\"dur\":1.000,\"args\":{\"frame\":1,")
                .contains("\"result\":100,\"failed\":false");
    }

    @Test
    void callThatWaitedIsOneSliceAsLongAsTheWait() {
        List<String> events = events(wait(new SampleFrames()));
        assertThat(events.get(1))
                .contains("\"name\":\"futex\"", "\"tid\":100,\"ts\":0.000,\"dur\":3000.000", "\"entered\":0");
    }

    @Test
    void arrowGoesFromTheWakeIntoTheWaitThatItEnded() {
        List<String> events = events(wait(new SampleFrames()));
        assertThat(events).hasSize(4);
        assertThat(events.get(2))
                .isEqualTo("{\"ph\":\"s\",\"name\":\"wake\",\"cat\":\"wake\",\"pid\":100,\"tid\":101,"
                        + "\"ts\":1499.000,\"id\":1}");
        assertThat(events.get(3))
                .isEqualTo("{\"ph\":\"f\",\"name\":\"wake\",\"cat\":\"wake\",\"pid\":100,\"tid\":100,"
                        + "\"ts\":2999.999,\"id\":1,\"bp\":\"e\"}");
    }

    @Test
    void thereIsNoArrowFromAnotherProcessNorFromBeforeTheWait() {
        assertThat(events(wait(new SampleFrames()), OTHER.tid())).noneMatch(event -> event.contains("\"wake\""));
        SampleFrames early = futex(new SampleFrames(), OTHER, Event.Phase.WHOLE, 1, WAKE);
        futex(early, MAIN, Event.Phase.ENTERED, 0, WAIT);
        futex(early, MAIN, Event.Phase.LEFT, 0, WAIT);
        assertThat(events(early)).noneMatch(event -> event.contains("\"wake\""));
        SampleFrames nobody = futex(new SampleFrames(), MAIN, Event.Phase.ENTERED, 0, WAIT);
        futex(nobody, OTHER, Event.Phase.WHOLE, 0, WAKE);
        futex(nobody, MAIN, Event.Phase.LEFT, 0, WAIT);
        assertThat(events(nobody)).noneMatch(event -> event.contains("\"wake\""));
    }

    @Test
    void callThatNeverReturnedLastsToTheEnd() {
        SampleFrames frames = futex(new SampleFrames(), MAIN, Event.Phase.ENTERED, 0, WAIT);
        assertThat(events(frames))
                .singleElement()
                .asString()
                .contains("\"ts\":0.000,\"dur\":100000.000", "\"returned\":false")
                .doesNotContain("\"result\"");
    }

    @Test
    void callThatDeathBrokeOffLastsToIt() {
        SampleFrames frames = futex(new SampleFrames(), MAIN, Event.Phase.ENTERED, 0, WAIT);
        frames.exit(MAIN, 9, true);
        List<String> events = events(frames);
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).contains("\"dur\":1500.000", "\"returned\":false");
        assertThat(events.get(1)).contains("\"ph\":\"i\",\"name\":\"exit\"");
    }

    @Test
    void signalsAreInstantsOfTheirThread() {
        assertThat(events(new SampleFrames().signal(MAIN, 11, Event.Disposition.FATAL)))
                .singleElement()
                .asString()
                .startsWith(
                        "{\"ph\":\"i\",\"name\":\"SIGSEGV\",\"cat\":\"signal\",\"pid\":100,\"tid\":100,\"ts\":0.000,"
                                + "\"s\":\"t\"");
    }
}
