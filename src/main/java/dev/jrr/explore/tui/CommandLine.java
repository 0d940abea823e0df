package dev.jrr.explore.tui;

import dev.jrr.base.UsageException;
import dev.jrr.explore.filter.Filter;
import dev.jrr.explore.filter.FilterException;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
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
        try {
            switch (kind) {
                case SEARCH -> search(text);
                case ADDRESS -> address(text);
                case COMMAND -> command(List.of(text.split("\\s+")));
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
            actions.scan(Goal.text(pattern), 1, 1);
        } catch (PatternSyntaxException e) {
            throw new UsageException("not a regular expression: " + e.getDescription() + " at " + (e.getIndex() + 1));
        }
    }

    private void find(String expression, int direction) {
        if (expression.isEmpty()) {
            throw new UsageException("find what? for example: find syscall = futex and result < 0");
        }
        try {
            actions.scan(Goal.filter(Filter.parse(expression)), direction, 1);
        } catch (FilterException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void address(String text) {
        AddressText.evaluate(text, Registers.ZERO);
        model.memory(text);
        model.open(Tab.MEMORY);
        if (model.layout().inspector().isEmpty()) {
            model.focusInspector(true);
        }
    }

    private void command(List<String> words) {
        String first = words.get(0);
        String rest = String.join(" ", words.subList(1, words.size()));
        switch (first) {
            case "goto" -> goTo(rest);
            case "step" -> actions.step(number(rest, 1));
            case "back" -> actions.step(-number(rest, 1));
            case "next" -> actions.scan(goal(rest), 1, 1);
            case "prev" -> actions.scan(goal(rest), -1, 1);
            case "find" -> find(rest, 1);
            case "rfind" -> find(rest, -1);
            case "task" -> task(rest);
            case "read", "mem", "memory" -> {
                if (rest.isEmpty()) {
                    actions.apply(Action.TAB_2, 1);
                } else {
                    address(words.get(1));
                }
            }
            case "regs" -> actions.apply(Action.TAB_1, 1);
            case "tasks" -> actions.apply(Action.TAB_3, 1);
            case "signals" -> actions.apply(Action.TAB_4, 1);
            case "maps" -> actions.apply(Action.TAB_5, 1);
            case "output" -> actions.apply(Action.TAB_6, 1);
            case "mark" -> mark(rest);
            case "help" -> actions.apply(Action.HELP, 1);
            case "q", "quit", "exit" -> actions.apply(Action.QUIT, 1);
            default -> {
                if (first.matches("[0-9]+%?") || first.equals("start") || first.equals("end")) {
                    goTo(first);
                } else {
                    throw new UsageException("no command '" + first + "' here: ? lists the keys");
                }
            }
        }
    }

    private void goTo(String where) {
        long last = model.run().frameCount() - 1;
        if (where.equals("start")) {
            model.jumpTo(0);
        } else if (where.equals("end")) {
            model.jumpTo(last);
        } else if (where.endsWith("%")) {
            long percent = number(where.substring(0, where.length() - 1), -1);
            if (percent > 100) {
                throw new UsageException("the run ends at 100%");
            }
            model.jumpTo(Math.round(last * (percent / 100.0)));
        } else {
            long frame = number(where, -1);
            if (frame > last) {
                throw new UsageException("the last frame is " + last);
            }
            model.jumpTo(frame);
        }
    }

    private void task(String tid) {
        long wanted = number(tid, -1);
        TaskUid found = model.run().summary().tasks().stream()
                .map(TaskSummary::task)
                .filter(task -> task.tid() == wanted)
                .findFirst()
                .orElseThrow(() -> new UsageException("no task " + tid + " in this run"));
        model.pin(Optional.of(found));
    }

    private void mark(String name) {
        if (!name.matches("[a-z]")) {
            throw new UsageException("marks are the letters a to z");
        }
        model.marks().put(name.charAt(0), model.position());
        model.say("mark " + name + " is frame " + model.position());
    }

    private static Goal goal(String kind) {
        return switch (kind) {
            case "syscall" -> Goal.SYSCALL;
            case "signal" -> Goal.SIGNAL;
            case "futex" -> Goal.FUTEX_CALL;
            case "switch" -> Goal.SWITCH;
            case "exit" -> Goal.EXIT;
            case "failed" -> Goal.FAILED;
            case "" ->
                throw new UsageException("which: syscall, signal, futex, switch, exit, failed, or a call's name");
            default -> Goal.text(Pattern.compile("^" + Pattern.quote(kind) + "\\("));
        };
    }

    private static long number(String text, long otherwise) {
        if (text.isEmpty() && otherwise >= 0) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new UsageException("not a frame number: '" + text + "'");
        }
        return Long.parseLong(text);
    }
}
