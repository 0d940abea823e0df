package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneReaderTest {
    private static final int FUTEX = 202;
    private static final int POLL = 7;
    private static final long WAIT = 0x80;
    private static final long WAKE = 0x81;
    private static final TaskUid MAIN = SampleFrames.MAIN;
    private static final TaskUid OTHER = SampleFrames.OTHER;

    /** A run of tasks that wait on words, wake each other, poll, get signals, begin and end at random. */
    private static final class RandomRun {
        private final SampleFrames frames = new SampleFrames();
        private final List<TaskSummary> tasks = new ArrayList<>();

        private RandomRun(int seed, int count, int taskCount) {
            Random random = new Random(seed);
            Map<TaskUid, Long> waits = new HashMap<>();
            List<TaskUid> polls = new ArrayList<>();
            List<Long> woken = new ArrayList<>();
            int[] first = new int[taskCount];
            int[] last = new int[taskCount];
            for (int i = 0; i < taskCount; i++) {
                first[i] = i == 0 ? 0 : random.nextInt(count / 2);
                last[i] = random.nextInt(3) > 0 ? count - 1 : -1;
            }
            List<TaskUid> ended = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                int n = number;
                List<Integer> alive = IntStream.range(0, taskCount)
                        .filter(i -> i == 0 || first[i] < n)
                        .filter(i -> !ended.contains(uid(i)))
                        .boxed()
                        .toList();
                int index = alive.get(random.nextInt(alive.size()));
                TaskUid task = uid(index);
                long word = 0x1000 + 8L * random.nextInt(3);
                if (waits.containsKey(task)) {
                    frames.add(
                            task,
                            SampleFrames.call(Phase.LEFT, FUTEX, 0, List.of(), List.of()),
                            SampleFrames.registers(0, waits.remove(task), WAIT, 2));
                } else if (polls.remove(task)) {
                    frames.add(
                            task,
                            SampleFrames.call(Phase.LEFT, POLL, 0, List.of(), List.of()),
                            SampleFrames.registers(0));
                } else {
                    switch (random.nextInt(10)) {
                        case 0, 1 -> {
                            frames.add(
                                    task,
                                    SampleFrames.call(Phase.ENTERED, FUTEX, 0, List.of(), List.of()),
                                    SampleFrames.registers(0, word, WAIT, 2));
                            waits.put(task, word);
                        }
                        case 2 -> {
                            frames.add(
                                    task,
                                    SampleFrames.call(Phase.ENTERED, POLL, 0, List.of(), List.of()),
                                    SampleFrames.registers(0));
                            polls.add(task);
                        }
                        case 3, 4 -> frames.syscall(task, FUTEX, 1 + random.nextInt(2), word, WAKE, 2);
                        case 5 -> frames.signal(task, 10, Event.Disposition.HANDLED);
                        case 6 -> {
                            if (index != 0 && random.nextInt(8) == 0) {
                                frames.exit(task, 0, false);
                                ended.add(task);
                                last[index] = n;
                            } else {
                                frames.syscall(task, 39, 1);
                            }
                        }
                        default -> frames.syscall(task, 39, 1);
                    }
                }
            }
            for (int i = 0; i < taskCount; i++) {
                boolean isEnded = ended.contains(uid(i));
                tasks.add(new TaskSummary(
                        uid(i),
                        i == 0 ? TaskUid.NONE : uid(0),
                        100,
                        "t" + i,
                        first[i],
                        isEnded ? last[i] : count - 1,
                        isEnded ? OptionalInt.of(0) : OptionalInt.empty()));
            }
        }

        private static TaskUid uid(int index) {
            return new TaskUid(100 + index, index + 1);
        }
    }

    /** What a task does at one frame, told from all frames anew for each question. */
    private static int slow(List<TraceFrame> frames, TaskSummary task, long at) {
        if (at < task.firstFrame() || at > task.lastFrame()) {
            return LaneCells.ABSENT;
        }
        TraceFrame here = frames.get((int) at);
        if (here.task().equals(task.task())) {
            return LaneCells.RUNS
                    | (here.event() instanceof Event.Signal ? LaneCells.SIGNAL : 0)
                    | (here.event() instanceof Event.Exit ? LaneCells.EXIT : 0);
        }
        long before = at - 1;
        while (before >= 0 && !frames.get((int) before).task().equals(task.task())) {
            before--;
        }
        if (before < 0 || before < task.firstFrame()) {
            return at == task.firstFrame() ? 0 : LaneCells.READY;
        }
        TraceFrame last = frames.get((int) before);
        if (!(last.event() instanceof Event.Syscall call) || call.phase() != Phase.ENTERED) {
            return LaneCells.READY;
        }
        if (call.number() != FUTEX) {
            return LaneCells.WAITS_OTHER;
        }
        long wake = slowWake(frames, before);
        return wake >= 0 && wake < at ? LaneCells.READY : LaneCells.WAITS_FUTEX;
    }

    /** The frame that ends the wait begun in a frame, by letting all waits and wakes happen from the start; or -1. */
    private static long slowWake(List<TraceFrame> frames, long entered) {
        List<Long> waiting = new ArrayList<>();
        for (TraceFrame frame : frames) {
            waiting.removeIf(wait -> frames.get((int) (long) wait).task().equals(frame.task()));
            if (!(frame.event() instanceof Event.Syscall call) || call.number() != FUTEX) {
                continue;
            }
            if (call.phase() == Phase.ENTERED) {
                waiting.add(frame.number());
            } else if (call.phase() == Phase.WHOLE) {
                long left = call.result();
                for (long wait : List.copyOf(waiting)) {
                    boolean same = frames.get((int) wait).registers().argument(0)
                            == frame.registers().argument(0);
                    if (same && left > 0) {
                        left--;
                        waiting.remove(wait);
                        if (wait == entered) {
                            return frame.number();
                        }
                    }
                }
            }
        }
        return -1;
    }

    private static final int SHOWN = LaneCells.RUNS
            | LaneCells.WAITS_FUTEX
            | LaneCells.WAITS_OTHER
            | LaneCells.READY
            | LaneCells.ABSENT
            | LaneCells.SIGNAL
            | LaneCells.EXIT;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void everyFrameOfARandomRunIsAsASlowReadingSays(int seed) {
        RandomRun run = new RandomRun(seed, 400, 5);
        Frames frames = Frames.of(run.frames.frames());
        LaneCells cells = read(run, frames, 0, 1, 400, 37);
        for (TaskSummary task : run.tasks) {
            for (int at = 0; at < 400; at++) {
                assertThat(cells.flags(task.task(), at, at + 1) & SHOWN)
                        .as("seed %d, task %s at %d", seed, task.task(), at)
                        .isEqualTo(slow(run.frames.frames(), task, at));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9})
    void cellsOfSeveralFramesHoldWhatTheirFramesHold(int seed) {
        RandomRun run = new RandomRun(seed, 500, 4);
        Frames frames = Frames.of(run.frames.frames());
        LaneCells single = read(run, frames, 0, 1, 500, 1000);
        LaneCells coarse = read(run, frames, 0, 7, 500, 11);
        LaneCells part = read(run, frames, 210, 7, 350, 50);
        assertThat(part.count()).isEqualTo(20);
        for (TaskSummary task : run.tasks) {
            for (int cell = 0; cell < coarse.count(); cell++) {
                int flags = single.flags(task.task(), cell * 7, Math.min(500, cell * 7 + 7));
                assertThat(coarse.flags(task.task(), cell, cell + 1) | LaneCells.ABSENT)
                        .as("cell %d of task %s", cell, task.task())
                        .isEqualTo(flags | LaneCells.ABSENT);
                assertThat(coarse.wake(cell, cell + 1)).isEqualTo(single.wake(cell * 7, cell * 7 + 7));
                if (cell >= 30 && cell < 50) {
                    assertThat(part.flags(task.task(), cell - 30, cell - 29) | LaneCells.ABSENT)
                            .isEqualTo(flags | LaneCells.ABSENT);
                }
            }
        }
    }

    @Test
    void whatIsNotReadYetIsNotKnown() {
        RandomRun run = new RandomRun(1, 100, 3);
        LaneCells cells = new LaneCells(0, 1, 100, run.tasks);
        LaneReader reader = new LaneReader(Frames.of(run.frames.frames()), run.tasks, cells, 100);
        assertThat(cells.known()).isZero();
        reader.read(40);
        assertThat(cells.known()).isEqualTo(40);
        assertThat(reader.isDone()).isFalse();
        reader.read(100);
        assertThat(cells.known()).isEqualTo(100);
        assertThat(reader.isDone()).isTrue();
    }

    @Test
    void aWakeNamesBothTasksAndTheWokenOneIsReadyAfterIt() {
        SampleFrames frames = new SampleFrames();
        frames.add(
                OTHER,
                SampleFrames.call(Phase.ENTERED, FUTEX, 0, List.of(), List.of()),
                SampleFrames.registers(0, 0x1000, WAIT, 2));
        frames.syscall(MAIN, 39, 1);
        frames.syscall(MAIN, FUTEX, 1, 0x1000, WAKE, 1);
        frames.syscall(MAIN, 39, 1);
        frames.add(
                OTHER,
                SampleFrames.call(Phase.LEFT, FUTEX, 0, List.of(), List.of()),
                SampleFrames.registers(0, 0x1000, WAIT, 2));
        List<TaskSummary> tasks = List.of(
                new TaskSummary(MAIN, TaskUid.NONE, 100, "a", 0, 4, OptionalInt.empty()),
                new TaskSummary(OTHER, MAIN, 100, "a", 0, 4, OptionalInt.empty()));
        LaneCells cells = new LaneCells(0, 1, 5, tasks);
        new LaneReader(Frames.of(frames.frames()), tasks, cells, 5).read(10);
        assertThat(IntStream.range(0, 5).map(i -> cells.flags(OTHER, i, i + 1)))
                .containsExactly(
                        LaneCells.RUNS,
                        LaneCells.WAITS_FUTEX,
                        LaneCells.WAITS_FUTEX | LaneCells.WOKEN,
                        LaneCells.READY,
                        LaneCells.RUNS);
        assertThat(cells.flags(MAIN, 2, 3)).isEqualTo(LaneCells.RUNS | LaneCells.WAKES);
        assertThat(LaneCells.waker(cells.wake(2, 3))).isEqualTo(MAIN.serial());
        assertThat(LaneCells.woken(cells.wake(0, 5))).isEqualTo(OTHER.serial());
        assertThat(cells.wake(3, 5)).isEqualTo(LaneCells.NO_WAKE);
    }

    private static LaneCells read(RandomRun run, Frames frames, long from, long cell, long to, int piece) {
        LaneCells cells = new LaneCells(from, cell, to, run.tasks);
        LaneReader reader = new LaneReader(frames, run.tasks, cells, to);
        while (!reader.isDone()) {
            reader.read(piece);
        }
        return cells;
    }
}
