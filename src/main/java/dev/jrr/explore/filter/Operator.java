package dev.jrr.explore.filter;

/** How a field is compared with a value. Longer spellings first, so that none hides another. */
enum Operator {
    NOT_EQUAL("!=", "is not"),
    NOT_MATCHES("!~", "holds nothing that a pattern matches"),
    AT_MOST("<=", "at most"),
    AT_LEAST(">=", "at least"),
    EQUAL("=", "is"),
    MATCHES("~", "holds what a pattern matches"),
    LESS("<", "below"),
    GREATER(">", "above");

    final String spelling;

    /** How it is read aloud. */
    final String summary;

    Operator(String spelling, String summary) {
        this.spelling = spelling;
        this.summary = summary;
    }

    boolean isMatch() {
        return this == MATCHES || this == NOT_MATCHES;
    }

    boolean isOrder() {
        return this == AT_MOST || this == AT_LEAST || this == LESS || this == GREATER;
    }

    boolean isNegated() {
        return this == NOT_EQUAL || this == NOT_MATCHES;
    }

    /** Whether a comparison that came out as {@code comparison} (as of compareTo) satisfies this. */
    boolean accepts(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case GREATER -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
            case MATCHES, NOT_MATCHES -> throw new IllegalStateException("not a comparison: " + this);
        };
    }
}
