package dev.jrr.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Tracees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names from ELF files alone. */
class ElfSymbolsTest {
    private static final Path PROGRAM = Path.of(Tracees.path("bug_use_after_free"));

    @TempDir
    Path folder;

    @Test
    void functionsAndVariablesAreFoundByNameAndByAddress() {
        ElfSymbols symbols = ElfSymbols.of(PROGRAM);
        List<Long> main = symbols.find("main");
        assertThat(main).hasSize(1);
        assertThat(symbols.name(main.get(0))).contains(new ElfSymbols.Name("main", 0));
        assertThat(symbols.name(main.get(0) + 3)).contains(new ElfSymbols.Name("main", 3));
        assertThat(symbols.find("list")).hasSize(1);
        assertThat(symbols.find("nobody")).isEmpty();
        assertThat(symbols.name(0)).isEmpty();
    }

    @Test
    void namesAreListedByTheirBeginning() {
        ElfSymbols symbols = ElfSymbols.of(PROGRAM);
        assertThat(symbols.starting("mai")).containsExactly(new ElfSymbols.Named("main", true));
        assertThat(symbols.starting("list")).contains(new ElfSymbols.Named("list", false));
        assertThat(symbols.starting("nobody")).isEmpty();
        assertThat(symbols.starting("")).isSortedAccordingTo(Comparator.comparing(ElfSymbols.Named::name));
    }

    @Test
    void filesOfOtherKindsHaveNone() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no program");
        assertThat(ElfSymbols.of(text).find("main")).isEmpty();
        assertThat(ElfSymbols.of(folder.resolve("missing")).find("main")).isEmpty();
    }

    @Test
    void damagedFilesAreReadOrRefusedButNeverFail() throws IOException {
        byte[] whole = Files.readAllBytes(PROGRAM);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = random.nextInt(3) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int k = 0; k < 8 && bytes.length > 64; k++) {
                bytes[random.nextInt(random.nextBoolean() ? 64 : bytes.length)] = (byte) random.nextInt();
            }
            Path damaged = Files.write(folder.resolve("damaged"), bytes);
            assertThat(ElfSymbols.of(damaged).find("nobody")).isEmpty();
        }
    }
}
