package dev.jrr.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.symbols.Functions;
import dev.jrr.testing.Tracees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomSitesTest {
    private static final Path PROGRAM = Path.of(Tracees.path("cpu_random"));

    @TempDir
    private Path scratch;

    @Test
    void instructionsAreFoundAndTheirBytesInOthersAreNot() throws IOException {
        Map<Long, byte[]> found = RandomSites.find(PROGRAM);
        String forms = found.values().stream()
                .map(HexFormat.of()::formatHex)
                .sorted()
                .map(code -> code.replaceFirst(".$", ""))
                .collect(Collectors.joining(" "));
        assertThat(forms).isEqualTo("0fc7f 480fc7f 480fc7f 660fc7f 66410fc7f");
        String all = HexFormat.of().formatHex(Files.readAllBytes(PROGRAM));
        assertThat(all.split("0fc7f0")).hasSizeGreaterThan(1);
        found.forEach((offset, code) -> assertThat(all.substring(offset.intValue() * 2))
                .startsWith(HexFormat.of().formatHex(code)));
    }

    @Test
    void aFileWithoutAnyOrOfAnotherKindHasNone() throws IOException {
        assertThat(RandomSites.find(Path.of(Tracees.path("time_random")))).isEmpty();
        assertThat(RandomSites.find(scratch)).isEmpty();
        assertThat(RandomSites.find(scratch.resolve("missing"))).isEmpty();
        assertThat(RandomSites.find(Files.writeString(scratch.resolve("text"), "#!/bin/sh\n")))
                .isEmpty();
    }

    @Test
    void damagedFilesAreReadOrRefusedWithoutHarm() throws IOException {
        byte[] whole = Files.readAllBytes(PROGRAM);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int k = 0; k < 20 && damaged.length > 0; k++) {
                damaged[random.nextInt(k < 10 ? Math.min(1024, damaged.length) : damaged.length)] =
                        (byte) random.nextInt();
            }
            Path file = Files.write(scratch.resolve("damaged"), damaged);
            assertThat(RandomSites.find(file)).hasSizeLessThan(10);
        }
    }

    @Test
    void aFunctionIsFoundByAnyByteOfIt() throws IOException {
        long site = RandomSites.find(PROGRAM).keySet().iterator().next();
        try (Functions functions = Functions.open(PROGRAM)) {
            Functions.Stretch function = functions.at(site);
            assertThat(functions.at(function.start())).isEqualTo(function);
            assertThat(functions.at(function.end() - 1)).isEqualTo(function);
            assertThat(functions.at(function.end())).isNotEqualTo(function);
            assertThat(functions.at(0)).isNull();
        }
    }
}
