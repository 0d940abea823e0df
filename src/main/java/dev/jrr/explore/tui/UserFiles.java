package dev.jrr.explore.tui;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the user's own files are, by the XDG base directory specification. Relative paths are to be ignored. */
final class UserFiles {
    private static final String OURS = "jrr-tui";

    private UserFiles() {}

    /** For what the user writes; empty if there is no home. */
    static Optional<Path> config(Map<String, String> environment) {
        return folder(environment, "XDG_CONFIG_HOME", ".config");
    }

    /** For what is to be as it was left. */
    static Optional<Path> state(Map<String, String> environment) {
        return folder(environment, "XDG_STATE_HOME", ".local/state");
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable, String belowHome) {
        String own = environment.getOrDefault(variable, "");
        if (own.startsWith("/")) {
            return Optional.of(Path.of(own, OURS));
        }
        String home = environment.getOrDefault("HOME", "");
        return home.startsWith("/") ? Optional.of(Path.of(home, belowHome, OURS)) : Optional.empty();
    }
}
