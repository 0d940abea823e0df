package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.JrrException;
import dev.jrr.trace.format.BlockFacts;
import dev.jrr.trace.format.BlockKind;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class BlockQueueTest {
    private static final BlockQueue.Source NOTHING_DUE = new BlockQueue.Source() {
        @Override
        public long nanosUntilDue() {
            return TimeUnit.SECONDS.toNanos(1);
        }

        @Override
        public void putDue() {}
    };

    @TempDir
    Path folder;

    private static BlockQueue.Block block(int number) {
        byte[] raw = new byte[100_000];
        new Random(number).nextBytes(raw);
        return new BlockQueue.Block(BlockKind.FRAMES, number, 1, raw, raw.length, new BlockFacts.Collector().take());
    }

    private BlockQueue queueOnto(Path frames) throws Exception {
        return new BlockQueue(
                folder,
                1,
                FileChannel.open(frames, StandardOpenOption.WRITE),
                BlockQueue.create(folder, TraceFile.DATA, 1),
                NOTHING_DUE);
    }

    @Test
    void aFullDiskIsSaidAndNobodyWaitsForEver() throws Exception {
        BlockQueue queue = queueOnto(Path.of("/dev/full"));
        queue.start();
        for (int i = 0; i < 100; i++) {
            queue.put(block(i));
        }
        queue.stop();
        assertThatThrownBy(queue::requireSound)
                .isInstanceOf(JrrException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aThreadThatIsInterruptedLosesNoBlock() throws Exception {
        BlockQueue.create(folder, TraceFile.FRAMES, 1).close();
        BlockQueue queue = queueOnto(folder.resolve(TraceFile.FRAMES));
        queue.start();
        for (int i = 0; i < 50; i++) {
            Thread.currentThread().interrupt();
            queue.put(block(i));
        }
        queue.stop();
        assertThat(Thread.interrupted()).isTrue();
        queue.requireSound();
        assertThat(queue.frameBlocks()).hasSize(50);
    }
}
