package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.model.KeptSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSourcesTest {
    @TempDir
    Path folder;

    private Path source;
    private Path trace;

    @BeforeEach
    void setUp() throws Exception {
        source = Files.writeString(folder.resolve("main.c"), "int main(void);\n");
        trace = folder.resolve("trace");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            writer.keepSource(source.toString(), true);
            writer.finish(0);
        }
    }

    @Test
    void aSourceIsFoundByItsPathAndIsWhatItWas() throws Exception {
        Files.writeString(source, "edited\n");
        try (TraceReader reader = TraceReader.open(trace)) {
            KeptSource kept = reader.source(source.toString()).orElseThrow();
            assertThat(kept.isNewer()).isTrue();
            assertThat(reader.file(kept.key())).hasContent("int main(void);");
            assertThat(reader.source("main.c")).isEmpty();
        }
    }

    @Test
    void aTraceWithoutSourcesHasNoListOfThem() {
        Path other = folder.resolve("other");
        try (TraceWriter writer = TraceWriter.create(other, Traces.HEADER)) {
            writer.finish(0);
        }
        assertThat(other.resolve("sources")).doesNotExist();
        try (TraceReader reader = TraceReader.open(other)) {
            assertThat(reader.source(source.toString())).isEmpty();
        }
    }

    @Test
    void aDamagedListIsRefusedWhenItIsAskedForAndNotBefore() throws Exception {
        byte[] whole = Files.readAllBytes(trace.resolve("sources"));
        for (int length = 0; length < whole.length; length++) {
            Files.write(trace.resolve("sources"), Arrays.copyOf(whole, length));
            try (TraceReader reader = TraceReader.open(trace)) {
                assertThatThrownBy(() -> reader.source(source.toString()))
                        .as("cut to %d bytes", length)
                        .isInstanceOf(TraceFormatException.class)
                        .hasMessageContaining("sources");
            }
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            Files.write(trace.resolve("sources"), changed);
            try (TraceReader reader = TraceReader.open(trace)) {
                assertThatThrownBy(() -> reader.source(source.toString()))
                        .as("byte %d changed", at)
                        .isInstanceOf(TraceFormatException.class);
            }
        }
    }
}
