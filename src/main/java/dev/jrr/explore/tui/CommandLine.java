package dev.jrr.explore.tui;

import dev.jrr.base.UsageException;
import dev.jrr.explore.filter.Filter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What is typed after {@code :}, {@code /} and {@code a}. */
final class CommandLine {
    private final Model model;
    private final Actions actions;

    CommandLine(Model model, Actions actions) {
        this.model = model;
        this.actions = actions;
    }

    void accept(Prompt.Kind kind, String text) {
        model.say("");
        if (text.isEmpty()) {
            return;
        }
        model.prompts().remember(kind, text);
        try {
            switch (kind) {
                case SEARCH -> search(text);
                case FILTER -> filter(text);
                case ADDRESS -> address(text);
                case ANSWER -> actions.lessons().answer(text);
                case BYTES -> actions.memory().write(text);
                case COMMAND -> command(text);
            }
        } catch (UsageException e) {
            model.say(e.getMessage());
        }
    }

    private void search(String text) {
        // As in less and vim: capitals in the pattern are meant, otherwise case does not matter.
        boolean capitals = !text.equals(text.toLowerCase(Locale.ROOT));
        try {
            Pattern pattern = Pattern.compile(text, capitals ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            model.pattern(pattern);
            actions.scan(Goal.text(model.run(), pattern), 1, 1);
        } catch (PatternSyntaxException e) {
            throw new UsageException("not a regular expression: " + e.getDescription() + " at " + (e.getIndex() + 1));
        }
    }

    private void filter(String text) {
        Prompt.Mistake mistake = Filters.mistake(text);
        if (!mistake.words().isEmpty()) {
            throw new UsageException(mistake.words());
        }
        model.filters().add(Filter.parse(text), model.position());
        model.showCursor();
        model.say("Backspace takes the filter away again");
    }

    private void address(String text) {
        model.jumps().leave(model.spot());
        model.memory(MemoryFocus.at(text));
        model.open(Tab.MEMORY);
        if (model.layout().inspector().isEmpty()) {
            model.focusInspector(true);
        }
    }

    private void command(String text) {
        if (text.equals("q") || text.equals("exit")) {
            actions.apply(Action.QUIT, 1);
            return;
        }
        boolean place = text.matches("[+-]?[0-9]+|[0-9.]+%|start|end");
        actions.run(place ? "goto " + text : text, false);
        takeOver();
    }

    /** Shows what a command that has ended came to. */
    void takeOver() {
        Optional<Command> ended = model.work().takeEndedCommand();
        if (ended.isEmpty()) {
            return;
        }
        Command.Result result = ended.get().result();
        model.marks().putAll(result.marks());
        model.breakpoints(result.breakpoints());
        boolean moved = !result.place().equals(ended.get().start());
        if (moved && model.place().equals(ended.get().start())) {
            model.jumpTo(result.place());
        } else if (moved) {
            model.say("\"" + ended.get().line() + "\" went to frame " + result.place() + "; you have gone on since");
        } else if (!result.task().equals(ended.get().task())) {
            model.pin(Optional.of(result.task()));
        }
        if (result.quit()) {
            actions.apply(Action.QUIT, 1);
        }
        if (ended.get().after().isPresent() && result.problem().isEmpty()) {
            ended.get().after().get().run();
            return;
        }
        if (ended.get().isInOneLine()
                && result.problem().isEmpty()
                && !result.text().isEmpty()) {
            model.say(result.text().get(result.text().size() - 1));
            return;
        }
        print(ended.get().line(), result, moved);
    }

    private void print(String line, Command.Result result, boolean moved) {
        List<String> text = result.text();
        List<String> problem = result.problem().lines().toList();
        if (problem.size() > 1) {
            model.covers().open(Overlay.printed(":" + line, problem));
        } else if (!problem.isEmpty()) {
            model.say(problem.get(0));
        } else if (text.size() > 1 || (text.size() == 1 && !moved && isLong(text.get(0)))) {
            model.covers().open(Overlay.printed(":" + line, text));
        } else if (text.size() == 1 && !moved) {
            model.say(text.get(0));
        } else if (text.isEmpty() && !result.quit()) {
            model.say("\"" + line + "\" prints nothing here");
        }
    }

    private boolean isLong(String line) {
        return line.length() + 1 > model.layout().width();
    }
}
