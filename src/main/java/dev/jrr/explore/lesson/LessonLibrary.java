package dev.jrr.explore.lesson;

import dev.jrr.base.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lessons of some folders. One of a later folder stands for one of the same name in an earlier
 * folder; one that cannot be understood stands for none. Immutable.
 */
public final class LessonLibrary {
    /**
     * A file that should be a lesson, and is not.
     *
     * @param problem one line, with the file's name and the line's number
     */
    public record Broken(String name, Path file, String problem) {}

    private final LessonParser parser;
    private final Map<String, Lesson> lessons = new TreeMap<>();
    private final List<Broken> broken = new ArrayList<>();

    /**
     * Reads all lessons of some folders.
     *
     * @param folders those that are not there have no lessons
     */
    public LessonLibrary(List<Path> folders, LessonParser parser) {
        this.parser = parser;
        for (Path folder : folders) {
            files(folder).forEach(this::add);
        }
    }

    /**
     * Where a user's own lessons are: {@code $XDG_CONFIG_HOME/jrr-tui/lessons}, else {@code
     * ~/.config/jrr-tui/lessons}; empty if the environment names neither.
     */
    public static Optional<Path> userFolder(Map<String, String> environment) {
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        // The XDG base directory specification: relative paths are to be ignored.
        if (configuration.startsWith("/")) {
            return Optional.of(Path.of(configuration, "jrr-tui", "lessons"));
        }
        return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".config", "jrr-tui", "lessons"));
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + Lesson.SUFFIX)) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UsageException("the lessons in " + folder + " cannot be listed: see to its permissions");
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    private void add(Path file) {
        try {
            Lesson lesson = parser.read(file);
            lessons.put(lesson.name(), lesson);
        } catch (LessonException mistake) {
            String name = file.getFileName().toString();
            broken.add(
                    new Broken(name.substring(0, name.length() - Lesson.SUFFIX.length()), file, mistake.getMessage()));
        }
    }

    /** All that can be understood, by name. */
    public List<Lesson> lessons() {
        return List.copyOf(lessons.values());
    }

    /** All that cannot, in the order of the folders. */
    public List<Broken> broken() {
        return List.copyOf(broken);
    }

    /**
     * The lesson that a user means.
     *
     * @param name of a lesson here, or the path of a lesson's file
     * @throws LessonException if that lesson cannot be understood, and no other has its name
     * @throws UsageException if there is none
     */
    public Lesson find(String name) {
        if (name.contains("/") || name.endsWith(Lesson.SUFFIX)) {
            Path file = Path.of(name);
            if (!Files.isRegularFile(file)) {
                throw new UsageException("there is no lesson's file " + name);
            }
            return parser.read(file.toAbsolutePath());
        }
        Lesson lesson = lessons.get(name);
        if (lesson != null) {
            return lesson;
        }
        for (Broken each : broken) {
            if (each.name().equals(name)) {
                return parser.read(each.file());
            }
        }
        throw new UsageException("no lesson is called " + name + "; jrr-tui demo lists them");
    }
}
