package dev.jrr.explore.view;

import dev.jrr.model.KeptSource;
import dev.jrr.trace.TraceFormatException;
import dev.jrr.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The source files of a recording: as the trace keeps them, or else as they are on this machine now.
 * One thread at a time uses it.
 */
public final class Sources {
    private static final long MOST_BYTES = 32 << 20;
    private static final int MOST_FILES = 16;

    private final TraceReader trace;

    /** Those asked for last. */
    private final Map<String, Optional<Source>> known = new LinkedHashMap<>(MOST_FILES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Source>> eldest) {
            return size() > MOST_FILES;
        }
    };

    public Sources(TraceReader trace) {
        this.trace = trace;
    }

    /**
     * A source file; empty if it is in neither place, or is nothing that people read.
     *
     * @param path as debug information has it
     */
    public Optional<Source> of(String path) {
        return known.computeIfAbsent(path, this::read);
    }

    private Optional<Source> read(String path) {
        try {
            Optional<KeptSource> kept = trace.source(path);
            if (kept.isPresent()) {
                String warning = kept.get().isNewer() ? "this file was changed after the program was built" : "";
                return Optional.of(
                        Source.of(Files.readAllBytes(trace.file(kept.get().key())), warning));
            }
        } catch (IOException | TraceFormatException damaged) {
            return here(path, "the recording's copy is damaged: this is the file as it is now");
        }
        return here(path, "");
    }

    private Optional<Source> here(String path, String warning) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            boolean isChanged = warning.isEmpty()
                    && Files.getLastModifiedTime(file).toMillis()
                            > trace.header().createdEpochMillis();
            return Optional.of(Source.of(
                    Files.readAllBytes(file),
                    isChanged ? "this file is not in the recording, and was changed after it" : warning));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
