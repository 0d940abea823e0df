package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import dev.jrr.explore.filter.Filter;
import dev.jrr.explore.filter.FilterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a trace was left: position, tab, memory, filters and marks, in a small file for each trace.
 * What cannot be read is left out, what cannot be written is not kept: neither is worth a failure.
 */
final class SavedState {
    private static final long LARGEST = 1 << 16;

    private final Path file;

    private SavedState(Path file) {
        this.file = file;
    }

    /** Empty if the run has no name of its own, or there is no home. */
    static Optional<SavedState> of(Map<String, String> environment, Run run) {
        return run.identity().isEmpty()
                ? Optional.empty()
                : UserFiles.state(environment)
                        .map(folder -> new SavedState(folder.resolve("explorer").resolve(run.identity())));
    }

    /**
     * Brings a model to where it was left.
     *
     * @param withPosition whether the position too, and not only what lies around it
     */
    void restore(Model model, boolean withPosition) {
        List<String> lines;
        try {
            if (Files.size(file) > LARGEST) {
                return;
            }
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return;
        }
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            if (words.length == 2) {
                restore(model, words[0], words[1], withPosition);
            }
        }
    }

    private static void restore(Model model, String name, String value, boolean withPosition) {
        switch (name) {
            case "position" -> {
                Optional<Place> place = place(model, value);
                if (withPosition && place.isPresent() && place.get().frame() > 0) {
                    model.moveTo(place.get());
                    model.say("where you left this trace: g goes to its start");
                }
            }
            case "tab" ->
                List.of(Tab.values()).stream()
                        .filter(tab -> tab.name().equals(value))
                        .forEach(model::open);
            case "memory" -> model.memory(MemoryFocus.at(value));
            case "filter" -> filter(model, value);
            case "mark" -> {
                String[] mark = value.split(" ", 2);
                if (mark.length == 2) {
                    place(model, mark[1]).ifPresent(place -> model.marks().put(mark[0], place));
                }
            }
            default -> {
                // Of a version that keeps more than this one.
            }
        }
    }

    private static Optional<Place> place(Model model, String frame) {
        try {
            long number = Long.parseLong(frame);
            boolean isThere = number >= 0 && number < model.run().frameCount();
            return isThere ? Optional.of(Place.at(number)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void filter(Model model, String source) {
        try {
            model.filters().add(Filter.parse(source), model.position());
            model.showCursor();
        } catch (FilterException e) {
            // The language has changed since.
            return;
        }
    }

    /** Keeps where a model is. */
    void save(Model model) {
        List<String> lines = new ArrayList<>();
        lines.add("position " + model.position());
        lines.add("tab " + model.tab().name());
        lines.add("memory " + model.memory().expression());
        model.filters().sources().forEach(source -> lines.add("filter " + source));
        model.marks().forEach((name, place) -> lines.add("mark " + name + " " + place.frame()));
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path made = Files.createTempFile(file.getParent(), "state", "");
            Files.write(made, lines, StandardCharsets.UTF_8);
            // Whole or not at all, also with two explorers of one trace.
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // A home that cannot be written has nothing kept in it.
            return;
        }
    }
}
