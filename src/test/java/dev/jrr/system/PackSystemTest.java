package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Runs;
import dev.jrr.testing.Runs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings on their way to another machine. */
@Tag("system")
@Timeout(240)
final class PackSystemTest {
    @TempDir
    private Path scratch;

    @Test
    void packedRecordingReplaysWhereItsProgramAndItsFilesAreNot() throws IOException {
        Path program = scratch.resolve("program");
        Files.copy(Path.of("target/tracees/threads_mutexes"), program);
        Runs runs = new Runs(scratch);
        assertThat(runs.record("here", List.of(program.toString())).status()).isZero();
        Path packed = scratch.resolve("p.jrr");
        assertThat(runs.tool("pack", runs.trace("here").toString(), "-o", packed.toString())
                        .status())
                .isZero();
        Files.delete(program);
        Runs.deleteAll(runs.trace("here"));
        Outcome unpacked = runs.tool("unpack", packed.toString());
        assertThat(unpacked.status()).as(unpacked.output()).isZero();
        Path made = scratch.resolve("traces").resolve("program-0");
        assertThat(unpacked.output()).endsWith(" frames into " + made + "\n");
        runs.requireVerified(made, 2);
        assertThat(runs.tool("shell", "-c", "break main; continue; bt").output())
                .contains("main");
        assertThat(runs.tool("rm", "program-0").status()).isZero();
    }

    @Test
    void packerThatIsKilledLeavesNoFileUnderTheName() throws IOException, InterruptedException {
        Runs runs = new Runs(scratch);
        // Enough, and of bytes that cannot be compressed, for kills to come in the midst of it.
        assertThat(runs.record("big", List.of("dd", "if=/dev/urandom", "of=/dev/null", "bs=1M", "count=60"))
                        .status())
                .isZero();
        Path packed = scratch.resolve("p.jrr");
        Path part = scratch.resolve("p.jrr.jrr-part");
        int broken = 0;
        for (int round = 0; round < 12; round++) {
            Process packer = runs.start(
                    scratch,
                    List.of(Runs.LAUNCHER.toString(), "pack", runs.trace("big").toString(), "-o", packed.toString()),
                    scratch.resolve("output"));
            long least = new Random(round).nextInt(60) << 20;
            while (packer.isAlive() && !Files.exists(packed) && (!Files.exists(part) || Files.size(part) <= least)) {
                Thread.sleep(1);
            }
            packer.destroyForcibly();
            assertThat(packer.waitFor(10, TimeUnit.SECONDS)).isTrue();
            if (Files.exists(packed)) {
                Outcome whole = runs.tool(
                        "unpack",
                        packed.toString(),
                        "-o",
                        scratch.resolve("u" + round).toString());
                assertThat(whole.status()).as(whole.output()).isZero();
                Files.delete(packed);
                Files.deleteIfExists(part);
            } else {
                broken++;
            }
        }
        assertThat(broken).isPositive();
        Outcome last = runs.tool("pack", runs.trace("big").toString(), "-o", packed.toString());
        assertThat(last.status()).as(last.output()).isZero();
        assertThat(part).doesNotExist();
        Outcome unpacked = runs.tool(
                "unpack", packed.toString(), "-o", scratch.resolve("last").toString());
        assertThat(unpacked.status()).as(unpacked.output()).isZero();
        runs.requireVerified(scratch.resolve("last"), 1);
    }
}
