package dev.jrr.explore.tui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the user has set in a file: lines such as {@code theme = light} and
 * {@code key signal-forward = x Ctrl-X}; {@code #} begins a comment.
 *
 * @param theme empty if none is set
 * @param keys for each action with keys of its own, which take the place of all that it had
 * @param problem what is wrong with the file, in one line, or ""; a line that is wrong is left out
 */
record Settings(Optional<Theme.Name> theme, Map<Action, List<String>> keys, String problem) {
    static final Settings NONE = new Settings(Optional.empty(), Map.of(), "");

    private static final long LARGEST = 1 << 16;

    /** The settings of an environment: {@code $XDG_CONFIG_HOME/jrr-tui/explorer}, else below {@code ~/.config}. */
    static Settings of(Map<String, String> environment) {
        Optional<Path> file = UserFiles.config(environment).map(folder -> folder.resolve("explorer"));
        return file.map(Settings::read).orElse(NONE);
    }

    private static Settings read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return new Settings(Optional.empty(), Map.of(), file + " is too large for settings");
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            return new Settings(Optional.empty(), Map.of(), file + " cannot be read: " + e.getMessage());
        }
    }

    static Settings parse(String file, String text) {
        Optional<Theme.Name> theme = Optional.empty();
        Map<Action, List<String>> keys = new EnumMap<>(Action.class);
        List<String> problems = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? line : line.substring(0, equals).strip();
            String value = equals < 0 ? "" : line.substring(equals + 1).strip();
            String problem = "";
            if (name.equals("theme")) {
                theme = Theme.Name.of(value);
                problem = theme.isPresent() ? "" : "there is no theme \"" + value + "\": " + Theme.Name.all();
            } else if (name.startsWith("key ")) {
                problem = key(name.substring("key ".length()).strip(), value, keys);
            } else {
                problem = "\"" + name + "\" is no setting: theme = NAME, key ACTION = KEY ...";
            }
            if (!problem.isEmpty()) {
                problems.add(file + " line " + (i + 1) + ": " + problem);
            }
        }
        return new Settings(theme, keys, problems.isEmpty() ? "" : problems.get(0));
    }

    private static String key(String name, String value, Map<Action, List<String>> keys) {
        Optional<Action> action = action(name);
        if (action.isEmpty()) {
            return "no action is called \"" + name + "\": the end of the help (?) lists them";
        }
        if (value.isEmpty()) {
            return "which keys? such as: key " + name + " = x Ctrl-X";
        }
        List<String> names = List.of(value.split("\\s+"));
        Optional<String> unknown =
                names.stream().filter(each -> !KeyName.isName(each)).findFirst();
        if (unknown.isPresent()) {
            return "\"" + unknown.get() + "\" is no key: letters, Ctrl-X, F1, PgUp, Home, Left and such";
        }
        keys.put(action.get(), names);
        return "";
    }

    /** The name of an action in the file. */
    static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An action by its name in the file. */
    static Optional<Action> action(String name) {
        try {
            return Optional.of(Action.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
