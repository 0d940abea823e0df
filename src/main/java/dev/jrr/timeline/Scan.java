package dev.jrr.timeline;

import dev.jrr.base.JrrException;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.SessionCopy;
import dev.jrr.replay.Stop;
import dev.jrr.timeline.Mark.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Goes forward on a course, and notes the last time that it comes to any of some stops before a place. */
final class Scan {
    /** From so many times on, coming to an instruction is counted, and not looked at each time. */
    private static final int MANY = 300;

    private final Course course;
    private final ReplaySession session;
    private final List<Stop> stops;
    private final Predicate<Stop> condition;
    private final Mark end;
    private Found last;

    /** A stop, and the place where it is come to. */
    record Found(Stop stop, Mark mark) {}

    /**
     * @param condition whether a stop counts, when the course stands there; null if each does
     * @param end the place: an instruction counts only before it
     */
    Scan(Course course, List<Stop> stops, Predicate<Stop> condition, Mark end) {
        this.course = course;
        this.session = course.session();
        this.stops = stops;
        this.condition = condition;
        this.end = end;
    }

    /** The last stop so far; null if there was none. */
    Found last() {
        return last;
    }

    /** Goes on to a frame. */
    void to(long frame) {
        Mark at = course.mark();
        int hits = 0;
        while (session.position() < frame) {
            Stop stop = course.forward(frame, stops);
            hits = course.mark().frame() == at.frame() ? hits + 1 : 0;
            at = course.mark();
            if (stop == null) {
                continue;
            }
            found(stop);
            Stop also = alsoThere(stop, stops);
            if (also != null) {
                found(also);
            }
            if (hits >= MANY && condition == null && stop instanceof Stop.At often) {
                hits = 0;
                passMany(often);
            }
            course.ask();
        }
    }

    /** A stop that is come to very often: only the last time before another, or before the next frame, counts. */
    private void passMany(Stop.At often) {
        if (session.endsAtPoint() || !session.canCopy()) {
            return;
        }
        Mark here = course.mark();
        try (SessionCopy copy = session.copy()) {
            Course.Counted counted = course.count(often, Long.MAX_VALUE, without(often));
            if (counted == null) {
                return;
            }
            if (counted.stop() == null) {
                // It has run into the next frame.
                course.restore(copy, here, course.workNanos());
                course.come(often, counted.times());
            }
            if (counted.times() > 0) {
                last = new Found(often, here.plusStop(often, counted.times()));
            }
            if (counted.stop() != null) {
                found(counted.stop());
            }
        }
    }

    private List<Stop> without(Stop one) {
        return stops.stream().filter(stop -> !stop.equals(one)).toList();
    }

    private void found(Stop stop) {
        // A change lies before the place behind it, also when that is the end; an instruction does not.
        boolean isBefore = stop instanceof Stop.Change || !course.mark().equals(end);
        if (isBefore && (condition == null || condition.test(stop))) {
            last = new Found(stop, course.mark());
        }
    }

    /** Goes on from the frame of the place to the place. */
    void toEnd() {
        List<Move> moves = end.moves();
        for (int i = 0; i < moves.size(); i++) {
            boolean isLast = i + 1 == moves.size();
            if (moves.get(i) instanceof Move.To to) {
                come(to, isLast);
            } else if (moves.get(i) instanceof Move.Steps steps) {
                step(steps.count(), isLast);
            }
        }
    }

    private void come(Move.To to, boolean isLast) {
        List<Stop> all = new ArrayList<>(stops);
        if (!all.contains(to.stop())) {
            all.add(to.stop());
        }
        long left = to.times();
        while (left > 0) {
            if (left > MANY && condition == null && to.stop() instanceof Stop.At often) {
                Course.Counted counted = course.count(often, left - 1, without(often));
                if (counted != null) {
                    left -= counted.times();
                    Stop met = counted.stop() == null ? often : counted.stop();
                    if (stops.contains(met)) {
                        found(met);
                    }
                    continue;
                }
            }
            Stop stop = course.forward(end.frame() + 1, all);
            if (stop == null) {
                throw new JrrException("the replay does not come to " + end + " again");
            }
            Stop also = alsoThere(stop, all);
            boolean isEnd = stop.equals(to.stop()) || to.stop().equals(also);
            left -= isEnd ? 1 : 0;
            boolean isPlace = isLast && left == 0;
            if (stops.contains(stop) && !(isPlace && stop instanceof Stop.At)) {
                found(stop);
            }
            if (also != null && stops.contains(also) && !isPlace) {
                found(also);
            }
            course.ask();
        }
    }

    private void step(long count, boolean isLast) {
        for (long left = count; left > 0; left--) {
            Stop changed = course.step(stops);
            if (changed != null) {
                found(changed);
            }
            Stop at = breakpointHere(stops);
            if (at != null && !(isLast && left == 1)) {
                found(at);
            }
        }
    }

    /** The breakpoint at the place right behind a change. */
    private Stop alsoThere(Stop stop, List<Stop> all) {
        if (stop instanceof Stop.At) {
            return null;
        }
        return session.isWithin() ? breakpointHere(all) : session.breakpointAtFrame(all);
    }

    private Stop breakpointHere(List<Stop> all) {
        return session.running()
                .map(task -> ReplaySession.breakpointAt(task, all))
                .orElse(null);
    }
}
