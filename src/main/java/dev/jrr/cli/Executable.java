package dev.jrr.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The program that a word means, looked for as a shell does.
 *
 * @param path its file, or empty if there is none that can be executed
 * @param status 126 or 127, as a shell tells them apart, if not
 * @param problem in one line, if not
 */
record Executable(Optional<String> path, int status, String problem) {
    private static final int CANNOT_EXECUTE = 126;
    private static final int NOT_FOUND = 127;
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    /** @param environment the program's, whose PATH counts as it does for env(1) */
    static Executable find(String word, List<String> environment) {
        try {
            if (word.contains("/")) {
                return judge(word, Path.of(word));
            }
            Optional<Executable> unusable = Optional.empty();
            String folders = Environment.value(environment, "PATH").orElse(DEFAULT_PATH);
            for (String folder : word.isEmpty() ? new String[0] : folders.split(":", -1)) {
                // An empty folder in PATH is the current one.
                Path candidate = Path.of(folder.isEmpty() ? "." : folder, word);
                Executable found = judge(word, candidate);
                if (found.path().isPresent()) {
                    return found;
                }
                if (found.status() == CANNOT_EXECUTE && !Files.isDirectory(candidate)) {
                    unusable = unusable.or(() -> Optional.of(found));
                }
            }
            return unusable.orElse(failed(NOT_FOUND, word + ": command not found"));
        } catch (InvalidPathException e) {
            return failed(NOT_FOUND, "that is not the name of a program");
        }
    }

    private static Executable judge(String word, Path file) {
        if (!Files.exists(file)) {
            return failed(NOT_FOUND, word + ": no such file");
        }
        if (Files.isDirectory(file)) {
            return failed(CANNOT_EXECUTE, file + ": is a folder");
        }
        if (!Files.isExecutable(file)) {
            return failed(CANNOT_EXECUTE, file + ": permission denied");
        }
        return new Executable(Optional.of(file.toString()), 0, "");
    }

    private static Executable failed(int status, String problem) {
        return new Executable(Optional.empty(), status, problem.replaceAll("\\p{Cntrl}+", " "));
    }
}
