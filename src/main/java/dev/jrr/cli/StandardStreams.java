package dev.jrr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the standard streams lead to a terminal, asked without native code. */
final class StandardStreams {
    static final int IN = 0;
    static final int OUT = 1;
    static final int ERROR = 2;

    private StandardStreams() {}

    static boolean isTerminal(int descriptor) {
        return terminal(descriptor).isPresent();
    }

    /** The path of the terminal that a stream leads to. */
    static Optional<String> terminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return Optional.of(target)
                    .filter(path ->
                            path.startsWith("/dev/pts/") || path.startsWith("/dev/tty") || path.equals("/dev/console"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
