package dev.jrr.cli;

import dev.jrr.trace.TraceDirectory;
import dev.jrr.trace.TraceReader;
import java.nio.file.Path;
import java.util.Optional;

/** Which trace an argument means: a path, a name, or null for the latest. */
final class TraceArgument {
    private TraceArgument() {}

    static TraceDirectory directory() {
        return TraceDirectory.of(System.getenv());
    }

    static Path resolve(String argument) {
        return directory().resolve(Optional.ofNullable(argument));
    }

    static TraceReader open(String argument) {
        return TraceReader.open(resolve(argument));
    }
}
