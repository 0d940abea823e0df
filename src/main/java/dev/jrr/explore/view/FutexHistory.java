package dev.jrr.explore.view;

import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The futex calls of a task up to a place in a recording, taken from the trace alone. */
public final class FutexHistory {
    static final FramePredicate FUTEX = Stream.of("futex", "futex_waitv", "futex_wake", "futex_wait", "futex_requeue")
            .map(name -> FramePredicate.syscall(
                    SyscallTable.byName(name).orElseThrow().number()))
            .reduce(FramePredicate::or)
            .orElseThrow();

    private final Frames frames;
    private final long position;
    private final int most;
    private final Map<TaskUid, List<FutexCall>> calls = new LinkedHashMap<>();
    private final Map<TaskUid, TraceFrame> left = new HashMap<>();

    private FutexHistory(Frames frames, long position, int most) {
        this.frames = frames;
        this.position = position;
        this.most = most;
    }

    /**
     * The newest calls of tasks at or before a frame, the newest first.
     *
     * @param most how many calls of a task are looked for
     * @return a list for each of the tasks, in their order
     */
    public static Map<TaskUid, List<FutexCall>> upTo(
            Frames frames, long position, Collection<TaskUid> tasks, int most) {
        FutexHistory history = new FutexHistory(frames, position, most);
        tasks.forEach(task -> history.calls.put(task, new ArrayList<>()));
        history.read();
        return history.calls;
    }

    private void read() {
        Set<TaskUid> wanted = new HashSet<>(calls.keySet());
        FramePredicate predicate = ofOne(wanted);
        OptionalLong found = frames.previous(position, predicate);
        while (found.isPresent() && !wanted.isEmpty()) {
            TraceFrame frame = frames.frame(found.getAsLong());
            if (frame.event() instanceof Event.Syscall call && add(frame, call)) {
                // The blocks that only have calls of tasks with enough of them need not be read.
                wanted.remove(frame.task());
                predicate = ofOne(wanted);
            }
            found = frames.previous(found.getAsLong() - 1, predicate);
        }
    }

    private static FramePredicate ofOne(Set<TaskUid> tasks) {
        return tasks.stream()
                .map(FramePredicate::task)
                .reduce(FramePredicate::or)
                .map(FUTEX::and)
                .orElse(FUTEX);
    }

    /** Takes a frame, which is older than those before. Returns whether its task has enough calls. */
    private boolean add(TraceFrame frame, Event.Syscall call) {
        List<FutexCall> there = calls.get(frame.task());
        TraceFrame end = left.remove(frame.task());
        switch (call.phase()) {
            case WHOLE -> there.add(FutexCall.of(frame, call));
            case LEFT -> left.put(frame.task(), frame);
            case ENTERED ->
                there.add(
                        end != null && end.event() instanceof Event.Syscall returned
                                ? FutexCall.returned(frame, call, end, returned, Locks.wakeOf(frames, frame, end))
                                : waiting(frame, call));
        }
        return there.size() >= most && call.phase() != Phase.LEFT;
    }

    private FutexCall waiting(TraceFrame entered, Event.Syscall call) {
        OptionalLong next = frames.next(entered.number() + 1, FramePredicate.task(entered.task()));
        boolean returns = next.isPresent()
                && frames.frame(next.getAsLong()).event() instanceof Event.Syscall later
                && later.phase() == Phase.LEFT;
        return FutexCall.waiting(entered, call, frames.frame(position).timeNanos(), !returns);
    }
}
