package dev.jrr.trace.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import dev.jrr.testing.BufferedRun;
import dev.jrr.testing.Packing;
import dev.jrr.trace.RandomFrames;
import dev.jrr.trace.RandomRuns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Bytes whose checksums are right because their writer meant harm. */
class HostileBlockTest {
    private static FrameBlockEncoder.Block exactly(FrameBlockEncoder.Block block) {
        byte[] bytes = Arrays.copyOf(block.raw(), block.length());
        return new FrameBlockEncoder.Block(block.count(), bytes, bytes.length, block.facts());
    }

    private static FrameBlockEncoder.Block block(long seed, int count) {
        RandomFrames random = new RandomFrames(seed, 2000);
        FrameBlockEncoder encoder = new FrameBlockEncoder((bytes, from, length) -> 0);
        LongStream.range(0, count).forEach(i -> encoder.add(random.frame(i)));
        return exactly(encoder.take(null));
    }

    /** A block in which frames and runs of a few buffered calls take turns. */
    private static FrameBlockEncoder.Block blockWithRuns(long seed, int runs) {
        RandomFrames random = new RandomFrames(seed, 100);
        RandomRuns randomRuns = new RandomRuns(seed);
        FrameBlockEncoder encoder = new FrameBlockEncoder((bytes, from, length) -> 0);
        for (int i = 0; i < runs; i++) {
            encoder.add(random.frame(encoder.count()));
            BufferedRun run = randomRuns.run(1 + i % 4, 40);
            assertThat(encoder.add(Packing.pack(run), 0, i, 10)).isEqualTo(1);
        }
        return exactly(encoder.take(null));
    }

    private static void decodes(byte[] raw, int count) {
        Throwable thrown = catchThrowable(() -> {
            DecodedBlock block = FrameBlockDecoder.decode(raw, 0, count);
            for (int i = 0; i < count; i++) {
                assertThat(block.frame(i).number()).isEqualTo(i);
            }
        });
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void everyKindOfFrameIsWrittenAgainAsItWasRead() {
        for (int kind = 0; kind < RandomFrames.KINDS; kind++) {
            RandomFrames random = new RandomFrames(kind, 100);
            FrameBlockEncoder encoder = new FrameBlockEncoder((bytes, from, length) -> 0);
            for (int i = 0; i < 50; i++) {
                encoder.add(random.frame(i, kind));
            }
            byte[] written = exactly(encoder.take(null)).raw();
            DecodedBlock read = FrameBlockDecoder.decode(written, 0, 50);
            for (int i = 0; i < read.count(); i++) {
                encoder.add(read.frame(i));
            }
            assertThat(exactly(encoder.take(null)).raw()).isEqualTo(written);
        }
    }

    @Test
    void aBlockCutAtAnyByteIsRefused() {
        FrameBlockEncoder.Block block = block(1, 8);
        for (int length = 0; length < block.raw().length; length++) {
            byte[] cut = Arrays.copyOf(block.raw(), length);
            assertThat(catchThrowable(() -> FrameBlockDecoder.decode(cut, 0, 8)))
                    .as("cut at %d", length)
                    .isInstanceOf(Malformed.class)
                    .hasMessageContaining("frame ");
        }
    }

    @Test
    void aBlockWithRunsCutAtAnyByteIsRefused() {
        FrameBlockEncoder.Block block = blockWithRuns(1, 4);
        for (int length = 0; length < block.raw().length; length++) {
            byte[] cut = Arrays.copyOf(block.raw(), length);
            assertThat(catchThrowable(() -> FrameBlockDecoder.decode(cut, 0, block.count())))
                    .as("cut at %d", length)
                    .isInstanceOf(Malformed.class)
                    .hasMessageContaining("frame ");
        }
    }

    @Test
    void runsWithMoreCallsThanTheBlockHasFramesAreRefused() {
        FrameBlockEncoder.Block block = blockWithRuns(2, 4);
        for (int count = 1; count < block.count(); count++) {
            int fewer = count;
            assertThat(catchThrowable(() -> FrameBlockDecoder.decode(block.raw(), 0, fewer)))
                    .isInstanceOf(Malformed.class);
        }
        assertThat(catchThrowable(() -> FrameBlockDecoder.decode(block.raw(), 0, block.count() + 1)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void mutatedRunsAreRefusedOrRead() {
        Random random = new Random(7);
        FrameBlockEncoder.Block block = blockWithRuns(8, 6);
        for (int i = 0; i < 8_000; i++) {
            byte[] raw = block.raw().clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                raw[random.nextInt(raw.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            decodes(raw, block.count());
        }
    }

    @Test
    void mutatedFramesAreRefusedOrRead() {
        Random random = new Random(2);
        FrameBlockEncoder.Block block = block(3, 20);
        for (int i = 0; i < 8_000; i++) {
            byte[] raw = block.raw().clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                raw[random.nextInt(raw.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            decodes(raw, block.count());
        }
    }

    @Test
    void rubbishIsRefusedOrRead() {
        Random random = new Random(4);
        for (int i = 0; i < 8_000; i++) {
            byte[] raw = new byte[random.nextInt(300)];
            random.nextBytes(raw);
            raw = raw.length > 0 && random.nextBoolean() ? Arrays.copyOf(raw, raw.length + 100) : raw;
            decodes(raw, 1 + random.nextInt(10));
        }
    }

    @Test
    void mutatedHeadersAndIndexesAreRefusedOrRead() {
        Random random = new Random(5);
        byte[] header = HeaderCodec.encode(new TraceHeader(
                1, List.of("a", "b"), "/d", List.of("X"), Map.of("cpuid", "0 0 1 2 3 4\n", "z", ""), false));
        BlockFacts facts = block(6, 20).facts();
        TraceIndex index = new TraceIndex(
                FileHead.SIZE + 200,
                FileHead.SIZE + 100,
                FileHead.SIZE,
                List.of(
                        new TraceIndex.FrameBlock(FileHead.SIZE, 100, 0, 20, facts),
                        new TraceIndex.FrameBlock(FileHead.SIZE + 100, 100, 20, 20, facts)),
                List.of(new TraceIndex.DataBlock(FileHead.SIZE, 100, 0, 1000)),
                new TraceSummary(true, 40, 5, 6, List.of()));
        byte[] encoded = IndexCodec.encode(index);
        assertThat(IndexCodec.decode(encoded)).usingRecursiveComparison().isEqualTo(index);
        for (int i = 0; i < 8_000; i++) {
            byte[] raw = (i % 2 == 0 ? header : encoded).clone();
            raw[random.nextInt(raw.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(raw, random.nextInt(raw.length)) : raw;
            Throwable thrown = i % 2 == 0
                    ? catchThrowable(() -> HeaderCodec.decode(cut))
                    : catchThrowable(() -> IndexCodec.decode(cut));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(Malformed.class);
            }
        }
    }

    @Test
    void mutatedHeadsOfBlocksStayWithinTheirBounds() {
        byte[] bytes = new byte[BlockHead.SIZE];
        new BlockHead(BlockKind.DATA, true, 1, 2, 3, 4, Integer.MAX_VALUE, Integer.MAX_VALUE, 5).encode(bytes);
        assertThat(catchThrowable(() -> BlockHead.decode(BlockKind.DATA, bytes)))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("impossible length");
        new BlockHead(BlockKind.DATA, false, 1, 2, 3, 4, 5, 5, 5).encode(bytes);
        assertThat(catchThrowable(() -> BlockHead.decode(BlockKind.FRAMES, bytes)))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("another kind");
    }

    @Test
    void packedBytesComeBack() {
        Random random = new Random(6);
        try (BlockPacker packer = new BlockPacker(7)) {
            for (int i = 0; i < 50; i++) {
                byte[] raw = new byte[random.nextInt(100_000)];
                if (random.nextBoolean()) {
                    random.nextBytes(raw);
                }
                var packed = packer.pack(BlockKind.FRAMES, random.nextBoolean(), i, 5, 6, raw, raw.length);
                byte[] head = new byte[BlockHead.SIZE];
                packed.get(head);
                BlockHead read = BlockHead.decode(BlockKind.FRAMES, head);
                byte[] stored = new byte[packed.remaining()];
                packed.get(stored);
                assertThat(BlockPacker.unpack(read, stored)).isEqualTo(raw);
            }
        }
    }

    @Test
    void theLayoutsAreAsTheirTablesSay() {
        byte[] head = FileHead.encode("frames", 0x0807060504030201L);
        assertThat(head).hasSize(28).startsWith('J', 'R', 'R', 0x1a, 'f', 'r', 'a', 'm', 'e', 's', 0, 0, 4, 0, 0, 0);
        assertThat(Arrays.copyOfRange(head, 16, 24)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        byte[] block = new byte[BlockHead.SIZE];
        new BlockHead(BlockKind.FRAMES, true, 1, 2, 3, 4, 5, 6, 7).encode(block);
        assertThat(block).hasSize(44).startsWith('J', 'B', 'F', 'z', 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3);
        assertThat(Arrays.copyOfRange(block, 24, 40)).containsExactly(4, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0);
    }
}
