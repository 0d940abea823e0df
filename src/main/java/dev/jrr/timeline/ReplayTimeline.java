package dev.jrr.timeline;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.linux.Ptrace;
import dev.jrr.replay.DivergenceException;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.Stop;
import dev.jrr.timeline.Checkpoints.Checkpoint;
import dev.jrr.timeline.Mark.Move;
import dev.jrr.trace.TraceReader;
import java.util.List;
import java.util.function.Predicate;

/**
 * A replay that can go to any frame, and to any instruction between two. Tracer thread only.
 *
 * <p>Guarantees: it stands at {@link #mark()} exactly as a replay from the start would, however it
 * came there. After a divergence it stands at the frame before it.
 */
public final class ReplayTimeline implements AutoCloseable {
    private static final long INTERVAL_NANOS = 100_000_000L;
    private static final long TELL_EVERY_NANOS = 50_000_000L;

    /** A copy may cost this part of the work that it saves. */
    private static final long SPARSE_SHARE = 20;

    private static final long DENSE_SHARE = 3;

    /** From so many times on, coming to an instruction is counted in the task itself. */
    private static final long MANY_TIMES = 50;

    /** A copy is worth the time of so many single steps. */
    private static final long STEPS_OF_A_COPY = 64;

    /** Told how far it has come; decides whether it goes on. */
    @FunctionalInterface
    public interface Listener {
        /** {@code done} of {@code total} frames are replayed; false stops there. */
        boolean goOn(long done, long total);
    }

    private final TraceReader trace;
    private final ReplaySession session;
    private final Checkpoints checkpoints = new Checkpoints();
    private final InnerCheckpoints inner = new InnerCheckpoints();

    /** Where it is, if the session is not dead. */
    private Mark mark;

    /** Whether the session is elsewhere. */
    private boolean lost;

    /** What replaying from the start to the position takes. */
    private long workNanos;

    private long copyNanos = 300_000;
    private long toldNanos;

    private ReplayTimeline(TraceReader trace, ReplaySession session) {
        this.trace = trace;
        this.session = session;
        this.mark = Mark.at(session.position());
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

    /** The last frame that has happened. */
    public long position() {
        return session.position();
    }

    /** Where it stands. */
    public Mark mark() {
        return mark;
    }

    /** The tasks there. Only to be looked at. */
    public ReplaySession session() {
        return session;
    }

    /** The number of the last frame. */
    long lastFrame() {
        return trace.frameCount() - 1;
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
            throw new UsageException("there is no frame " + frame + ": the trace has 0 to " + lastFrame());
        }
        guarded(() -> go(frame, listener));
        return session.position();
    }

    /**
     * Goes to a place.
     *
     * @return whether it is there: not if the listener stopped it earlier
     * @throws DivergenceException as {@link #seek(long, Listener)}
     */
    public boolean seek(Mark wanted, Listener listener) {
        if (wanted.isAtFrame()) {
            return seek(wanted.frame(), listener) == wanted.frame();
        }
        List<Move> way = isUsable() ? mark.wayTo(wanted) : null;
        InnerCheckpoints.Inner nearest = inner.nearest(wanted);
        if (nearest != null && (way == null || isShorter(nearest.mark().wayTo(wanted), way))) {
            session.restore(nearest.copy());
            lost = false;
            mark = nearest.mark();
            way = mark.wayTo(wanted);
        }
        if (way == null) {
            if (seek(wanted.frame(), listener) != wanted.frame()) {
                return false;
            }
            way = wanted.moves();
        }
        List<Move> rest = way;
        guarded(() -> rest.forEach(this::make));
        return true;
    }

    private static boolean isShorter(List<Move> one, List<Move> other) {
        if (one.size() != other.size() || one.isEmpty()) {
            return one.size() < other.size();
        }
        return length(one.get(0)) < length(other.get(0));
    }

    private static long length(Move move) {
        return move instanceof Move.Steps steps ? steps.count() : ((Move.To) move).times();
    }

    private boolean isUsable() {
        return !session.isDead() && session.position() >= 0 && !lost;
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (DivergenceException e) {
            go(Math.max(0, e.frame() - 1), (done, total) -> true);
            throw e;
        }
    }

    private void make(Move move) {
        if (move instanceof Move.Steps steps) {
            for (long left = steps.count(); left > 0; left--) {
                if (left >= STEPS_OF_A_COPY && isPowerOfFour(left)) {
                    keepInner();
                }
                step();
            }
        } else if (move instanceof Move.To to) {
            come(to.stop(), to.times());
        }
    }

    /** Keeps a copy of this place between two frames, if it is one. */
    void keepInner() {
        if (!mark.isAtFrame() && session.canCopy() && !inner.has(mark)) {
            inner.add(mark, session.copy());
        }
    }

    /**
     * One instruction, or one frame where the next thing that happens is a frame.
     *
     * @return what is watched and was changed by it, or null
     */
    Stop step() {
        long frame = session.position();
        Stop changed = session.stepInstruction();
        mark = session.position() == frame ? mark.plusSteps(1) : Mark.at(session.position());
        return changed;
    }

    private void come(Stop stop, long times) {
        if (stop instanceof Stop.At at && times >= MANY_TIMES) {
            Counted counted = count(at, times, List.of());
            if (counted != null) {
                requireAt(stop, counted.times() == times);
                return;
            }
        }
        session.stops(List.of(stop));
        try {
            long frame = session.position();
            for (long i = 0; i < times; i++) {
                Stop reached = session.advance(frame + 1);
                requireAt(stop, stop.equals(reached) && session.position() == frame);
            }
            mark = mark.plusStop(stop, times);
        } finally {
            session.stops(List.of());
        }
    }

    /** What {@link #count} has come to: how often the instruction, and what instead of the last time. */
    record Counted(long times, Stop stop) {}

    /**
     * Goes on to an instruction, the so many'th time, much faster than by stopping there each time.
     *
     * @param others stops that end it before
     * @return null if that cannot be done here: nothing has changed. If it has neither come there so often
     *     nor to another stop, it has come to the next frame, and is lost until the next seek
     */
    Counted count(Stop.At at, long times, List<Stop> others) {
        session.stops(others);
        ReplaySession.Arrivals arrivals = session.arrive(at.address(), times);
        if (!session.isDead()) {
            session.stops(List.of());
        }
        if (arrivals == null) {
            return null;
        }
        mark = mark.plusStop(at, arrivals.count());
        if (arrivals.stop() != null) {
            mark = mark.plusStop(arrivals.stop(), 1);
        } else if (arrivals.count() < times) {
            lost = true;
        }
        return new Counted(arrivals.count(), arrivals.stop());
    }

    private void requireAt(Stop stop, boolean condition) {
        if (!condition) {
            throw new JrrException("the replay does not come to " + stop + " after frame " + mark.frame() + " again");
        }
    }

    /** Goes to the last copy before a frame, if that is the fastest way there or the only one. */
    private void toStartFor(long frame) {
        boolean backward = frame < session.position() || frame == session.position() && !mark.isAtFrame();
        boolean usable = isUsable() && !backward;
        Checkpoint checkpoint = checkpoints.atOrBefore(frame);
        if (checkpoint != null && (!usable || checkpoint.workNanos() - workNanos > 2 * copyNanos)) {
            session.restore(checkpoint.copy());
            workNanos = checkpoint.workNanos();
        } else if (!usable) {
            session.restart();
            workNanos = 0;
        } else {
            return;
        }
        lost = false;
        mark = Mark.at(session.position());
    }

    private void go(long frame, Listener listener) {
        toStartFor(frame);
        forward(frame, List.of(), listener);
    }

    /**
     * Goes forward to a frame, or to a stop before it.
     *
     * @return the stop, or null: it stands at the frame, or where the listener stopped it
     */
    Stop forward(long frame, List<Stop> stops, Listener listener) {
        session.stops(stops);
        try {
            return run(frame, listener);
        } finally {
            session.stops(List.of());
        }
    }

    private Stop run(long frame, Listener listener) {
        long from = session.position();
        long now = System.nanoTime();
        toldNanos = now;
        while (session.position() < frame) {
            long before = session.position();
            Stop stop = session.advance(frame);
            long then = now;
            now = System.nanoTime();
            workNanos += now - then;
            if (session.isWithin()) {
                mark = session.position() == before
                        ? mark.plusStop(stop, 1)
                        : Mark.at(session.position()).plusStop(stop, 1);
            } else {
                mark = Mark.at(session.position());
                if (isWorthCopying(frame - session.position()) && session.canCopy()) {
                    copy();
                    now = System.nanoTime();
                }
            }
            if (stop != null) {
                return stop;
            }
            if (now - toldNanos >= TELL_EVERY_NANOS) {
                toldNanos = now;
                if (!listener.goOn(session.position() - from, frame - from)) {
                    break;
                }
            }
        }
        return null;
    }

    /** Goes to the last frame at or before one at which there is a copy, or to the start; returns it. */
    long toCheckpoint(long frame) {
        Checkpoint checkpoint = checkpoints.atOrBefore(frame);
        if (checkpoint == null) {
            session.restart();
            session.replayStep();
            workNanos = 0;
        } else {
            session.restore(checkpoint.copy());
            workNanos = checkpoint.workNanos();
        }
        lost = false;
        mark = Mark.at(session.position());
        return session.position();
    }

    /** What {@link #forwardTo} and {@link #backTo} have come to. */
    public record Reached(Stop stop, Mark behind) {}

    /**
     * Goes forward by one instruction, or by one frame where the next thing that happens is one.
     *
     * @return false at the end
     */
    public boolean stepForward() {
        if (session.isAtEnd()) {
            return false;
        }
        guarded(this::step);
        return true;
    }

    /**
     * Goes back by as much as {@link #stepForward} goes forward.
     *
     * @return false at the start, or if the listener stopped it: it then stands where it was
     */
    public boolean stepBack(Listener listener) {
        Mark here = mark;
        Mark before = before(here, listener);
        return before != null && seek(before, listener) || !seek(here, (done, total) -> true);
    }

    /** The place before another; null at the start, or if the listener stopped it. */
    private Mark before(Mark here, Listener listener) {
        if (here.lastMove() instanceof Move.Steps) {
            return here.withoutLast();
        }
        if (here.lastMove() instanceof Move.To to) {
            return new Approach(this, to.stop(), listener).before(here.withoutLast());
        }
        if (here.frame() == 0) {
            return null;
        }
        Mark start = Mark.at(here.frame() - 1);
        if (seek(start, listener)) {
            ReplaySession.PointArrivals point = session.countToPoint();
            if (point != null) {
                return start.plusStop(point.stop(), point.times());
            }
        }
        return new Approach(this, null, listener).before(start);
    }

    /**
     * Goes forward to a stop, or to a frame.
     *
     * @param condition whether a stop counts, asked when it stands there
     * @return null if it has come to the frame, or where the listener stopped it
     */
    public Reached forwardTo(long frame, List<Stop> stops, Predicate<Stop> condition, Listener listener) {
        boolean[] stopped = {false};
        Listener noting = (done, total) -> {
            stopped[0] = !listener.goOn(done, total);
            return !stopped[0];
        };
        Reached[] reached = {null};
        guarded(() -> {
            while (reached[0] == null && session.position() < frame && !stopped[0]) {
                Stop stop = forward(frame, stops, noting);
                if (stop != null && condition.test(stop)) {
                    reached[0] = new Reached(stop, mark);
                }
            }
        });
        return reached[0];
    }

    /**
     * Goes back to the last stop before this place: to the instruction, or before that which changes
     * what is watched.
     *
     * @param condition whether a stop counts, asked when it stands there, or behind the change; null if
     *     each does
     * @return null if there is none, or the listener stopped it: it then stands where it was
     */
    public Reached backTo(List<Stop> stops, Predicate<Stop> condition, Listener listener) {
        Mark here = mark;
        BackwardSearch.Found found = new BackwardSearch(this, stops, condition, listener).before(here);
        Mark goal =
                found == null ? null : found.stop() instanceof Stop.At ? found.mark() : before(found.mark(), listener);
        if (goal == null || !seek(goal, listener)) {
            seek(here, (done, total) -> true);
            return null;
        }
        return new Reached(found.stop(), found.mark());
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
        inner.close();
        checkpoints.close();
        session.close();
    }
}
