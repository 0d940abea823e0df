package dev.jrr.explore.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.reader.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellHistoryTest {
    @TempDir
    private Path scratch;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = scratch.resolve("jrr").resolve("history");
    }

    private static void type(History history, String... lines) {
        for (String line : lines) {
            history.add(Instant.now(), line);
        }
    }

    private static List<String> lines(History history) {
        List<String> lines = new ArrayList<>();
        history.iterator(0).forEachRemaining(entry -> lines.add(entry.line()));
        return lines;
    }

    @Test
    void anotherRunFindsTheLinesAgain() {
        type(new ShellHistory(file), "step", "find (a\nor b)", "find text ~ \\.so");
        assertThat(lines(new ShellHistory(file))).containsExactly("step", "find (a\nor b)", "find text ~ \\.so");
    }

    @Test
    void eachLineIsKeptOnceWhereItWasTypedLast() throws IOException {
        ShellHistory history = new ShellHistory(file);
        type(history, "step", "regs", "step", "step");
        assertThat(lines(history)).containsExactly("regs", "step");
        assertThat(lines(new ShellHistory(file))).containsExactly("regs", "step");
        assertThat(Files.readAllLines(file)).containsExactly("regs", "step");
    }

    @Test
    void linesThatBeginWithABlankAreNotKept() {
        type(new ShellHistory(file), " secret", "", "step ");
        assertThat(lines(new ShellHistory(file))).containsExactly("step");
    }

    @Test
    void runsAtTheSameTimeShareTheFile() {
        ShellHistory one = new ShellHistory(file);
        ShellHistory other = new ShellHistory(file);
        type(one, "step");
        type(other, "regs");
        type(one, "bt");
        assertThat(lines(new ShellHistory(file))).containsExactly("step", "regs", "bt");
    }

    @Test
    void onlyTheUserCanReadIt() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "step\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        new ShellHistory(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path fresh = scratch.resolve("fresh").resolve("history");
        type(new ShellHistory(fresh), "step");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theOldestOfTooManyLinesGo() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, IntStream.range(0, 10_500).mapToObj(i -> "goto " + i).toList());
        ShellHistory history = new ShellHistory(file);
        assertThat(history.size()).isEqualTo(10_000);
        assertThat(history.get(0)).isEqualTo("goto 500");
        type(history, "step");
        assertThat(history.size()).isEqualTo(10_000);
        assertThat(Files.readAllLines(file))
                .hasSize(10_001)
                .contains("goto 500")
                .doesNotContain("goto 499");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNoError() {
        ShellHistory history = new ShellHistory(Path.of("/dev/null/jrr/history"));
        type(history, "step");
        assertThat(lines(history)).containsExactly("step");
    }

    @Test
    void goingUpAndDownStopsAtTheEnds() {
        ShellHistory history = new ShellHistory(file);
        type(history, "one", "two");
        assertThat(history.previous()).isTrue();
        assertThat(history.current()).isEqualTo("two");
        assertThat(history.previous()).isTrue();
        assertThat(history.previous()).isFalse();
        assertThat(history.current()).isEqualTo("one");
        assertThat(history.next()).isTrue();
        assertThat(history.next()).isTrue();
        assertThat(history.current()).isEmpty();
        assertThat(history.next()).isFalse();
    }
}
