package dev.jrr.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conditions by the numbers that instructions have for them. */
final class FlagsTest {
    private static final int CARRY = 1;
    private static final int ZERO = 0x40;
    private static final int SIGN = 0x80;
    private static final int OVERFLOW = 0x800;

    @Test
    void conditionsOfUnsignedNumbersLookAtCarryAndZero() {
        assertThat(Flags.holds(2, CARRY)).as("jb").isTrue();
        assertThat(Flags.holds(3, CARRY)).as("jnb").isFalse();
        assertThat(Flags.holds(6, ZERO)).as("jbe").isTrue();
        assertThat(Flags.holds(7, ZERO)).as("ja").isFalse();
        assertThat(Flags.holds(7, 0)).as("ja").isTrue();
    }

    @Test
    void conditionsOfSignedNumbersCompareSignAndOverflow() {
        assertThat(Flags.holds(12, SIGN)).as("jl").isTrue();
        assertThat(Flags.holds(12, SIGN | OVERFLOW)).as("jl").isFalse();
        assertThat(Flags.holds(13, SIGN | OVERFLOW)).as("jge").isTrue();
        assertThat(Flags.holds(14, ZERO)).as("jle").isTrue();
        assertThat(Flags.holds(15, ZERO)).as("jg").isFalse();
        assertThat(Flags.holds(15, 0)).as("jg").isTrue();
    }

    @Test
    void oddConditionsAreTheOppositeOfTheEvenOnesBeforeThem() {
        for (int flags = 0; flags < 0x1000; flags++) {
            for (int condition = 0; condition < 16; condition += 2) {
                assertThat(Flags.holds(condition, flags)).isNotEqualTo(Flags.holds(condition + 1, flags));
            }
        }
    }
}
