package dev.jrr.explore.view;

import dev.jrr.model.Event;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The tasks of a process that waited on futexes until their ends, in a way that looks like a deadlock:
 * for locks, or with nobody left who could wake them. The trace alone tells.
 *
 * @param waits in the order in which they began
 * @param isAll whether no other task of the process was alive
 */
public record EndlessWaits(List<FutexWait> waits, boolean isAll) {
    public EndlessWaits {
        waits = List.copyOf(waits);
    }

    /** The frame from which on all of them wait. */
    public long frame() {
        return waits.get(waits.size() - 1).frame();
    }

    public boolean isForLocks() {
        return waits.stream().anyMatch(FutexWait::isLock);
    }

    /** A sentence without an end, such as {@code 5 tasks wait for locks for ever}. */
    public String words() {
        long locks = waits.stream().filter(FutexWait::isLock).count();
        long count = isAll ? waits.size() : locks;
        String who = count == 1 ? "1 task waits" : (isAll ? "all " : "") + count + " tasks wait";
        return who + (isForLocks() ? " for locks" : "") + " for ever";
    }

    /** The first process that ended so; empty if none did. */
    public static Optional<EndlessWaits> of(Frames frames, List<TaskSummary> tasks) {
        Map<TaskUid, Integer> processes = FutexWaits.processes(tasks);
        List<TraceFrame> ends = new ArrayList<>();
        for (TaskSummary task : tasks) {
            last(frames, task).ifPresent(ends::add);
        }
        ends.sort((one, other) -> Long.compare(one.number(), other.number()));
        Set<Integer> seen = new HashSet<>();
        for (TraceFrame end : ends) {
            int process = processes.get(end.task());
            if (seen.add(process)) {
                List<TaskSummary> own = tasks.stream()
                        .filter(task -> task.processId() == process)
                        .toList();
                Optional<EndlessWaits> found = of(frames, own, processes, ends);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The call in which a task waits without a time-out when it ends, if it does. */
    private static Optional<TraceFrame> last(Frames frames, TaskSummary task) {
        FramePredicate own = FramePredicate.task(task.task());
        OptionalLong found = frames.previous(task.lastFrame(), own);
        if (found.isPresent() && frames.frame(found.getAsLong()).event() instanceof Event.Exit) {
            found = frames.previous(found.getAsLong() - 1, own);
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(frames.frame(found.getAsLong()))
                        .filter(frame -> frame.event() instanceof Event.Syscall call
                                && FutexWaits.isFutex(call.number())
                                && call.phase() == Event.Phase.ENTERED);
    }

    private static Optional<EndlessWaits> of(
            Frames frames, List<TaskSummary> own, Map<TaskUid, Integer> processes, List<TraceFrame> ends) {
        FutexWaits waits = new FutexWaits(processes);
        Set<TaskUid> members = new HashSet<>();
        own.forEach(task -> members.add(task.task()));
        ends.stream().filter(end -> members.contains(end.task())).forEach(waits::seed);
        long last = own.stream().mapToLong(TaskSummary::lastFrame).max().orElse(0);
        long begun = waits.waiting().stream().mapToLong(FutexWait::frame).max().orElse(0);
        FrameVisitor all = waits.visitor(new FutexWaits.Listener() {});
        // Their ends are no ends of their waits.
        frames.visit(Math.max(begun + 1, last + 1 - FutexWaits.RUN_UP), last + 1, new FrameVisitor() {
            @Override
            public boolean wants(int syscall) {
                return all.wants(syscall);
            }

            @Override
            public void calls(TaskUid task, long from, long to) {}

            @Override
            public void frame(TraceFrame frame) {
                if (!(frame.event() instanceof Event.Exit)) {
                    all.frame(frame);
                }
            }
        });
        List<FutexWait> left = waits.waiting().stream()
                .filter(wait -> members.contains(wait.task()) && wait.isEndless() && !wait.isWoken())
                .toList();
        long from = left.stream().mapToLong(FutexWait::frame).max().orElse(Long.MAX_VALUE);
        long alive = own.stream().filter(task -> task.lastFrame() >= from).count();
        boolean isAll = alive == left.size() && !left.isEmpty();
        EndlessWaits found = new EndlessWaits(left, isAll);
        return isAll || found.isForLocks() ? Optional.of(found) : Optional.empty();
    }
}
