package dev.jrr.explore.tui;

import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.debugger.StackFrame;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.view.Code;
import dev.jrr.explore.view.Locks;
import dev.jrr.explore.view.Travel;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.function.LongFunction;

/** A replay of a {@link FakeRun}, as slow as wanted. */
final class FakeReplay implements Replay {
    private static final int PAGE = 4096;
    private static final long STACK = 0x7ffd00000000L;

    private final long framesPerMilli;
    private final LongFunction<List<TaskView>> tasks;
    private final LongFunction<Locks> locks;
    private long position;

    /** @param framesPerMilli how fast it catches up; 0 for at once */
    FakeReplay(long framesPerMilli) {
        this(framesPerMilli, FakeReplay::tasks, position -> Locks.NONE);
    }

    /**
     * @param tasks those alive at a position
     * @param locks who waits for whom there
     */
    FakeReplay(long framesPerMilli, LongFunction<List<TaskView>> tasks, LongFunction<Locks> locks) {
        this.tasks = tasks;
        this.locks = locks;
        this.framesPerMilli = framesPerMilli;
    }

    @Override
    public boolean goTo(Place place, Progress progress) {
        long frame = place.frame();
        long total = Math.abs(frame - position);
        for (long done = 0; framesPerMilli > 0 && done < total; done += 20 * framesPerMilli) {
            progress.at(done, total);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (progress.isCancelled()) {
                position += Long.signum(frame - position) * done;
                return false;
            }
        }
        position = frame;
        return true;
    }

    @Override
    public Locks locks(long at) {
        return locks.apply(at);
    }

    @Override
    public Travel travel(Progress progress) {
        return new FakeTravel(Place.at(position));
    }

    @Override
    public boolean isDiverted() {
        return false;
    }

    @Override
    public Code code() {
        return new FakeCode(position);
    }

    @Override
    public List<TaskView> tasks() {
        return tasks.apply(position);
    }

    private static List<TaskView> tasks(long position) {
        TaskView first = new TaskView(FakeRun.FIRST, 4100, "philosophers", TaskView.State.CURRENT, position);
        TaskView second = new TaskView(FakeRun.SECOND, 4100, "philosophers", TaskView.State.BLOCKED, position - 1);
        return position < 4 ? List.of(first) : List.of(first, second);
    }

    @Override
    public Registers registers(TaskUid task) {
        List<StackFrame> stack = code().stack(task, 1);
        return FakeRun.registers(position).with(Register.RIP, stack.get(0).ip());
    }

    @Override
    public List<MemoryStretch> read(TaskUid task, long address, int length) {
        long end = address + length;
        long readableEnd = Math.min(end, STACK + 0x1080);
        if (address < STACK || address >= readableEnd) {
            MemoryStretch.State state = address < PAGE ? MemoryStretch.State.NO_ACCESS : MemoryStretch.State.UNMAPPED;
            return List.of(new MemoryStretch(address, length, state, new byte[0]));
        }
        byte[] bytes = new byte[(int) (readableEnd - address)];
        for (int i = 0; i < bytes.length; i++) {
            long at = address + i;
            bytes[i] = (byte) (at % 32 == 0 ? position : at % 8 < 4 ? 'a' + at % 26 : 0);
        }
        MemoryStretch readable = new MemoryStretch(address, bytes.length, MemoryStretch.State.READABLE, bytes);
        if (readableEnd == end) {
            return List.of(readable);
        }
        return List.of(
                readable, new MemoryStretch(readableEnd, end - readableEnd, MemoryStretch.State.UNMAPPED, new byte[0]));
    }

    @Override
    public List<MapEntry> maps(TaskUid task) {
        return List.of(
                new MapEntry(0x400000, 0x402000, "r-xp", 0, "/home/ada/philosophers"),
                new MapEntry(0x558100000000L, 0x558100021000L, "rw-p", 0, "[heap]"),
                new MapEntry(0x7f0000000000L, 0x7f0000200000L, "r-xp", 0, "/usr/lib/x86_64-linux-gnu/libc.so.6"),
                new MapEntry(STACK, STACK + 0x2000, "rw-p", 0, "[stack]"));
    }

    @Override
    public void close() {}
}
