package dev.jrr.explore.tui;

import dev.jrr.debugger.TaskView;
import dev.jrr.explore.SampleFrames;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Locks;
import dev.jrr.kernel.FrameText;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A short run of a program whose threads first wait for each other in turn, and then in a circle until it ends. */
final class DinnerRun implements Run {
    static final TaskUid MAIN = new TaskUid(4100, 1);
    private static final int FUTEX = 202;
    private static final int GETPID = 39;
    private static final int POLL = 7;
    private static final int EXIT_GROUP = 231;
    private static final long FORKS = 0x404080;
    private static final int SIZE = 40;
    private static final long WAIT = 0x80;
    private static final long WAKE = 0x81;

    private final SampleFrames frames = new SampleFrames();
    private final List<TaskSummary> tasks = new ArrayList<>();
    private final long circle;

    /** @param guests how many threads, from 2 */
    DinnerRun(int guests) {
        long[] born = new long[guests + 1];
        for (int i = 1; i <= guests; i++) {
            born[i] = frames.frames().size();
            frames.syscall(MAIN, 56, 4100 + i, 0, 0);
            work(MAIN, 2);
        }
        enter(MAIN, POLL, List.of(), 0, 1, -1);
        enter(guest(2), FUTEX, word(), fork(0), WAIT, 2, 0);
        work(guest(1), 6);
        frames.signal(guest(1), 10, Event.Disposition.HANDLED);
        frames.syscall(guest(1), FUTEX, 1, fork(0), WAKE, 1);
        work(guest(1), 3);
        leave(guest(2), FUTEX, 0, fork(0), WAIT, 2, 0);
        work(guest(2), 4);
        for (int i = 1; i <= guests; i++) {
            work(guest(i), 2);
            enter(guest(i), FUTEX, word(), fork(i % guests), WAIT, 2, 0);
        }
        circle = frames.frames().size() - 1;
        leave(MAIN, POLL, 0, 0, 1, -1);
        work(MAIN, 3);
        frames.syscall(MAIN, EXIT_GROUP, 0, 3);
        for (int i = 0; i <= guests; i++) {
            frames.exit(guest(i), 3 << 8, i == guests);
            TaskUid parent = i == 0 ? TaskUid.NONE : MAIN;
            long last = frames.frames().size() - 1;
            tasks.add(new TaskSummary(guest(i), parent, 4100, "dinner", born[i], last, OptionalInt.of(3 << 8)));
        }
    }

    private static TaskUid guest(int number) {
        return new TaskUid(4100 + number, number + 1);
    }

    private static long fork(int number) {
        return FORKS + (long) SIZE * number;
    }

    private static List<Capture> word() {
        return List.of(new Capture(0, FORKS, new byte[] {2, 0, 0, 0}));
    }

    private void work(TaskUid task, int count) {
        for (int i = 0; i < count; i++) {
            frames.handled(task, Event.Handling.BUFFERED, GETPID, 4100);
        }
    }

    private void enter(TaskUid task, int call, List<Capture> inputs, long... arguments) {
        frames.add(
                task,
                SampleFrames.call(Phase.ENTERED, call, 0, inputs, List.of()),
                SampleFrames.registers(0, arguments));
    }

    private void leave(TaskUid task, int call, long result, long... arguments) {
        frames.add(
                task,
                SampleFrames.call(Phase.LEFT, call, result, List.of(), List.of()),
                SampleFrames.registers(result, arguments));
    }

    /** The frame with which the circle is closed. */
    long circle() {
        return circle;
    }

    /** A replay that knows the circle. */
    FakeReplay replay() {
        return new FakeReplay(0, this::alive, this::locks);
    }

    private List<TaskView> alive(long position) {
        return tasks.stream()
                .filter(task -> task.firstFrame() <= position && task.lastFrame() > position)
                .map(task -> new TaskView(task.task(), 4100, task.name(), TaskView.State.READY, position))
                .toList();
    }

    private Locks locks(long position) {
        if (position < circle || alive(position).size() < tasks.size()) {
            return Locks.NONE;
        }
        int guests = tasks.size() - 1;
        List<Locks.Lock> locks = new ArrayList<>();
        List<TaskUid> all = new ArrayList<>();
        for (int i = 1; i <= guests; i++) {
            int wanted = i % guests;
            all.add(guest(i));
            Locks.Waiter waiter = new Locks.Waiter(guest(i), circle, (position - circle) * 1_500_000);
            String name = wanted == 0 ? "forks" : "forks+0x" + Integer.toHexString(SIZE * wanted);
            locks.add(new Locks.Lock(
                    Locks.Kind.MUTEX, fork(wanted), name, 2, Optional.of(guest(wanted + 1)), List.of(waiter)));
        }
        return new Locks(locks, List.of(all));
    }

    @Override
    public String title() {
        return "./dinner";
    }

    @Override
    public String identity() {
        return "";
    }

    @Override
    public long frameCount() {
        return frames.frames().size();
    }

    @Override
    public TraceFrame frame(long number) {
        return frames.frames().get((int) number);
    }

    @Override
    public String describe(TraceFrame frame) {
        return FrameText.describe(frame);
    }

    @Override
    public TraceSummary summary() {
        return new TraceSummary(true, frameCount(), frameCount() * 1_500_000, frameCount(), tasks);
    }

    @Override
    public Frames frames() {
        return Frames.of(frames.frames());
    }
}
