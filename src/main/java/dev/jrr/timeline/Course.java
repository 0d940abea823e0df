package dev.jrr.timeline;

import dev.jrr.base.JrrException;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.SessionCopy;
import dev.jrr.replay.Stop;
import java.util.List;
import java.util.function.LongConsumer;

/** A session that goes forward, and the place that it has come to. Tracer thread only. */
final class Course {
    /** From so many times on, coming to an instruction is counted in the task itself. */
    private static final long MANY_TIMES = 50;

    private static final Runnable NOTHING = () -> {};

    private final ReplaySession session;
    private final LongConsumer passing;
    private Runnable question = NOTHING;

    /** Where it is, if the session is not dead. */
    private Mark mark;

    /** Whether the session is elsewhere. */
    private boolean lost;

    /** What replaying from the start to the position takes. */
    private long workNanos;

    /** @param passing told at every frame that {@link #forward} comes to how many are left */
    Course(ReplaySession session, LongConsumer passing) {
        this.session = session;
        this.passing = passing;
        this.mark = Mark.at(session.position());
    }

    ReplaySession session() {
        return session;
    }

    long position() {
        return session.position();
    }

    Mark mark() {
        return mark;
    }

    long workNanos() {
        return workNanos;
    }

    boolean isUsable() {
        return !session.isDead() && session.position() >= 0 && !lost;
    }

    /**
     * What is asked at every frame and, while a task runs, about every 50 ms. An exception from it ends the
     * motion.
     */
    void asks(Runnable newQuestion) {
        question = newQuestion;
        session.whileRunning(newQuestion);
    }

    /** Asks it now. */
    void ask() {
        question.run();
    }

    /** Nothing is asked any more. */
    void asksNothing() {
        asks(NOTHING);
    }

    /** Goes to where a copy was taken. */
    void restore(SessionCopy copy, Mark place, long work) {
        session.restore(copy);
        lost = false;
        mark = place;
        workNanos = work;
    }

    /** Goes to frame 0. */
    void restart() {
        session.restart();
        session.replayStep();
        lost = false;
        workNanos = 0;
        mark = Mark.at(0);
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
        ask();
        return changed;
    }

    /** The same, with stops of which the changes count. */
    Stop step(List<Stop> stops) {
        session.stops(stops);
        try {
            return step();
        } finally {
            session.stops(List.of());
        }
    }

    /** Goes to a stop, the so many'th time. */
    void come(Stop stop, long times) {
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
                mark = mark.plusStop(stop, 1);
                ask();
            }
        } finally {
            session.stops(List.of());
        }
    }

    private void requireAt(Stop stop, boolean condition) {
        if (!condition) {
            throw new JrrException("the replay does not come to " + stop + " after frame " + mark.frame() + " again");
        }
    }

    /** What {@link #count} has come to: how often the instruction, and what instead of the last time. */
    record Counted(long times, Stop stop) {}

    /**
     * Goes on to an instruction, the so many'th time, much faster than by stopping there each time.
     *
     * @param others stops that end it before
     * @return null if that cannot be done here: nothing has changed. If it has neither come there so often
     *     nor to another stop, it has come to the next frame, and is lost until it is restored
     */
    Counted count(Stop.At at, long times, List<Stop> others) {
        session.stops(others);
        ReplaySession.Arrivals arrivals;
        try {
            arrivals = session.arrive(at, times);
        } finally {
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

    /**
     * Goes forward to a frame, or to a stop before it.
     *
     * @return the stop, or null: it stands at the frame
     */
    Stop forward(long frame, List<Stop> stops) {
        session.stops(stops);
        try {
            return run(frame);
        } finally {
            session.stops(List.of());
        }
    }

    private Stop run(long frame) {
        long now = System.nanoTime();
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
                passing.accept(frame - session.position());
            }
            if (stop != null) {
                return stop;
            }
            ask();
            now = System.nanoTime();
        }
        return null;
    }
}
