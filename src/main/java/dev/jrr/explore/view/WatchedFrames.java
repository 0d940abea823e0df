package dev.jrr.explore.view;

import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.BlockSummary;
import dev.jrr.trace.FramePredicate;
import dev.jrr.trace.TraceStatistics;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Frames that say from another thread how far a reader of them has come, and that can be taken away
 * from it: the next frame it asks for after {@link #cancel} is a {@link CancellationException}.
 */
public final class WatchedFrames implements Frames {
    private final Frames frames;
    private volatile long newest;
    private volatile boolean cancelled;

    public WatchedFrames(Frames frames) {
        this.frames = frames;
    }

    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** The frame looked at last. */
    public long newest() {
        return newest;
    }

    @Override
    public long count() {
        return frames.count();
    }

    @Override
    public TraceFrame frame(long number) {
        look(number);
        return frames.frame(number);
    }

    @Override
    public Set<String> outputs() {
        return frames.outputs();
    }

    @Override
    public TraceStatistics statistics() {
        return frames.statistics();
    }

    @Override
    public long endOfDamage(long number) {
        return frames.endOfDamage(number);
    }

    @Override
    public List<BlockSummary> blocks() {
        return frames.blocks();
    }

    @Override
    public void visit(long from, long to, FrameVisitor visitor) {
        frames.visit(from, to, new FrameVisitor() {
            @Override
            public boolean wants(int syscall) {
                return visitor.wants(syscall);
            }

            @Override
            public void calls(TaskUid task, long first, long end) {
                look(first);
                visitor.calls(task, first, end);
            }

            @Override
            public void failed(TaskUid task, long number) {
                visitor.failed(task, number);
            }

            @Override
            public void frame(TraceFrame frame) {
                look(frame.number());
                visitor.frame(frame);
            }
        });
    }

    @Override
    public OptionalLong next(long from, FramePredicate wanted) {
        return frames.next(from, watched(wanted));
    }

    @Override
    public OptionalLong previous(long from, FramePredicate wanted) {
        return frames.previous(from, watched(wanted));
    }

    private FramePredicate watched(FramePredicate wanted) {
        return new FramePredicate() {
            @Override
            public boolean test(TraceFrame frame) {
                look(frame.number());
                return wanted.test(frame);
            }

            @Override
            public boolean mayHold(BlockSummary block) {
                look(block.firstFrame());
                return wanted.mayHold(block);
            }

            @Override
            public boolean mayHold(TaskUid task, int syscall) {
                return wanted.mayHold(task, syscall);
            }
        };
    }

    private void look(long number) {
        if (cancelled) {
            throw new CancellationException();
        }
        newest = number;
    }
}
