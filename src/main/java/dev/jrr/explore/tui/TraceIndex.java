package dev.jrr.explore.tui;

import dev.jrr.model.Event;
import dev.jrr.model.TraceFrame;
import java.util.Arrays;

/**
 * The numbers of the frames that some tabs list: signals, and output of the program. Made in slices
 * on the screen's own thread while such a tab is open; numbers only, so that it stays small.
 */
final class TraceIndex {
    private static final int WRITE = 1;

    /** Rising frame numbers. */
    static final class Numbers {
        private long[] values = new long[64];
        private int size;

        private void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        long get(int index) {
            return values[index];
        }

        /** How many are at or before a frame. */
        int upTo(long frame) {
            int found = Arrays.binarySearch(values, 0, size, frame);
            return found >= 0 ? found + 1 : -found - 1;
        }
    }

    private final Run run;
    private final Numbers signals = new Numbers();
    private final Numbers outputs = new Numbers();
    private long next;

    TraceIndex(Run run) {
        this.run = run;
    }

    Numbers signals() {
        return signals;
    }

    Numbers outputs() {
        return outputs;
    }

    boolean isComplete() {
        return next >= run.frameCount();
    }

    int percent() {
        return (int) (next * 100 / Math.max(1, run.frameCount()));
    }

    /** Reads on until {@code System.nanoTime()} reaches the deadline. */
    void advance(long deadlineNanos) {
        while (!isComplete() && System.nanoTime() - deadlineNanos < 0) {
            for (int i = 0; i < 64 && !isComplete(); i++, next++) {
                TraceFrame frame = run.frame(next);
                if (frame.event() instanceof Event.Signal) {
                    signals.add(next);
                } else if (isOutput(frame)) {
                    outputs.add(next);
                }
            }
        }
    }

    /** Whether the frame printed something: a write to descriptor 1 or 2 that did not fail. */
    static boolean isOutput(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call
                && call.number() == WRITE
                && call.phase() != Event.Phase.LEFT
                && !call.isFailed()
                && !call.inputs().isEmpty()
                && isStandard(frame);
    }

    private static boolean isStandard(TraceFrame frame) {
        long descriptor = frame.registers().argument(0);
        return descriptor == 1 || descriptor == 2;
    }
}
