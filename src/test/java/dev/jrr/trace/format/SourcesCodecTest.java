package dev.jrr.trace.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.model.KeptSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesCodecTest {
    private static final List<KeptSource> SOURCES =
            List.of(new KeptSource("/a/grüße.c", "0123", false), new KeptSource("", "", true));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(SourcesCodec.decode(SourcesCodec.encode(SOURCES))).isEqualTo(SOURCES);
    }

    @Test
    void aListOfAnyOtherLengthIsMalformed() {
        byte[] whole = SourcesCodec.encode(SOURCES);
        for (int length = 0; length < whole.length + 2; length++) {
            byte[] bytes = Arrays.copyOf(whole, length);
            if (length != whole.length) {
                assertThatThrownBy(() -> SourcesCodec.decode(bytes))
                        .as("%d bytes", length)
                        .isInstanceOf(Malformed.class);
            }
        }
    }
}
