package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Finding by a few letters. */
final class FuzzyMatchTest {
    @Test
    void lettersHaveToComeInTheirOrder() {
        assertThat(FuzzyMatch.score("nxt", "next signal")).isPositive();
        assertThat(FuzzyMatch.score("txn", "next signal")).isNegative();
        assertThat(FuzzyMatch.score("z", "next signal")).isNegative();
    }

    @Test
    void emptyQueryFitsEverything() {
        assertThat(FuzzyMatch.score("", "anything")).isZero();
        assertThat(FuzzyMatch.score("  ", "")).isZero();
        assertThat(FuzzyMatch.score("a", "")).isNegative();
    }

    @Test
    void adjacentLettersAndStartsOfWordsCountMore() {
        assertThat(FuzzyMatch.score("sig", "next signal")).isGreaterThan(FuzzyMatch.score("sig", "show it again"));
        assertThat(FuzzyMatch.score("nf", "next frame")).isGreaterThan(FuzzyMatch.score("nf", "unify"));
    }

    @Test
    void capitalsDoNotMatter() {
        assertThat(FuzzyMatch.score("FUTEX", "next futex call"))
                .isEqualTo(FuzzyMatch.score("futex", "NEXT FUTEX CALL"));
    }
}
