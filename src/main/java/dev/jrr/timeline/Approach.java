package dev.jrr.timeline;

import dev.jrr.base.JrrException;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.ReplayTask;
import dev.jrr.replay.Stop;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the last instruction before something that is known only by coming to it: a stop, or the
 * next frame. Instructions cannot be counted without a counter in the processor, and single steps
 * are a million times too slow for a long way, so it comes near first: it looks at some steps, takes
 * the instruction that they came to most often, counts how often the task comes to that on the whole
 * way, goes to the last time, and looks again.
 */
final class Approach {
    /** So many steps are looked at; when that is not enough, more. */
    private static final int WINDOW = 1500;

    private static final int MOST_ROUNDS = 200;
    private static final int CANDIDATES = 4;

    private final ReplayTimeline timeline;
    private final Course course;
    private final ReplaySession session;
    private final Stop goal;

    /** @param goal null for the next frame */
    Approach(ReplayTimeline timeline, Stop goal) {
        this.timeline = timeline;
        this.course = timeline.course();
        this.session = course.session();
        this.goal = goal;
    }

    /**
     * The place one instruction before the goal. The timeline then stands anywhere.
     *
     * @param start a place before the goal, which is the first such goal behind it
     */
    Mark before(Mark start) {
        Mark from = start;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            timeline.goTo(from);
            timeline.keepInner();
            Map<Long, Integer> visits = new HashMap<>();
            Mark found = look(from, visits);
            if (found != null) {
                return found;
            }
            Mark further = course.mark();
            Mark nearer = nearer(from, visits);
            from = nearer == null ? further : nearer;
        }
        throw new JrrException("the instruction before this place is too far from any that can be counted");
    }

    /** Steps on, and notes which instructions are come to; the place before the goal, if that is near. */
    private Mark look(Mark from, Map<Long, Integer> visits) {
        session.stops(goal instanceof Stop.Change ? List.of(goal) : List.of());
        try {
            for (int steps = 0; steps < WINDOW; steps++) {
                Optional<ReplayTask> running = session.running();
                if (running.isEmpty()) {
                    require(goal == null);
                    return from.plusSteps(steps);
                }
                long ip = running.get().registers().ip();
                visits.merge(ip, 1, Integer::sum);
                Stop changed = course.step();
                long after = running.get().registers().ip();
                boolean isThere = goal instanceof Stop.At
                        ? after != ip && ReplaySession.breakpointAt(running.get(), List.of(goal)) != null
                        : changed != null && changed.equals(goal);
                if (isThere) {
                    return from.plusSteps(steps);
                }
                boolean isAtFrame = course.mark().isAtFrame();
                if (isAtFrame) {
                    // It faulted: nothing of the instruction was done.
                    require(goal == null);
                    return from.plusSteps(steps);
                }
            }
            return null;
        } finally {
            session.stops(List.of());
        }
    }

    /** A later place that is still before the goal, or null. */
    private Mark nearer(Mark from, Map<Long, Integer> visits) {
        List<Long> candidates = visits.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .sorted(Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(CANDIDATES)
                .toList();
        for (long candidate : candidates) {
            timeline.goTo(from);
            Stop.At at = session.stopAt(candidate);
            boolean isGoal = goal instanceof Stop.At there && session.executed(there) == candidate;
            Course.Counted counted = at == null || isGoal
                    ? null
                    : course.count(at, Long.MAX_VALUE, goal == null ? List.of() : List.of(goal));
            boolean isOnTheWay = counted != null && (goal == null || goal.equals(counted.stop()));
            if (isOnTheWay && counted.times() > 1) {
                return from.plusStop(at, counted.times());
            }
        }
        return null;
    }

    private void require(boolean condition) {
        if (!condition) {
            throw new JrrException("the replay does not come to " + goal + " again");
        }
    }
}
