package dev.jrr.timeline;

import dev.jrr.replay.Stop;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a run, exact to the instruction: after a frame, and from there by moves that a replay
 * can make again. Between a frame and the next only one task executes instructions, that of the
 * next frame, so the moves are its.
 *
 * @param frame the last frame that has happened
 * @param moves from there; none for the frame itself
 */
public record Mark(long frame, List<Move> moves) {
    /** One way to go on. */
    public sealed interface Move {
        /** So many instructions. */
        record Steps(long count) implements Move {}

        /** To a stop, the so many'th time that it is come to. */
        record To(Stop stop, long times) implements Move {}
    }

    public Mark {
        moves = List.copyOf(moves);
    }

    /** The place of a frame. */
    public static Mark at(long frame) {
        return new Mark(frame, List.of());
    }

    /** Whether it is the place of a frame, and not one between two. */
    public boolean isAtFrame() {
        return moves.isEmpty();
    }

    /** The place some instructions further, which must be before the next frame. */
    public Mark plusSteps(long count) {
        if (count == 0) {
            return this;
        }
        if (lastMove() instanceof Move.Steps steps) {
            return withLast(new Move.Steps(steps.count() + count));
        }
        return plus(new Move.Steps(count));
    }

    /** The place where a stop is come to after this one, which must be before the next frame. */
    public Mark plusStop(Stop stop, long times) {
        if (times == 0) {
            return this;
        }
        if (lastMove() instanceof Move.To to && to.stop().equals(stop)) {
            return withLast(new Move.To(stop, to.times() + times));
        }
        return plus(new Move.To(stop, times));
    }

    /** How many instructions it is behind its last stop, or behind its frame. */
    public long steps() {
        return lastMove() instanceof Move.Steps steps ? steps.count() : 0;
    }

    /** The last move, or null. */
    Move lastMove() {
        return moves.isEmpty() ? null : moves.get(moves.size() - 1);
    }

    /** The place before the last move; of one that has several parts, before the last part. */
    Mark withoutLast() {
        Mark before = new Mark(frame, moves.subList(0, moves.size() - 1));
        if (lastMove() instanceof Move.Steps steps) {
            return before.plusSteps(steps.count() - 1);
        }
        Move.To to = (Move.To) lastMove();
        return before.plusStop(to.stop(), to.times() - 1);
    }

    private Mark plus(Move move) {
        List<Move> longer = new ArrayList<>(moves);
        longer.add(move);
        return new Mark(frame, longer);
    }

    private Mark withLast(Move move) {
        List<Move> other = new ArrayList<>(moves.subList(0, moves.size() - 1));
        other.add(move);
        return new Mark(frame, other);
    }

    /** What is to be done to come from here to another place of the same frame; null if this is not on the way. */
    List<Move> wayTo(Mark other) {
        int count = moves.size();
        if (frame != other.frame || count > other.moves.size()) {
            return null;
        }
        if (count == 0) {
            return other.moves;
        }
        if (!moves.subList(0, count - 1).equals(other.moves.subList(0, count - 1))) {
            return null;
        }
        List<Move> way = new ArrayList<>();
        Move here = moves.get(count - 1);
        Move there = other.moves.get(count - 1);
        if (here instanceof Move.Steps some && there instanceof Move.Steps more && some.count() <= more.count()) {
            way.add(new Move.Steps(more.count() - some.count()));
        } else if (here instanceof Move.To some
                && there instanceof Move.To more
                && some.stop().equals(more.stop())
                && some.times() <= more.times()) {
            way.add(new Move.To(more.stop(), more.times() - some.times()));
        } else {
            return null;
        }
        way.addAll(other.moves.subList(count, other.moves.size()));
        return way;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Long.toString(frame));
        for (Move move : moves) {
            if (move instanceof Move.Steps steps) {
                text.append('+').append(steps.count());
            } else if (move instanceof Move.To to) {
                text.append(to.stop() instanceof Stop.At ? "@" : "~")
                        .append(Long.toHexString(address(to.stop())))
                        .append('*')
                        .append(to.times());
            }
        }
        return text.toString();
    }

    private static long address(Stop stop) {
        return stop instanceof Stop.At at ? at.address() : ((Stop.Change) stop).address();
    }
}
