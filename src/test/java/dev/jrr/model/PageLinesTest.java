package dev.jrr.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PageLinesTest {
    private final Random random = new Random(1);

    @Test
    void linesThatDifferInOneHalfWordNeverHaveTheSameHash() {
        byte[] content = new byte[PageLines.LINE_BYTES];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(content);
            byte[] other = content.clone();
            int half = random.nextInt(content.length / 4) * 4;
            byte[] fresh = new byte[4];
            random.nextBytes(fresh);
            System.arraycopy(fresh, 0, other, half, 4);
            if (java.util.Arrays.equals(content, other)) {
                continue;
            }

            assertThat(PageLines.hash(other, 0)).isNotEqualTo(PageLines.hash(content, 0));
        }
    }

    @Test
    void lineOfZerosHasHashZeroWhereverItIs() {
        byte[] page = new byte[PageLines.PAGE_BYTES];
        page[PageLines.LINE_BYTES] = 1;

        int[] hashes = PageLines.of(0x1000, page).hashes();

        assertThat(hashes).hasSize(PageLines.LINES);
        assertThat(hashes[0]).isZero();
        assertThat(hashes[1]).isNotZero();
        assertThat(hashes[2]).isZero();
    }
}
