package dev.jrr.explore.view;

import dev.jrr.kernel.FrameText;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The frames of a recording as trace events of the JSON format that Chrome, Perfetto and others read:
 * tasks are threads, system calls slices, a futex call that ended a wait has an arrow to it, and
 * whatever else happens is an instant.
 *
 * <p>A frame has one time, that of its end. Of a call that waited the beginning is known too, and its
 * slice is as long as the wait; any other is drawn with a microsecond, or less if the task had a
 * frame in that.
 */
public final class TraceEvents {
    private static final int FUTEX = SyscallTable.byName("futex").orElseThrow().number();
    private static final int FUTEX_PRIVATE_FLAG = 128;
    private static final long NOMINAL_NANOS = 1000;

    /** A word as those who wait for it know it: an address alone may be of several processes. */
    private record Word(int process, long address) {}

    private record Wake(TraceFrame frame, long startNanos) {}

    private final Consumer<String> out;
    private final Map<TaskUid, Integer> processes = new HashMap<>();
    private final Map<TaskUid, TraceFrame> entered = new HashMap<>();
    private final Map<TaskUid, Long> last = new HashMap<>();
    private final Map<Word, Wake> wakes = new HashMap<>();
    private long arrows;

    private TraceEvents(Consumer<String> out) {
        this.out = out;
    }

    /**
     * Gives all events, each one JSON object in a line, in the order of the frames.
     *
     * @param out takes them, without line ends
     */
    public static void write(Frames frames, TraceSummary summary, Consumer<String> out) {
        TraceEvents events = new TraceEvents(out);
        summary.tasks().forEach(events::name);
        for (long number = 0; number < frames.count(); number++) {
            events.add(frames.frame(number));
        }
        events.closeWaits(summary.recordNanos());
    }

    private void name(TaskSummary task) {
        processes.put(task.task(), task.processId());
        if (task.task().tid() == task.processId()) {
            named("process_name", task);
        }
        named("thread_name", task);
    }

    private void named(String what, TaskSummary task) {
        out.accept(new Json()
                .object()
                .member("ph", "M")
                .member("name", what)
                .member("pid", task.processId())
                .member("tid", task.task().tid())
                .object("args")
                .member("name", task.name())
                .endObject()
                .endObject()
                .toString());
    }

    private void add(TraceFrame frame) {
        long start = Math.max(last.getOrDefault(frame.task(), 0L), frame.timeNanos() - NOMINAL_NANOS);
        if (frame.event() instanceof Event.Syscall call) {
            add(frame, call, start);
        } else if (frame.event() instanceof Event.Exec) {
            entered.remove(frame.task());
            slice(frame, frame, start, frame.timeNanos());
        } else {
            if (frame.event() instanceof Event.Exit) {
                closeWait(entered.remove(frame.task()), frame.timeNanos());
            }
            instant(frame);
        }
        last.put(frame.task(), frame.timeNanos());
    }

    private void add(TraceFrame frame, Event.Syscall call, long start) {
        if (call.phase() == Phase.ENTERED) {
            closeWait(entered.put(frame.task(), frame), frame.timeNanos());
            return;
        }
        TraceFrame began = entered.remove(frame.task());
        if (call.phase() == Phase.LEFT && began != null) {
            slice(began, frame, began.timeNanos(), frame.timeNanos());
            arrow(began, frame, call);
            return;
        }
        slice(frame, frame, start, frame.timeNanos());
        if (call.number() == FUTEX && call.result() > 0) {
            for (long address : Locks.wokenWords(frame)) {
                wakes.put(word(frame, address), new Wake(frame, start));
            }
        }
    }

    private Word word(TraceFrame frame, long address) {
        boolean isPrivate = (frame.entryRegisters().argument(1) & FUTEX_PRIVATE_FLAG) != 0;
        return new Word(isPrivate ? process(frame) : 0, address);
    }

    /** From the last call that woke somebody at the word to the end of the wait. */
    private void arrow(TraceFrame began, TraceFrame left, Event.Syscall call) {
        if (call.number() != FUTEX || call.result() != 0) {
            return;
        }
        Wake wake = wakes.get(word(began, began.entryRegisters().argument(0)));
        if (wake == null || wake.frame.number() < began.number()) {
            return;
        }
        arrows++;
        out.accept(arrowEnd("s", wake.frame, wake.startNanos).endObject().toString());
        // Before the end: an arrow goes to the slice that is open at its time.
        long end = Math.max(began.timeNanos(), left.timeNanos() - 1);
        out.accept(arrowEnd("f", left, end).member("bp", "e").endObject().toString());
    }

    private Json arrowEnd(String phase, TraceFrame frame, long nanos) {
        return event(phase, "wake", "wake", frame, nanos).member("id", arrows);
    }

    private void closeWaits(long endNanos) {
        entered.values().stream()
                .sorted((one, other) -> Long.compare(one.number(), other.number()))
                .forEach(frame -> closeWait(frame, endNanos));
    }

    /** A call that never returned. */
    private void closeWait(TraceFrame began, long endNanos) {
        if (began != null) {
            slice(began, began, began.timeNanos(), endNanos);
        }
    }

    private void slice(TraceFrame began, TraceFrame end, long startNanos, long endNanos) {
        Json json = event("X", FrameText.name(began), FrameText.kind(began), began, startNanos)
                .member("dur", micros(Math.max(1, endNanos - startNanos)), 3)
                .object("args")
                .member("frame", end.number())
                .member("text", FrameText.describe(began));
        if (end != began) {
            json.member("entered", began.number()).member("left", FrameText.describe(end));
        }
        if (end.event() instanceof Event.Syscall call) {
            if (call.phase() == Phase.ENTERED) {
                json.member("returned", false);
            } else {
                json.member("result", call.result()).member("failed", call.isFailed());
            }
        }
        String handling = Handled.member(end);
        if (!handling.isEmpty()) {
            json.member("handling", handling);
        }
        out.accept(json.endObject().endObject().toString());
    }

    private void instant(TraceFrame frame) {
        out.accept(event("i", FrameText.name(frame), FrameText.kind(frame), frame, frame.timeNanos())
                .member("s", "t")
                .object("args")
                .member("frame", frame.number())
                .member("text", FrameText.describe(frame))
                .endObject()
                .endObject()
                .toString());
    }

    private Json event(String phase, String name, String category, TraceFrame frame, long nanos) {
        return new Json()
                .object()
                .member("ph", phase)
                .member("name", name)
                .member("cat", category)
                .member("pid", process(frame))
                .member("tid", frame.task().tid())
                .member("ts", micros(nanos), 3);
    }

    private int process(TraceFrame frame) {
        return processes.getOrDefault(frame.task(), frame.task().tid());
    }

    private static double micros(long nanos) {
        return nanos / 1000.0;
    }
}
