package dev.jrr.explore.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A source file as it is on this machine now.
 *
 * @param modifiedNanos when it was changed last, in nanoseconds since 1970
 */
public record Source(List<String> lines, long modifiedNanos) {
    private static final long MOST_BYTES = 32 << 20;

    /** Empty if it is not there, or is nothing that people read. */
    public static Optional<Source> of(String file) {
        Path path = Path.of(file);
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MOST_BYTES) {
                return Optional.empty();
            }
            long modified = Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
            // Any bytes are text of this kind.
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return Optional.of(new Source(text.lines().toList(), modified));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
