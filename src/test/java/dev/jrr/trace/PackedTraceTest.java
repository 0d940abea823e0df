package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.BlockPacker;
import dev.jrr.trace.format.FileHead;
import dev.jrr.trace.format.PackEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packed traces, those of a writer and those of somebody who means harm. */
class PackedTraceTest {
    private static final long ID = 77;
    private static final String KEY = "a".repeat(64);

    @TempDir
    private Path folder;

    private Path trace;
    private Path packed;
    private TraceDirectory target;

    @BeforeEach
    void setUp() throws IOException {
        trace = folder.resolve("source");
        packed = folder.resolve("p.jrr");
        target = new TraceDirectory(folder.resolve("traces"));
        RandomFrames random = new RandomFrames(1, 3000);
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            writer.keep(Files.writeString(folder.resolve("one"), "content ".repeat(200_000)));
            writer.keep(Files.createFile(folder.resolve("empty")));
            for (int i = 0; i < 120; i++) {
                Traces.append(writer, random.frame(i));
            }
            writer.finish(3);
        }
    }

    private static Map<String, String> files(Path trace) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(trace)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                boolean isKept = file.getParent().endsWith("files");
                files.put(
                        trace.relativize(file).toString(),
                        (isKept ? mode : "") + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private Path unpack() {
        return TraceUnpacker.unpack(packed, target, Optional.empty());
    }

    private void assertNothingMade() throws IOException {
        if (Files.exists(target.root())) {
            try (Stream<Path> entries = Files.list(target.root())) {
                assertThat(entries).isEmpty();
            }
        }
    }

    private void assertRefused(String reason) throws IOException {
        assertThatThrownBy(this::unpack)
                .isInstanceOf(JrrException.class)
                .hasMessageStartingWith(packed.toString())
                .hasMessageContaining(reason);
        assertNothingMade();
    }

    @Test
    void unpackedTraceHasTheSameFiles() throws IOException {
        assertThat(TracePacker.pack(trace, packed)).isEqualTo(Files.size(packed));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(packed)))
                .isEqualTo("rw-------");
        Path made = unpack();
        assertThat(made).isEqualTo(target.root().resolve("prog-0"));
        assertThat(files(made)).isEqualTo(files(trace)).hasSize(7);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        try (Stream<Path> entries = Files.list(target.root())) {
            assertThat(entries).containsExactly(made);
        }
        assertThat(unpack()).isEqualTo(target.root().resolve("prog-1"));
    }

    @Test
    void traceThatWasCutShortIsPackedAsItIs() throws IOException {
        Files.delete(trace.resolve("index"));
        TracePacker.pack(trace, packed);
        Path made = TraceUnpacker.unpack(packed, target, Optional.of(folder.resolve("own")));
        assertThat(made).isEqualTo(folder.resolve("own"));
        assertThat(files(made)).isEqualTo(files(trace)).doesNotContainKey("index");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.writeString(packed, "precious");
        assertThatThrownBy(() -> TracePacker.pack(trace, packed)).isInstanceOf(UsageException.class);
        assertThat(packed).hasContent("precious");
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("precious"), "x");
        Path other = folder.resolve("q.jrr");
        TracePacker.pack(trace, other);
        assertThatThrownBy(() -> TraceUnpacker.unpack(other, target, Optional.of(full)))
                .isInstanceOf(UsageException.class);
        assertThat(full.resolve("precious")).hasContent("x");
        assertThat(full.toFile().list()).hasSize(1);
    }

    @Test
    void keptFileOfAnotherContentIsNotPacked() throws IOException {
        Path kept;
        try (Stream<Path> files = Files.list(trace.resolve("files"))) {
            kept = files.filter(file -> file.toFile().length() > 0).findFirst().orElseThrow();
        }
        Files.delete(kept);
        Files.writeString(kept, "other");
        assertThatThrownBy(() -> TracePacker.pack(trace, packed)).isInstanceOf(TraceFormatException.Corrupt.class);
        assertThat(packed).doesNotExist();
        assertThat(folder.toFile().list()).noneMatch(name -> name.contains("part"));
    }

    @Test
    void everyLossOfBytesIsNoticed() throws IOException {
        TracePacker.pack(trace, packed);
        byte[] whole = Files.readAllBytes(packed);
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            int length = i < 100 ? i : random.nextInt(whole.length);
            Files.write(packed, Arrays.copyOf(whole, length));
            assertThat(catchThrowable(this::unpack)).as("length %d", length).isInstanceOf(TraceFormatException.class);
        }
        Files.write(packed, Arrays.copyOf(whole, whole.length + 1));
        assertRefused("bytes too many");
    }

    @Test
    void everyChangedByteIsNoticed() throws IOException {
        TracePacker.pack(trace, packed);
        byte[] whole = Files.readAllBytes(packed);
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            int at = i < 100 ? i : random.nextInt(whole.length);
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(packed, changed);
            assertThat(catchThrowable(this::unpack)).as("byte %d", at).isInstanceOf(TraceFormatException.class);
        }
        assertNothingMade();
    }

    /** Writes packed traces that no packer would. */
    private final class Forger implements AutoCloseable {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final BlockPacker packer = new BlockPacker(ID);
        private long sequence;
        private long total;

        private Forger() {
            bytes.writeBytes(FileHead.encode(PackEntry.FILE_NAME, ID));
        }

        private Forger block(BlockKind kind, long first, int count, byte[] raw) {
            ByteBuffer block = packer.pack(kind, true, sequence++, first, count, raw, raw.length);
            bytes.write(block.array(), block.position(), block.remaining());
            return this;
        }

        private Forger entry(String name, long length) {
            return block(BlockKind.ENTRY, total, 1, new PackEntry(name, length).encode());
        }

        private Forger file(String name, byte[] content) {
            entry(name, content.length);
            if (content.length > 0) {
                block(BlockKind.PACKED, 0, content.length, content);
            }
            total += content.length;
            return this;
        }

        private Forger file(String name, String content) {
            return file(name, content.getBytes(StandardCharsets.UTF_8));
        }

        private void end() throws IOException {
            Files.write(packed, entry("", total).bytes.toByteArray());
        }

        @Override
        public void close() {
            packer.close();
        }
    }

    @Test
    void namesThatNoTraceHasAreRefused() throws IOException {
        for (String name : new String[] {
            "../escaped",
            folder.resolve("escaped").toString(),
            "files/../../escaped",
            "files/../" + KEY,
            "files/" + KEY + "/x",
            "files",
            "files/",
            "files/" + KEY.toUpperCase(),
            "Header",
            "header.new",
            "header\0",
            "."
        }) {
            try (Forger forger = new Forger()) {
                forger.file(name, "x").end();
            }
            assertRefused("a file that no trace has");
            assertThat(folder.resolve("escaped")).doesNotExist();
        }
    }

    @Test
    void forgedContentIsRefused() throws IOException {
        try (Forger forger = new Forger()) {
            forger.file("files/" + KEY, "not of that key").end();
        }
        assertRefused("not the content that its name tells");
        try (Forger forger = new Forger()) {
            forger.file("frames", "x").file("frames", "y").end();
        }
        assertRefused("for the second time");
        try (Forger forger = new Forger()) {
            forger.entry("frames", 3).block(BlockKind.PACKED, 0, 5, new byte[5]).end();
        }
        assertRefused("more bytes than the file has");
        try (Forger forger = new Forger()) {
            forger.entry("frames", Long.MAX_VALUE).end();
        }
        assertRefused("there is room for");
        try (Forger forger = new Forger()) {
            forger.entry("frames", 5).end();
        }
        assertRefused("");
    }

    @Test
    void whatIsNoTraceIsNotMadeOne() throws IOException {
        try (Forger forger = new Forger()) {
            forger.file("frames", "x").end();
        }
        assertThat(catchThrowable(this::unpack)).isInstanceOf(TraceFormatException.class);
        try (Forger forger = new Forger()) {
            forger.file("header", "no header").end();
        }
        assertThat(catchThrowable(this::unpack)).isInstanceOf(TraceFormatException.class);
        Files.writeString(packed, "something else entirely, and longer than the head of a file");
        assertRefused("is no packed trace");
        assertNothingMade();
    }

    @Test
    void fileIsWrittenByOneAtATimeAndBegunAnewAfterAKill() throws IOException {
        Path part = folder.resolve("p.jrr.jrr-part");
        Files.writeString(part, "what a killed writer left");
        try (NewFile file = NewFile.create(packed)) {
            assertThatThrownBy(() -> NewFile.create(packed))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("being written");
            file.write("whole".getBytes(StandardCharsets.UTF_8), 0, 5);
            assertThat(packed).doesNotExist();
            assertThat(file.finish()).isEqualTo(5);
        }
        assertThat(packed).hasContent("whole");
        assertThat(part).doesNotExist();
    }

    @Test
    void fileThatAppearsMeanwhileIsNotReplaced() throws IOException {
        try (NewFile file = NewFile.create(packed)) {
            Files.writeString(packed, "precious");
            assertThatThrownBy(file::finish).isInstanceOf(UsageException.class);
        }
        assertThat(packed).hasContent("precious");
    }
}
