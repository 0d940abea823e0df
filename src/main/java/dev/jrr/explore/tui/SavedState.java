package dev.jrr.explore.tui;

import dev.jrr.base.UsageException;
import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.Place;
import dev.jrr.explore.filter.Filter;
import dev.jrr.explore.filter.FilterException;
import dev.jrr.explore.shell.Condition;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
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
 * Where a trace was left: position, tab, memory, filters, marks and breakpoints, in a small file for each trace.
 * What cannot be read is left out, what cannot be written is not kept: neither is worth a failure.
 */
final class SavedState {
    private static final long LARGEST = 1 << 16;

    /** No condition: of those that there are, each compares something. */
    private static final String ALWAYS = "always";

    private final Path file;
    private final Run run;

    private SavedState(Path file, Run run) {
        this.file = file;
        this.run = run;
    }

    /** Empty if the run has no name of its own, or there is no home. */
    static Optional<SavedState> of(Map<String, String> environment, Run run) {
        return run.identity().isEmpty()
                ? Optional.empty()
                : UserFiles.state(environment)
                        .map(folder -> new SavedState(folder.resolve("explorer").resolve(run.identity()), run));
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
            case "breakpoint" -> breakpoint(model, value);
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

    private static Optional<Place> place(Model model, String saved) {
        // Between the last frame and the next there is nothing.
        return Place.parse(saved)
                .filter(place -> place.frame() + (place.isAtFrame() ? 0 : 1)
                        < model.run().frameCount());
    }

    private static void breakpoint(Model model, String saved) {
        String[] words = saved.split(" ", 3);
        if (words.length < 3 || !words[0].matches("[0-9]{1,9}")) {
            return;
        }
        String condition = URLDecoder.decode(words[1], StandardCharsets.UTF_8);
        try {
            Breakpoint.parse(words[2])
                    .map(made -> condition.equals(ALWAYS)
                            ? made
                            : Condition.parse(condition).limit(made))
                    .ifPresent(made -> model.breakpoints().put(Integer.valueOf(words[0]), made));
        } catch (UsageException e) {
            // The language of conditions has changed since.
            return;
        }
    }

    private static String line(int number, Breakpoint breakpoint) {
        String condition = breakpoint.conditionText().isEmpty() ? ALWAYS : breakpoint.conditionText();
        return "breakpoint " + number + " " + URLEncoder.encode(condition, StandardCharsets.UTF_8) + " "
                + breakpoint.saved().replaceAll("\\s", " ");
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
        run.folder().ifPresent(folder -> lines.add(StateFolder.TRACE + folder));
        lines.add("position " + model.place().saved());
        lines.add("tab " + model.tab().name());
        lines.add("memory " + model.memory().expression());
        model.filters().sources().forEach(source -> lines.add("filter " + source));
        model.marks().forEach((name, place) -> lines.add("mark " + name + " " + place.saved()));
        model.breakpoints().forEach((number, each) -> lines.add(line(number, each)));
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path made = Files.createTempFile(file.getParent(), "state", "");
            Files.write(made, lines, StandardCharsets.UTF_8);
            // Whole or not at all, also with two explorers of one trace.
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            StateFolder.prune(file.getParent());
        } catch (IOException e) {
            // A home that cannot be written has nothing kept in it.
            return;
        }
    }
}
