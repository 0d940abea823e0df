package dev.jrr.explore.tui;

import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Frames of a trace looked for one by one: where a key has to lead, without what the key does for it. */
final class FrameLookup {
    private static final int WRITE = 1;
    private static final int FUTEX = 202;

    private final TraceReader trace;

    FrameLookup(TraceReader trace) {
        this.trace = trace;
    }

    long last() {
        return trace.frameCount() - 1;
    }

    TraceFrame frame(long number) {
        return trace.frame(number);
    }

    TaskUid taskAt(long frame) {
        return trace.frame(frame).task();
    }

    long next(long from, Predicate<TraceFrame> wanted) {
        for (long frame = from + 1; frame < trace.frameCount(); frame++) {
            if (wanted.test(trace.frame(frame))) {
                return frame;
            }
        }
        throw new AssertionError("no such frame after " + from);
    }

    long previous(long from, Predicate<TraceFrame> wanted) {
        for (long frame = from - 1; frame >= 0; frame--) {
            if (wanted.test(trace.frame(frame))) {
                return frame;
            }
        }
        throw new AssertionError("no such frame before " + from);
    }

    long count(Predicate<TraceFrame> wanted) {
        long count = 0;
        for (long frame = 0; frame < trace.frameCount(); frame++) {
            count += wanted.test(trace.frame(frame)) ? 1 : 0;
        }
        return count;
    }

    /** The first of the frames of one task of which this is one. */
    long stretch(long frame) {
        long first = frame;
        while (first > 0 && taskAt(first - 1).equals(taskAt(frame))) {
            first--;
        }
        return first;
    }

    static boolean isCall(TraceFrame frame) {
        return frame.event() instanceof Event.Exec
                || (frame.event() instanceof Event.Syscall call && call.phase() != Event.Phase.LEFT);
    }

    static boolean isFailed(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call
                && call.phase() != Event.Phase.ENTERED
                && call.result() < 0
                && call.result() > -4096;
    }

    static boolean isFutexCall(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call && call.number() == FUTEX;
    }

    static boolean isWrite(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call && call.number() == WRITE;
    }

    /** Whether it begins a futex call with this operation: 0 waits, 1 wakes. */
    static boolean isFutex(TraceFrame frame, int operation) {
        return isFutexCall(frame) && isCall(frame) && (frame.entryRegisters().argument(1) & 0x7f) == operation;
    }

    static long word(TraceFrame frame) {
        return frame.entryRegisters().argument(0);
    }

    static boolean writes(TraceFrame frame, String text) {
        return frame.event() instanceof Event.Syscall call
                && call.number() == WRITE
                && call.inputs().stream()
                        .anyMatch(input -> new String(input.bytes(), StandardCharsets.ISO_8859_1).contains(text));
    }
}
