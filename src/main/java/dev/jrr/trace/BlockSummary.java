package dev.jrr.trace;

import dev.jrr.trace.format.BlockFacts;
import dev.jrr.trace.format.TraceIndex.FrameBlock;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;

/** What is known of a stretch of frames without reading them. Immutable. */
public final class BlockSummary {
    private final long first;
    private final int count;
    private final BlockFacts facts;

    BlockSummary(FrameBlock block, int count) {
        this.first = block.first();
        this.count = count;
        this.facts = block.facts();
    }

    /** The number of its first frame. */
    public long firstFrame() {
        return first;
    }

    /** The number of the frame after its last one. */
    public long endFrame() {
        return first + count;
    }

    /** The time of its first frame, in nanoseconds since the recording began. */
    public long firstNanos() {
        return facts.firstNanos();
    }

    /** The time of its last frame, in nanoseconds since the recording began. */
    public long lastNanos() {
        return facts.lastNanos();
    }

    /** Whether it has a frame of that kind. */
    public boolean has(FrameKind kind) {
        return (facts.kinds() & kind.bit()) != 0;
    }

    /** Whether it has a system call that was buffered, or answered in the tracee. */
    public boolean hasBufferedCalls() {
        return facts.hasBufferedCalls();
    }

    /** The kinds of its frames. */
    public Set<FrameKind> kinds() {
        Set<FrameKind> kinds = EnumSet.noneOf(FrameKind.class);
        for (FrameKind kind : FrameKind.values()) {
            if (has(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** Whether it has a frame of the task with that serial number. */
    public boolean hasTask(int serial) {
        return facts.hasTask(serial);
    }

    /** The serial numbers of the tasks that have frames in it, rising. */
    public IntStream tasks() {
        return IntStream.of(facts.tasks());
    }

    /** False if it has no frame of that system call, exec included. */
    public boolean mayHaveSyscall(int number) {
        return facts.mayHaveSyscall(number);
    }
}
