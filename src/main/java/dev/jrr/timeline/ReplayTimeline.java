package dev.jrr.timeline;

import dev.jrr.base.UsageException;
import dev.jrr.linux.Ptrace;
import dev.jrr.replay.DivergenceException;
import dev.jrr.replay.ReplaySession;
import dev.jrr.timeline.Checkpoints.Checkpoint;
import dev.jrr.trace.TraceReader;

/**
 * A replay that can go to any frame. Tracer thread only.
 *
 * <p>Guarantees: it stands at {@link #position()} exactly as a replay from the start would, however
 * it came there. After a divergence it stands at the frame before it.
 */
public final class ReplayTimeline implements AutoCloseable {
    private static final long INTERVAL_NANOS = 100_000_000L;
    private static final long TELL_EVERY_NANOS = 50_000_000L;

    /** A copy may cost this part of the work that it saves. */
    private static final long SPARSE_SHARE = 20;

    private static final long DENSE_SHARE = 3;

    /** Told how far a seek has come; decides whether it goes on. */
    @FunctionalInterface
    public interface Listener {
        /** {@code done} of {@code total} frames are replayed; false stops there. */
        boolean goOn(long done, long total);
    }

    private final TraceReader trace;
    private final ReplaySession session;
    private final Checkpoints checkpoints = new Checkpoints();

    /** What replaying from the start to the position takes. */
    private long workNanos;

    private long copyNanos = 300_000;

    private ReplayTimeline(TraceReader trace, ReplaySession session) {
        this.trace = trace;
        this.session = session;
    }

    /** Starts at frame 0, on the calling thread as tracer thread. */
    public static ReplayTimeline start(TraceReader trace, Ptrace ptrace, int cpu) {
        ReplaySession session = ReplaySession.start(trace, ptrace, cpu);
        try {
            session.replayStep();
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return new ReplayTimeline(trace, session);
    }

    /** The frame that it stands at. */
    public long position() {
        return session.position();
    }

    /** The tasks there. Only to be looked at. */
    public ReplaySession session() {
        return session;
    }

    /** How many checkpoints there are now. */
    public int checkpoints() {
        return checkpoints.size();
    }

    /**
     * Goes to a frame.
     *
     * @return the position reached: {@code frame}, unless the listener stopped it earlier
     * @throws DivergenceException if a frame on the way is not as recorded; the timeline then stands
     *     at the frame before that one
     */
    public long seek(long frame, Listener listener) {
        if (frame < 0 || frame >= trace.frameCount()) {
            throw new UsageException("there is no frame " + frame + ": the trace has 0 to " + (trace.frameCount() - 1));
        }
        try {
            return go(frame, listener);
        } catch (DivergenceException e) {
            go(Math.max(0, e.frame() - 1), (done, total) -> true);
            throw e;
        }
    }

    private long go(long frame, Listener listener) {
        boolean backward = frame < session.position();
        boolean usable = !session.isDead() && session.position() >= 0 && !backward;
        Checkpoint checkpoint = checkpoints.atOrBefore(frame);
        if (checkpoint != null && (!usable || checkpoint.workNanos() - workNanos > 2 * copyNanos)) {
            session.restore(checkpoint.copy());
            workNanos = checkpoint.workNanos();
        } else if (!usable) {
            session.restart();
            workNanos = 0;
        }
        return forward(frame, listener);
    }

    private long forward(long frame, Listener listener) {
        long from = session.position();
        long now = System.nanoTime();
        long told = now;
        while (session.position() < frame) {
            session.replayStep(frame);
            long then = now;
            now = System.nanoTime();
            workNanos += now - then;
            if (isWorthCopying(frame - session.position()) && session.canCopy()) {
                copy();
                now = System.nanoTime();
            }
            if (now - told >= TELL_EVERY_NANOS) {
                told = now;
                if (!listener.goOn(session.position() - from, frame - from)) {
                    break;
                }
            }
        }
        return session.position();
    }

    /**
     * Sparse ones on the way, and more and more of them toward the target, since the next wish is
     * likely to be the frame before it: also after a long way forward.
     */
    private boolean isWorthCopying(long remaining) {
        Checkpoint last = checkpoints.atOrBefore(session.position());
        long since = workNanos - (last == null ? 0 : last.workNanos());
        if (since >= Math.max(INTERVAL_NANOS, SPARSE_SHARE * copyNanos)) {
            return true;
        }
        return isPowerOfFour(remaining) && since >= DENSE_SHARE * copyNanos;
    }

    private static boolean isPowerOfFour(long value) {
        return Long.bitCount(value) == 1 && Long.numberOfTrailingZeros(value) % 2 == 0;
    }

    private void copy() {
        long began = System.nanoTime();
        checkpoints.add(new Checkpoint(session.copy(), workNanos));
        copyNanos = (copyNanos * 3 + System.nanoTime() - began) / 4;
    }

    @Override
    public void close() {
        checkpoints.close();
        session.close();
    }
}
