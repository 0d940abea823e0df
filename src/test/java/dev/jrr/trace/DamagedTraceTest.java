package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.format.BlockHead;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.FileHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage of any kind ends in a {@link TraceFormatException} that names the file, or in no harm. */
class DamagedTraceTest {
    private static final List<String> FILES = List.of("header", "frames", "data", "kept", "index");
    private static final int VERSION_AT = 12;
    private static final long FRAMES = 120;

    @TempDir
    Path folder;

    private Path trace;
    private String key;
    private final Map<String, byte[]> whole = new HashMap<>();

    @BeforeEach
    void setUp() throws IOException {
        trace = folder.resolve("t");
        RandomFrames random = new RandomFrames(1, 3000);
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            key = writer.keep(Files.writeString(folder.resolve("source"), "content"));
            for (int i = 0; i < FRAMES; i++) {
                Traces.append(writer, random.frame(i));
            }
            writer.finish(3);
        }
        for (String file : FILES) {
            whole.put(file, Files.readAllBytes(trace.resolve(file)));
        }
        whole.put("files/" + key, Files.readAllBytes(trace.resolve("files").resolve(key)));
    }

    /** Reads all that a trace has. Returns how many frames. */
    private long readAll() {
        try (TraceReader reader = TraceReader.open(trace)) {
            for (long number = 0; number < reader.frameCount(); number++) {
                TraceFrame frame = reader.frame(number);
                frame.writes().forEach(reader::bytes);
                if (frame.event() instanceof Event.Syscall call) {
                    call.created().ifPresent(child -> child.childWrites().forEach(reader::bytes));
                }
            }
            if (reader.summary().complete()) {
                reader.file(key);
            }
            return reader.frameCount();
        }
    }

    private void restore(String file) throws IOException {
        Path path = trace.resolve(file);
        Files.deleteIfExists(path);
        Files.write(path, whole.get(file));
    }

    private void replace(String file, byte[] bytes) throws IOException {
        Path path = trace.resolve(file);
        Files.deleteIfExists(path);
        Files.write(path, bytes);
    }

    @Test
    void aTruncatedFileOfACompleteTraceIsReported() throws IOException {
        for (String file : whole.keySet()) {
            byte[] bytes = whole.get(file);
            int step = Math.max(1, bytes.length / 300);
            for (int length = 0; length < bytes.length; length += step) {
                replace(file, Arrays.copyOf(bytes, length));
                assertThat(catchThrowable(this::readAll))
                        .as("%s of %d bytes", file, length)
                        .isInstanceOf(TraceFormatException.class)
                        .hasMessageContaining(trace.resolve(file).toString())
                        .hasMessageContaining("at byte");
            }
            restore(file);
        }
    }

    @Test
    void aMissingFileOfACompleteTraceIsReported() throws IOException {
        for (String file : whole.keySet()) {
            if (!file.equals("index")) {
                Files.delete(trace.resolve(file));
                assertThatThrownBy(this::readAll)
                        .isInstanceOf(TraceFormatException.class)
                        .hasMessageContaining(file);
                restore(file);
            }
        }
    }

    @Test
    void bytesAfterTheEndAreReported() throws IOException {
        for (String file : whole.keySet()) {
            byte[] bytes = whole.get(file);
            replace(file, Arrays.copyOf(bytes, bytes.length + 100));
            assertThatThrownBy(this::readAll).isInstanceOf(TraceFormatException.class);
            restore(file);
        }
    }

    @Test
    void everyFlippedBitIsReported() throws IOException {
        Random random = new Random(7);
        for (String file : whole.keySet()) {
            byte[] bytes = whole.get(file);
            for (int i = 0; i < 150; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                replace(file, damaged);
                assertThat(catchThrowable(this::readAll)).isInstanceOf(TraceFormatException.class);
            }
            restore(file);
        }
    }

    @Test
    void mutationsEndInTheDocumentedExceptionOrInNoHarm() throws IOException {
        Random random = new Random(8);
        List<String> files = List.copyOf(whole.keySet());
        for (int i = 0; i < 2000; i++) {
            boolean killed = random.nextInt(3) == 0;
            if (killed) {
                Files.delete(trace.resolve("index"));
            }
            String file = files.get(random.nextInt(files.size()));
            if (!killed || !file.equals("index")) {
                replace(file, mutate(random, whole.get(file)));
            }
            Throwable thrown = catchThrowable(this::readAll);
            if (thrown != null) {
                assertThat(thrown).as("mutation %d of %s", i, file).isInstanceOf(TraceFormatException.class);
            }
            restore(file);
            restore("index");
        }
    }

    private static byte[] mutate(Random random, byte[] bytes) {
        byte[] result = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    result[random.nextInt(result.length)] = (byte) random.nextInt();
                }
            }
            case 1 -> result = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 2 -> Arrays.fill(result, random.nextInt(bytes.length), bytes.length, (byte) 0);
            case 3 -> {
                int from = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length);
                int length = Math.min(random.nextInt(200), bytes.length - Math.max(from, to));
                System.arraycopy(bytes, from, result, to, length);
            }
            default -> {
                int at = random.nextInt(bytes.length);
                int length = Math.min(1 + random.nextInt(50), bytes.length - at);
                result = new byte[bytes.length - length];
                System.arraycopy(bytes, 0, result, 0, at);
                System.arraycopy(bytes, at + length, result, at, bytes.length - at - length);
            }
        }
        return result;
    }

    @Test
    void anotherVersionIsReportedAsSuch() throws IOException {
        for (String file : FILES) {
            byte[] later = whole.get(file).clone();
            later[VERSION_AT] = FileHead.VERSION + 1;
            replace(file, later);
            assertThatThrownBy(this::readAll)
                    .isInstanceOf(TraceFormatException.TooNew.class)
                    .hasMessageContaining(file)
                    .hasMessageContaining("version " + (FileHead.VERSION + 1));
            byte[] earlier = whole.get(file).clone();
            earlier[VERSION_AT] = 0;
            replace(file, earlier);
            assertThatThrownBy(this::readAll).isInstanceOf(TraceFormatException.TooOld.class);
            restore(file);
        }
    }

    @Test
    void filesOfAnotherTraceAreNoticed() throws IOException {
        Path other = folder.resolve("other");
        Traces.write(other, 1, (int) FRAMES, 3000);
        for (String file : FILES) {
            replace(file, Files.readAllBytes(other.resolve(file)));
            assertThatThrownBy(this::readAll).isInstanceOf(TraceFormatException.Corrupt.class);
            restore(file);
        }
    }

    @Test
    void swappedBlocksAreNoticed() throws IOException {
        Path swapped = folder.resolve("swapped");
        try (TraceWriter writer = TraceWriter.create(swapped, Traces.HEADER)) {
            // Blocks of one length, so that only their order is wrong.
            for (int i = 0; i < 4096 * 3; i++) {
                Traces.append(writer, Traces.FIRST, new Event.Exit(0, true));
            }
            writer.finish(0);
        }
        trace = swapped;
        byte[] frames = Files.readAllBytes(trace.resolve("frames"));
        int first = FileHead.SIZE;
        int second = first + head(frames, first).totalLength();
        int third = second + head(frames, second).totalLength();
        byte[] wrong = concatenate(
                Arrays.copyOf(frames, first),
                Arrays.copyOfRange(frames, second, third),
                Arrays.copyOfRange(frames, first, second),
                Arrays.copyOfRange(frames, third, frames.length));
        Files.write(trace.resolve("frames"), wrong);
        for (boolean complete : new boolean[] {true, false}) {
            if (!complete) {
                Files.delete(trace.resolve("index"));
            }
            assertThatThrownBy(() -> {
                        try (TraceReader reader = TraceReader.open(trace)) {
                            reader.frame(0);
                        }
                    })
                    .isInstanceOf(TraceFormatException.Corrupt.class)
                    .hasMessageContaining("frames: at byte 28");
        }
    }

    private static BlockHead head(byte[] file, int offset) {
        return BlockHead.decode(BlockKind.FRAMES, Arrays.copyOfRange(file, offset, offset + BlockHead.SIZE));
    }

    private static byte[] concatenate(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Test
    void aKilledRecordersTraceIsReadUpToItsLastWholeBlock() throws IOException {
        Files.delete(trace.resolve("index"));
        assertThat(readAll()).isEqualTo(FRAMES);
        Random random = new Random(9);
        byte[] frames = whole.get("frames");
        byte[] data = whole.get("data");
        for (int i = 0; i < 100; i++) {
            replace("frames", Arrays.copyOf(frames, random.nextInt(frames.length + 1)));
            replace("data", Arrays.copyOf(data, i % 2 == 0 ? data.length : random.nextInt(data.length + 1)));
            long count = readAll();
            assertThat(count).isBetween(0L, FRAMES);
            try (TraceReader reader = TraceReader.open(trace)) {
                assertThat(reader.summary().complete()).isFalse();
                assertThat(reader.summary().frames()).isEqualTo(count);
            }
        }
        Files.delete(trace.resolve("frames"));
        Files.delete(trace.resolve("data"));
        Files.delete(trace.resolve("kept"));
        assertThat(readAll()).isZero();
    }

    @Test
    void framesWhoseDataAreMissingAreNotCounted() throws IOException {
        Path partial = folder.resolve("partial");
        try (TraceWriter writer = TraceWriter.create(partial, Traces.HEADER)) {
            for (int i = 0; i < 10; i++) {
                byte[] bytes = new byte[400_000];
                new Random(i).nextBytes(bytes);
                List<MemoryWrite> writes = i == 4 ? List.of() : List.of(MemoryWrite.of(0, bytes));
                writer.append(Traces.FIRST, new Event.Exit(i, false), Registers.ZERO, writes, Optional.empty());
            }
        }
        trace = partial;
        byte[] data = Files.readAllBytes(trace.resolve("data"));
        int second = FileHead.SIZE
                + BlockHead.decode(
                                BlockKind.DATA, Arrays.copyOfRange(data, FileHead.SIZE, FileHead.SIZE + BlockHead.SIZE))
                        .totalLength();
        Files.write(trace.resolve("data"), Arrays.copyOf(data, second));
        assertThat(readAll()).isEqualTo(2);
        try (TraceReader reader = TraceReader.open(trace)) {
            assertThat(reader.blocks().get(0).endFrame()).isEqualTo(2);
            assertThat(new FrameSearch(reader).previous(9, frame -> true)).hasValue(1);
        }
    }

    @Test
    void aWriteThatPointsOutsideTheDataIsReported() {
        try (TraceReader reader = TraceReader.open(trace)) {
            for (long offset : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 600, 1L << 40}) {
                MemoryWrite write = new MemoryWrite(0, 1000, new byte[64], offset);
                assertThatThrownBy(() -> reader.bytes(write)).isInstanceOf(TraceFormatException.Corrupt.class);
            }
        }
    }

    @Test
    void aFolderThatIsNoTraceIsReported() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (Path none : List.of(empty, folder.resolve("nothing"), folder.resolve("source"))) {
            assertThatThrownBy(() -> TraceReader.open(none))
                    .isInstanceOf(TraceFormatException.class)
                    .hasMessageContaining("no trace");
        }
    }
}
