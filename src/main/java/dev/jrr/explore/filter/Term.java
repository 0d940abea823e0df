package dev.jrr.explore.filter;

import java.util.function.Predicate;

/** A part of an expression: how to ask it of a frame, and what is known of the frames that pass. */
record Term(Predicate<FrameFacts> test, FilterHint hint) {
    Term and(Term other) {
        return new Term(test.and(other.test), hint.and(other.hint));
    }

    Term or(Term other) {
        return new Term(test.or(other.test), hint.or(other.hint));
    }

    /** The hint says what must hold, not what suffices, so nothing is left of it when turned round. */
    Term not() {
        return new Term(test.negate(), FilterHint.ANY);
    }
}
