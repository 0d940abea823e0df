package dev.jrr.timeline;

import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.Stop;
import dev.jrr.timeline.Mark.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the last time before a place that a replay comes to any of some stops: from the last
 * checkpoint to the place, then from the one before to that, and so on.
 */
final class BackwardSearch {
    /** From so many times on, coming to an instruction is counted, and not looked at each time. */
    private static final int MANY = 300;

    private final ReplayTimeline timeline;
    private final ReplaySession session;
    private final List<Stop> stops;
    private final Predicate<Stop> condition;
    private final ReplayTimeline.Listener listener;
    private Found last;
    private Mark end;
    private boolean stopped;

    /** A stop, and the place where it is come to. */
    record Found(Stop stop, Mark mark) {}

    /** @param condition whether a stop counts, when the timeline stands there; null if each does */
    BackwardSearch(
            ReplayTimeline timeline, List<Stop> stops, Predicate<Stop> condition, ReplayTimeline.Listener listener) {
        this.timeline = timeline;
        this.session = timeline.session();
        this.stops = stops;
        this.condition = condition;
        this.listener = listener;
    }

    /** The last one before a place; null if there is none, or the listener stopped it. */
    Found before(Mark place) {
        end = place;
        long to = place.frame();
        long from = timeline.toCheckpoint(to);
        scan(to);
        if (!place.isAtFrame() && !stopped) {
            scanWithin(place.moves());
        }
        while (last == null && !stopped && from > 0) {
            to = from;
            from = timeline.toCheckpoint(to - 1);
            scan(to);
        }
        return stopped ? null : last;
    }

    private void scan(long frame) {
        ReplayTimeline.Listener backward = (done, total) -> {
            stopped = !listener.goOn(end.frame() - session.position(), end.frame());
            return !stopped;
        };
        Mark at = timeline.mark();
        int hits = 0;
        while (session.position() < frame && !stopped) {
            Stop stop = timeline.forward(frame, stops, backward);
            hits = timeline.mark().frame() == at.frame() ? hits + 1 : 0;
            at = timeline.mark();
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
        }
    }

    /** A stop that is come to very often: only the last time before another, or before the next frame, counts. */
    private void passMany(Stop.At often) {
        if (session.endsAtPoint()) {
            return;
        }
        Mark here = timeline.mark();
        ReplayTimeline.Counted counted = timeline.count(often, Long.MAX_VALUE, without(often));
        if (counted == null) {
            return;
        }
        Mark there = here.plusStop(often, counted.times());
        if (counted.stop() == null) {
            // It has run into the next frame.
            stopped = !timeline.seek(there, listener);
        }
        if (counted.times() > 0) {
            last = new Found(often, there);
        }
        if (counted.stop() != null) {
            found(counted.stop());
        }
    }

    private List<Stop> without(Stop one) {
        return stops.stream().filter(stop -> !stop.equals(one)).toList();
    }

    private void found(Stop stop) {
        // A change lies before the place behind it, also when that is the end; an instruction does not.
        boolean isBefore = stop instanceof Stop.Change || !timeline.mark().equals(end);
        if (isBefore && (condition == null || condition.test(stop))) {
            last = new Found(stop, timeline.mark());
        }
    }

    private void scanWithin(List<Move> moves) {
        for (int i = 0; i < moves.size(); i++) {
            boolean isLast = i + 1 == moves.size();
            if (moves.get(i) instanceof Move.To to) {
                scanTo(to, isLast);
            } else if (moves.get(i) instanceof Move.Steps steps) {
                scanSteps(steps.count(), isLast);
            }
        }
    }

    private void scanTo(Move.To to, boolean isLast) {
        List<Stop> all = new ArrayList<>(stops);
        if (!all.contains(to.stop())) {
            all.add(to.stop());
        }
        long left = to.times();
        while (left > 0) {
            if (left > MANY && condition == null && to.stop() instanceof Stop.At often) {
                ReplayTimeline.Counted counted = timeline.count(often, left - 1, without(often));
                if (counted != null) {
                    left -= counted.times();
                    Stop met = counted.stop() == null ? often : counted.stop();
                    if (stops.contains(met)) {
                        found(met);
                    }
                    continue;
                }
            }
            Stop stop = timeline.forward(end.frame() + 1, all, listener);
            if (stop == null) {
                stopped = true;
                return;
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
        }
    }

    private void scanSteps(long count, boolean isLast) {
        for (long left = count; left > 0; left--) {
            session.stops(stops);
            Stop changed = timeline.step();
            session.stops(List.of());
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
        return stop instanceof Stop.Change && session.isWithin() ? breakpointHere(all) : null;
    }

    private Stop breakpointHere(List<Stop> all) {
        return session.running()
                .map(task -> ReplaySession.breakpointAt(task, all))
                .orElse(null);
    }
}
