package dev.jrr.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FutexOperationTest {
    @Test
    void operationsHaveTheNumbersOfTheTable() {
        Variants.of("futex").names().forEach((number, name) -> {
            assertThat(FutexOperation.of(number).name()).isEqualTo(name);
            assertThat(FutexOperation.of(number).ordinal()).isEqualTo(number.intValue());
        });
        assertThat(FutexOperation.UNKNOWN.ordinal())
                .isEqualTo(Variants.of("futex").names().size());
        assertThat(FutexOperation.of(99)).isEqualTo(FutexOperation.UNKNOWN);
    }

    @Test
    void flagsAreNoPartOfTheOperationButOfItsText() {
        assertThat(FutexOperation.of(0x189)).isEqualTo(FutexOperation.FUTEX_WAIT_BITSET);
        assertThat(FutexOperation.text(0x189)).isEqualTo("FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME");
        assertThat(FutexOperation.text(99)).isEqualTo("0x63");
    }

    @Test
    void wordsAreThoseThatTheTableReads() {
        for (FutexOperation operation : FutexOperation.values()) {
            SyscallInfo futex = SyscallTable.byName("futex").orElseThrow();
            Form form = Form.of(futex, Frames.arguments(0, operation.ordinal()));
            boolean second = form.shapes().size() > 4 && form.shapes().get(4).isRead();
            assertThat(operation.hasSecond()).as(operation.name()).isEqualTo(second);
        }
    }
}
