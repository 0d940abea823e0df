package dev.jrr.explore.tui;

import dev.jrr.explore.shell.ShellCommands;
import dev.jrr.explore.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Everything that can be done, to be found by a few letters. */
final class Palette {
    private Palette() {}

    /** @param act does an action as its key would */
    static Menu of(Model model, KeyMap keys, Consumer<Action> act) {
        List<Menu.Entry> entries = new ArrayList<>();
        for (KeyMap.Group group : keys.groups()) {
            for (KeyMap.Binding row : group.bindings()) {
                if (row.action() != Action.PALETTE) {
                    entries.add(entry(row.words(), String.join(" ", row.keys()), () -> act.accept(row.action())));
                }
            }
        }
        model.marks()
                .forEach((name, place) ->
                        entries.add(entry("go to mark " + name, "frame " + place, () -> model.jumpTo(place))));
        model.run()
                .summary()
                .tasks()
                .forEach(task -> entries.add(entry("look at task " + task.task() + " " + task.name(), "", () -> {
                    model.pin(Optional.of(task.task()));
                    model.say("looking at task " + task.task() + "; T follows the frame's task again");
                })));
        for (ShellWord word : ShellCommands.words()) {
            entries.add(entry(
                    ":" + word.syntax() + "  " + word.summary(),
                    "command",
                    () -> model.prompts().ask(Prompt.Kind.COMMAND, word.name() + " ")));
        }
        return Menu.searched("Everything", entries);
    }

    private static Menu.Entry entry(String words, String note, Runnable action) {
        return new Menu.Entry(' ', words, note, action);
    }
}
