package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bytes as the values that they may be. */
final class MemoryValuesTest {
    @Test
    void numbersAreThoseOfALittleEndianMachine() {
        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(-2)
                .array();
        assertThat(MemoryValues.of(bytes))
                .contains("u8 254", "i16 -2", "i32 -2", "i64 -2", "f64 NaN", "0xfffffffffffffffe");
        byte[] pi = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(Math.PI)
                .array();
        assertThat(MemoryValues.of(pi)).contains("f64 3.14159");
    }

    @Test
    void fewerBytesAreFewerValues() {
        assertThat(MemoryValues.of(new byte[] {7, 0})).containsExactly("u8 7", "i16 7");
        assertThat(MemoryValues.of(new byte[0])).isEmpty();
    }

    @Test
    void textEndsAtItsZeroAndIsNoneIfAPersonCouldNotReadIt() {
        assertThat(MemoryValues.text("grüße\n\0rest".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("grüße\\n");
        assertThat(MemoryValues.text(new byte[] {'a', 1, 0})).isEmpty();
        assertThat(MemoryValues.text(new byte[] {'a', (byte) 0xff, 'b', 0})).isEmpty();
        assertThat(MemoryValues.text(new byte[] {0, 'a'})).isEmpty();
    }

    @Test
    void textThatIsCutSaysSoAlsoWithinACharacter() {
        assertThat(MemoryValues.text("abcü".getBytes(StandardCharsets.UTF_8))).isEqualTo("abcü…");
        assertThat(MemoryValues.text(new byte[] {'a', 'b', (byte) 0xc3})).isEqualTo("ab…");
        assertThat(MemoryValues.text("x".repeat(80).getBytes(StandardCharsets.UTF_8)))
                .hasSize(61);
    }

    @Test
    void editsAreDigitsOrTextInQuotes() {
        assertThat(MemoryValues.digits("2a 00FF")).isEqualTo("2a00FF");
        assertThat(MemoryValues.digits("\"hi\"")).isEqualTo("6869");
        assertThat(MemoryValues.digits("2a0")).isNull();
        assertThat(MemoryValues.digits("\"\"")).isNull();
        assertThat(MemoryValues.digits("hello")).isNull();
    }
}
