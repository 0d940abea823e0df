package dev.jrr.explore.filter;

/** How a field is compared with a value. Longer spellings first, so that none hides another. */
enum Operator {
    NOT_EQUAL("!="),
    NOT_MATCHES("!~"),
    AT_MOST("<="),
    AT_LEAST(">="),
    EQUAL("="),
    MATCHES("~"),
    LESS("<"),
    GREATER(">");

    final String spelling;

    Operator(String spelling) {
        this.spelling = spelling;
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
