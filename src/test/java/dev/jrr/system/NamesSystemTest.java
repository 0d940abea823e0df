package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Progress;
import dev.jrr.debugger.SymbolName;
import dev.jrr.model.TaskUid;
import dev.jrr.testing.Recordings;
import dev.jrr.testing.Tracees;
import dev.jrr.trace.TraceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names that are asked for by their beginning. */
@Tag("system")
@Timeout(120)
final class NamesSystemTest {
    @TempDir
    private Path scratch;

    private interface Use {
        void with(Debugger debugger, TaskUid task) throws Exception;
    }

    /** Records a command and looks at its end. */
    private void record(String command, Use use) throws Exception {
        Path trace = scratch.resolve("t");
        Recordings.shell(trace, command);
        try (TraceReader reader = TraceReader.open(trace);
                Debugger debugger = Debugger.open(reader)) {
            long last = reader.frameCount() - 2;
            debugger.seek(last, Progress.NONE);
            use.with(debugger, debugger.tasks().get(0).task());
        }
    }

    private static List<String> names(List<SymbolName> names) {
        return names.stream().map(SymbolName::name).toList();
    }

    @Test
    void functionsDataFilesAndLinesOfAProgram() throws Exception {
        record("exec " + Tracees.path("compute_turns"), (debugger, task) -> {
            assertThat(debugger.names(task, "turn", 200))
                    .contains(
                            new SymbolName("turn", SymbolName.Kind.FUNCTION, "compute_turns"),
                            new SymbolName("turns_taken", SymbolName.Kind.DATA, "compute_turns"));
            assertThat(names(debugger.names(task, "getpi", 200)))
                    .contains("getpid")
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.startsWith("getpi"));
            assertThat(debugger.names(task, "", 200)).hasSize(200);
            assertThat(debugger.names(task, "nobody_is_called_so", 200)).isEmpty();
            assertThat(debugger.sourceFiles(task, "compute_t", 200))
                    .containsExactly(new SymbolName("compute_turns.c", SymbolName.Kind.SOURCE_FILE, "compute_turns"));
            List<Integer> lines = debugger.sourceLines(task, "compute_turns.c");
            List<String> source = Files.readAllLines(Path.of("src/test/tracees/compute_turns.c"));
            int counting = IntStream.range(0, source.size())
                            .filter(i -> source.get(i).contains("turns_taken +="))
                            .findFirst()
                            .orElseThrow()
                    + 1;
            assertThat(lines).isSorted().contains(counting).doesNotContain(1);
            assertThat(debugger.addresses(task, "compute_turns.c", counting)).isNotEmpty();
        });
    }

    @Test
    void namesOfCppAreThoseThatFindThem() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/g++")), "g++ is not installed");
        Path source = Files.writeString(scratch.resolve("names.cc"), """
                namespace dinner {
                template <typename T> struct Table {
                    __attribute__((noinline)) T reserve(T seat) { return seat + where; }
                    T where = 1;
                };
                __attribute__((noinline)) int restock(int) { return 0; }
                __attribute__((noinline)) int restock(long) { return 1; }
                }
                int main() {
                    dinner::Table<int> table;
                    return table.reserve(dinner::restock(1) + dinner::restock(1L)) > 9;
                }
                """);
        Path program = scratch.resolve("names");
        Process compiler = new ProcessBuilder("g++", "-g", "-O1", "-o", program.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(compiler.exitValue()).isZero();
        record("exec " + program, (debugger, task) -> {
            assertThat(names(debugger.names(task, "rest", 200))).contains("restock");
            assertThat(names(debugger.names(task, "dinner::r", 200))).contains("dinner::restock");
            assertThat(names(debugger.names(task, "Table::re", 200))).contains("Table::reserve");
            for (String name :
                    Stream.of("restock", "dinner::restock", "Table::reserve").toList()) {
                assertThat(debugger.addresses(task, name)).as(name).isNotEmpty();
            }
        });
    }

    @Test
    void namesOfLibrariesThatAreMappedLater() throws Exception {
        record("exec " + Tracees.path("compute_turns"), (debugger, task) -> {
            debugger.seek(0, Progress.NONE);
            TaskUid first = debugger.tasks().get(0).task();
            assertThat(debugger.names(first, "turns_t", 200)).isEmpty();
            assertThat(names(debugger.namesAnywhere("turns_t", 200))).containsExactly("turns_taken");
        });
    }
}
