package dev.jrr.explore.tui;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of {@link SavedState}'s files. Those of traces that are gone are kept for a while, as a
 * trace may come back from where it was moved to; of many the oldest go first.
 */
final class StateFolder {
    /** How the line begins that names the folder of the trace. */
    static final String TRACE = "trace ";

    /** So many files may be there before any is taken away. */
    static final int KEPT = 100;

    private record State(Path file, FileTime written) {}

    private StateFolder() {}

    /**
     * Deletes the oldest files of traces that are gone, down to {@link #KEPT} files.
     *
     * @throws IOException if the folder cannot be read, or a file not be deleted
     */
    static void prune(Path folder) throws IOException {
        List<State> states = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                states.add(new State(file, Files.getLastModifiedTime(file)));
            }
        }
        int surplus = states.size() - KEPT;
        states.sort(Comparator.comparing(State::written));
        for (int i = 0; i < states.size() && surplus > 0; i++) {
            if (isGone(states.get(i).file())) {
                Files.deleteIfExists(states.get(i).file());
                surplus--;
            }
        }
    }

    /** Whether a file names no trace that is there; damaged ones are of none. */
    private static boolean isGone(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            return first == null
                    || !first.startsWith(TRACE)
                    || !Files.isDirectory(Path.of(first.substring(TRACE.length())));
        } catch (IOException | IllegalArgumentException e) {
            return true;
        }
    }
}
