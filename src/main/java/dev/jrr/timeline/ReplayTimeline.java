package dev.jrr.timeline;

import dev.jrr.base.UsageException;
import dev.jrr.linux.Ptrace;
import dev.jrr.replay.DivergenceException;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.Stop;
import dev.jrr.timeline.Checkpoints.Checkpoint;
import dev.jrr.timeline.Mark.Move;
import dev.jrr.trace.TraceReader;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A replay that can go to any frame, and to any instruction between two. Tracer thread only.
 *
 * <p>Guarantees: it stands at {@link #mark()} exactly as a replay from the start would, however it
 * came there. After a divergence it stands at the frame before it.
 */
public final class ReplayTimeline implements AutoCloseable {
    private static final long INTERVAL_NANOS = 100_000_000L;

    /** A copy may cost this part of the work that it saves. */
    private static final long SPARSE_SHARE = 20;

    private static final long DENSE_SHARE = 3;

    /** A copy is worth the time of so many single steps. */
    private static final long STEPS_OF_A_COPY = 64;

    /** From so long a way to the start on, a search backward has a second replay to help it. */
    private static final long SCOUTED_NANOS = 3_000_000_000L;

    private static final Listener UNSTOPPED = (done, total) -> true;

    /** Told how far it has come, about every 50 ms; decides whether it goes on. */
    @FunctionalInterface
    public interface Listener {
        /** {@code done} of {@code total} frames are replayed or searched; false stops there. */
        boolean goOn(long done, long total);
    }

    private final TraceReader trace;
    private final int cpu;
    private final ReplaySession session;
    private final Course course;
    private final Checkpoints checkpoints = new Checkpoints();
    private final InnerCheckpoints inner = new InnerCheckpoints();
    private long copyNanos = 300_000;
    private long scoutedNanos = SCOUTED_NANOS;

    private ReplayTimeline(TraceReader trace, int cpu, ReplaySession session) {
        this.trace = trace;
        this.cpu = cpu;
        this.session = session;
        this.course = new Course(session, this::passing);
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
        return new ReplayTimeline(trace, cpu, session);
    }

    /** The last frame that has happened. */
    public long position() {
        return session.position();
    }

    /** Where it stands. */
    public Mark mark() {
        return course.mark();
    }

    /** The tasks there. Only to be looked at. */
    public ReplaySession session() {
        return session;
    }

    Course course() {
        return course;
    }

    /** How long the way to the start has to be for a search backward to be helped. */
    void scoutedFrom(long nanos) {
        scoutedNanos = nanos;
    }

    /** How many checkpoints there are now. */
    public int checkpoints() {
        return checkpoints.size();
    }

    /**
     * Makes a motion.
     *
     * @param stopped makes what is returned if the listener stops it; the timeline may be between two places
     * @throws DivergenceException if a frame on the way is not as recorded; the timeline then stands
     *     at the frame before that one
     */
    private <T> T motion(Listener listener, Function<Telling, T> motion, Supplier<T> stopped) {
        Telling telling = new Telling(listener, course);
        course.asks(telling::check);
        try {
            return motion.apply(telling);
        } catch (Stopped e) {
            course.asksNothing();
            return stopped.get();
        } catch (DivergenceException e) {
            course.asksNothing();
            go(Math.max(0, e.frame() - 1));
            throw e;
        } finally {
            course.asksNothing();
        }
    }

    /** After a motion forward that was stopped: stays if this is a place, else goes to the last one known. */
    private void settle(Mark start) {
        if (!course.isUsable()) {
            Mark reached = mark();
            goTo(reached.frame() == start.frame() ? start : Mark.at(reached.frame()));
        }
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
        seek(Mark.at(frame), listener);
        return session.position();
    }

    /**
     * Goes to a place.
     *
     * @return whether it is there: not if the listener stopped it earlier
     * @throws DivergenceException as {@link #seek(long, Listener)}
     */
    public boolean seek(Mark wanted, Listener listener) {
        Mark here = mark();
        return motion(
                listener,
                telling -> {
                    toStartFor(wanted);
                    share(telling, wanted.frame());
                    goOnTo(wanted);
                    return true;
                },
                () -> {
                    settle(here);
                    return mark().equals(wanted);
                });
    }

    void goTo(Mark wanted) {
        toStartFor(wanted);
        goOnTo(wanted);
    }

    private void go(long frame) {
        goTo(Mark.at(frame));
    }

    /** Goes to the place nearest to another, from which that is reached by going forward. */
    private void toStartFor(Mark wanted) {
        List<Move> way = course.isUsable() ? mark().wayTo(wanted) : null;
        InnerCheckpoints.Inner nearest = inner.nearest(wanted);
        if (nearest != null && (way == null || isShorter(nearest.mark().wayTo(wanted), way))) {
            course.restore(nearest.copy(), nearest.mark(), nearest.workNanos());
        } else if (way == null) {
            toStartFor(wanted.frame());
        }
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

    /** Goes to the last copy before a frame, if that is the fastest way there or the only one. */
    private void toStartFor(long frame) {
        boolean backward = frame < session.position() || frame == session.position() && !mark().isAtFrame();
        boolean usable = course.isUsable() && !backward;
        Checkpoint checkpoint = checkpoints.atOrBefore(frame);
        boolean isFaster = checkpoint != null && checkpoint.workNanos() - course.workNanos() > 2 * copyNanos;
        if (!usable || isFaster) {
            restore(checkpoint);
        }
    }

    private void goOnTo(Mark wanted) {
        List<Move> way = mark().wayTo(wanted);
        if (way == null) {
            course.forward(wanted.frame(), List.of());
            way = wanted.moves();
        }
        way.forEach(this::make);
    }

    private void make(Move move) {
        if (move instanceof Move.Steps steps) {
            for (long left = steps.count(); left > 0; left--) {
                if (left >= STEPS_OF_A_COPY && isPowerOfFour(left)) {
                    keepInner();
                }
                course.step();
            }
        } else if (move instanceof Move.To to) {
            course.come(to.stop(), to.times());
        }
    }

    /** Keeps a copy of this place between two frames, if it is one. */
    void keepInner() {
        if (!mark().isAtFrame() && session.canCopy() && !inner.has(mark())) {
            inner.add(new InnerCheckpoints.Inner(mark(), session.copy(), course.workNanos()));
        }
    }

    /** Goes to the last frame at or before one at which there is a copy, or to the start; returns it. */
    long toCheckpoint(long frame) {
        restore(checkpoints.atOrBefore(frame));
        return session.position();
    }

    /** @param checkpoint null for the start */
    private void restore(Checkpoint checkpoint) {
        if (checkpoint == null) {
            course.restart();
        } else {
            course.restore(checkpoint.copy(), Mark.at(checkpoint.copy().position()), checkpoint.workNanos());
        }
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
        return motion(
                UNSTOPPED,
                telling -> {
                    course.step();
                    return true;
                },
                () -> false);
    }

    /**
     * Goes back by as much as {@link #stepForward} goes forward.
     *
     * @return false at the start, or if the listener stopped it: it then stands where it was
     */
    public boolean stepBack(Listener listener) {
        Mark here = mark();
        if (!(here.lastMove() instanceof Move.Steps)) {
            keepInner();
        }
        return motion(
                listener,
                telling -> {
                    Mark before = before(here);
                    goTo(before == null ? here : before);
                    return before != null;
                },
                () -> {
                    goTo(here);
                    return false;
                });
    }

    /** The place before another; null at the start. */
    private Mark before(Mark here) {
        if (here.lastMove() instanceof Move.Steps) {
            return here.withoutLast();
        }
        if (here.lastMove() instanceof Move.To to) {
            return new Approach(this, to.stop()).before(here.withoutLast());
        }
        if (here.frame() == 0) {
            return null;
        }
        Mark start = Mark.at(here.frame() - 1);
        goTo(start);
        ReplaySession.PointArrivals point = session.countToPoint();
        return point == null ? new Approach(this, null).before(start) : start.plusStop(point.stop(), point.times());
    }

    /**
     * Goes forward to a stop, or to a frame.
     *
     * @param condition whether a stop counts, asked when it stands there
     * @return null if it has come to the frame, or the listener stopped it: it then stands at a frame on the
     *     way, or where it was
     */
    public Reached forwardTo(long frame, List<Stop> stops, Predicate<Stop> condition, Listener listener) {
        Mark here = mark();
        keepInner();
        return motion(
                listener,
                telling -> {
                    share(telling, frame);
                    while (session.position() < frame) {
                        Stop stop = course.forward(frame, stops);
                        if (stop != null && condition.test(stop)) {
                            return new Reached(stop, mark());
                        }
                        course.ask();
                    }
                    return null;
                },
                () -> {
                    settle(here);
                    return null;
                });
    }

    private void share(Telling telling, long frame) {
        long from = session.position();
        telling.share(position -> position - from, Math.max(1, frame - from));
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
        Mark here = mark();
        keepInner();
        return motion(
                listener,
                telling -> {
                    Scan.Found found = lastBefore(here, stops, condition, telling);
                    Mark goal = found == null
                            ? null
                            : found.stop() instanceof Stop.At ? found.mark() : before(found.mark());
                    goTo(goal == null ? here : goal);
                    return goal == null ? null : new Reached(found.stop(), found.mark());
                },
                () -> {
                    goTo(here);
                    return null;
                });
    }

    private Scan.Found lastBefore(Mark here, List<Stop> stops, Predicate<Stop> condition, Telling telling) {
        boolean isLong = condition == null && course.workNanos() >= scoutedNanos;
        try (Scout scout = isLong ? Scout.of(trace, cpu, stops, here) : null) {
            return new BackwardSearch(this, stops, condition, here, scout, telling).last();
        }
    }

    private void passing(long left) {
        if (isWorthCopying(left) && session.canCopy()) {
            long began = System.nanoTime();
            checkpoints.add(new Checkpoint(session.copy(), course.workNanos()));
            copyNanos = (copyNanos * 3 + System.nanoTime() - began) / 4;
        }
    }

    /**
     * Sparse ones on the way, and more and more of them toward the target, since the next wish is
     * likely to be the frame before it: also after a long way forward.
     */
    private boolean isWorthCopying(long remaining) {
        Checkpoint last = checkpoints.atOrBefore(session.position());
        long since = course.workNanos() - (last == null ? 0 : last.workNanos());
        if (since >= Math.max(INTERVAL_NANOS, SPARSE_SHARE * copyNanos)) {
            return true;
        }
        return isPowerOfFour(remaining) && since >= DENSE_SHARE * copyNanos;
    }

    private static boolean isPowerOfFour(long value) {
        return Long.bitCount(value) == 1 && Long.numberOfTrailingZeros(value) % 2 == 0;
    }

    @Override
    public void close() {
        inner.close();
        checkpoints.close();
        session.close();
    }
}
