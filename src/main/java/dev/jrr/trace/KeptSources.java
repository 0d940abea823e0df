package dev.jrr.trace;

import dev.jrr.model.KeptSource;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.SourcesCodec;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The list of the source files that a trace keeps; read when it is asked for. Safe for use by several threads. */
final class KeptSources {
    private final Path directory;
    private final long traceId;
    private Map<String, KeptSource> byPath;

    KeptSources(Path directory, long traceId) {
        this.directory = directory;
        this.traceId = traceId;
    }

    /** @throws TraceFormatException if the list is damaged */
    synchronized Optional<KeptSource> find(String path) {
        if (byPath == null) {
            byPath = read();
        }
        return Optional.ofNullable(byPath.get(path));
    }

    private Map<String, KeptSource> read() {
        Map<String, KeptSource> sources = new HashMap<>();
        // Traces of programs without debug information have none, nor have those of killed recorders.
        if (Files.exists(directory.resolve(TraceFile.SOURCES), LinkOption.NOFOLLOW_LINKS)) {
            TraceFile file = TraceFile.open(directory, TraceFile.SOURCES, BlockKind.SOURCES, traceId);
            try (file) {
                byte[] raw = file.onlyBlock();
                for (KeptSource source : file.translate(0, () -> SourcesCodec.decode(raw))) {
                    sources.put(source.path(), source);
                }
            }
        }
        return sources;
    }
}
