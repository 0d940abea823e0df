package dev.jrr.explore.view;

import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** From a wait to the wake that ended it, and back. */
public final class FutexPairs {
    private static final int PIECE = 1024;

    private FutexPairs() {}

    /**
     * The other end of what a frame is one end of: of a wait, where it begins or ends, the call that
     * woke it, or without one where it ended; of a wake, the beginning of the first wait that it ended.
     *
     * @param tasks all tasks of the run
     * @return empty if the frame is neither, or has no other end in the run
     */
    public static OptionalLong partner(Frames frames, List<TaskSummary> tasks, long number) {
        TraceFrame frame = frames.frame(number);
        boolean isExit = frame.event() instanceof Event.Exit;
        boolean isCall = frame.event() instanceof Event.Syscall call && FutexWaits.isFutex(call.number());
        if (!isExit && !isCall) {
            return OptionalLong.empty();
        }
        Phase phase = frame.event() instanceof Event.Syscall call ? call.phase() : Phase.WHOLE;
        if (phase == Phase.ENTERED) {
            return end(frames, tasks, number);
        }
        if (phase == Phase.LEFT) {
            Optional<TraceFrame> begin = FutexWaits.lastBefore(frames, frame.task(), number);
            OptionalLong wake = begin.isEmpty()
                    ? OptionalLong.empty()
                    : end(frames, tasks, begin.get().number());
            return wake.isPresent() && wake.getAsLong() == number
                    ? OptionalLong.of(begin.get().number())
                    : wake;
        }
        long[] first = {-1};
        FutexWaits.before(frames, tasks, number).frame(frame, new FutexWaits.Listener() {
            @Override
            public void woken(FutexWait wait) {
                first[0] = first[0] < 0 ? wait.frame() : first[0];
            }
        });
        return first[0] < 0 ? OptionalLong.empty() : OptionalLong.of(first[0]);
    }

    /** The wake of a wait, or where it ended without one. */
    private static OptionalLong end(Frames frames, List<TaskSummary> tasks, long entered) {
        long[] found = {-1};
        FutexWaits.Listener listener = new FutexWaits.Listener() {
            @Override
            public void woken(FutexWait wait) {
                found[0] = wait.frame() == entered && found[0] < 0 ? wait.wake().orElseThrow() : found[0];
            }

            @Override
            public void ended(FutexWait wait, TraceFrame end) {
                found[0] = wait.frame() == entered && found[0] < 0 ? end.number() : found[0];
            }
        };
        FrameVisitor visitor = FutexWaits.before(frames, tasks, entered).visitor(listener);
        for (long at = entered; at < frames.count() && found[0] < 0; at += PIECE) {
            frames.visit(at, Math.min(frames.count(), at + PIECE), visitor);
        }
        return found[0] < 0 ? OptionalLong.empty() : OptionalLong.of(found[0]);
    }
}
