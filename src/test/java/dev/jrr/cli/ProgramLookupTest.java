package dev.jrr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramLookupTest {
    @TempDir
    private Path folder;

    private Path first;
    private Path second;

    @BeforeEach
    void makeFolders() throws IOException {
        first = Files.createDirectory(folder.resolve("first"));
        second = Files.createDirectory(folder.resolve("second"));
    }

    private Executable find(String word) {
        return Executable.find(word, List.of("PATH=" + first + ":" + second));
    }

    private static void program(Path file) throws IOException {
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theFirstExecutableInThePathIsTaken() throws IOException {
        Files.writeString(first.resolve("tool"), "no program");
        program(second.resolve("tool"));
        assertThat(find("tool").path()).contains(second.resolve("tool").toString());
    }

    @Test
    void notFoundIs127AndNotExecutableIs126() throws IOException {
        Files.writeString(first.resolve("text"), "no program");
        assertThat(find("text").status()).isEqualTo(126);
        assertThat(find("nothing").status()).isEqualTo(127);
        assertThat(find("").status()).isEqualTo(127);
        assertThat(find(first.toString()).status()).isEqualTo(126);
        assertThat(find(first.resolve("nothing").toString()).status()).isEqualTo(127);
    }

    @Test
    void variablesAreReplacedAndRemoved() {
        List<String> own = List.of("A=1", "B=2", "AB=3");
        assertThat(Environment.with(own, List.of("A=9", "C=", "B"))).containsExactly("AB=3", "A=9", "C=");
        assertThatThrownBy(() -> Environment.with(own, List.of("=x"))).isInstanceOf(UsageException.class);
    }
}
