package dev.jrr.trace;

import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A trace as a list of traces shows it.
 *
 * @param header empty if it is damaged
 * @param summary empty if it is damaged
 * @param goesOn whether its recorder is still at work
 * @param bytes what its files have together, shared ones included
 * @param latest whether {@link TraceDirectory#LATEST} is this one
 * @param problem why it cannot be read, in one line, if so
 */
public record TraceListing(
        String name,
        Path path,
        Optional<TraceHeader> header,
        Optional<TraceSummary> summary,
        boolean goesOn,
        long bytes,
        boolean latest,
        Optional<String> problem) {
    /** When it was recorded; 0 if its header is damaged. */
    public long createdEpochMillis() {
        return header.map(TraceHeader::createdEpochMillis).orElse(0L);
    }

    /** Looks at one trace. */
    public static TraceListing of(Path trace, boolean latest) {
        String name = trace.getFileName().toString();
        long bytes = TraceDirectory.size(trace).orElse(0);
        Optional<TraceHeader> header = Optional.empty();
        try {
            header = Optional.of(TraceReader.readHeader(trace));
            try (TraceReader reader = TraceReader.open(trace)) {
                return new TraceListing(
                        name,
                        trace,
                        header,
                        Optional.of(reader.summary()),
                        reader.goesOn(),
                        bytes,
                        latest,
                        Optional.empty());
            }
        } catch (TraceFormatException problem) {
            return new TraceListing(
                    name, trace, header, Optional.empty(), false, bytes, latest, Optional.of(problem.getMessage()));
        }
    }
}
