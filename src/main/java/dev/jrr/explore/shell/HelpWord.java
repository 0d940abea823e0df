package dev.jrr.explore.shell;

import dev.jrr.base.UsageException;
import dev.jrr.explore.filter.FilterReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The word that explains the others. */
final class HelpWord {
    private static final int WIDTH = 78;

    /** What is explained besides words, by name. */
    static final Map<String, String> TOPICS = new TreeMap<>(Map.of(
            "filter", "the expressions of find, rfind and events",
            "addresses", "how places in memory and code are named",
            "typing", "the line that is typed: completion, history, several rows"));

    private HelpWord() {}

    static void help(ShellCommands shell, ShellArguments arguments) {
        String name = arguments.optional("");
        if (name.isEmpty()) {
            all(shell);
        } else if (TOPICS.containsKey(name)) {
            topic(shell, name);
        } else {
            one(shell, ShellWords.named(name).orElseThrow(() -> unknown(name)));
        }
    }

    private static UsageException unknown(String name) {
        List<String> near = Stream.concat(
                        ShellWords.similar(name).stream(), Spelling.near(name, TOPICS.keySet()).stream())
                .distinct()
                .toList();
        return new UsageException(
                "there is no help on \"" + name + "\"" + Spelling.question(near, "; help lists the words"));
    }

    private static void all(ShellCommands shell) {
        for (ShellWord.Subject subject : ShellWord.Subject.values()) {
            shell.print(subject.title());
            ShellWords.ALL.stream()
                    .filter(word -> word.subject() == subject)
                    .forEach(word -> row(shell, word.name(), word.summary()));
        }
        shell.print("More");
        TOPICS.forEach((topic, summary) -> row(shell, "help " + topic, summary));
        row(shell, "help WORD", "what it takes, an example, related words");
        shell.print("An empty line repeats the last "
                + String.join(
                        ", ",
                        ShellWords.ALL.stream()
                                .filter(ShellWord::isMotion)
                                .map(ShellWord::name)
                                .toList())
                + ".");
    }

    private static void row(ShellCommands shell, String left, String right) {
        shell.print(String.format(Locale.ROOT, "  %-15s %s", left, right));
    }

    private static void one(ShellCommands shell, ShellWord word) {
        shell.print(word.syntax());
        shell.print("  " + word.summary());
        wrapped(word.explanation()).forEach(line -> shell.print("  " + line));
        shell.print("  example: " + word.example());
        if (!word.related().isEmpty()) {
            shell.print("  related: " + String.join(", ", word.related()));
        }
        if (word.isMotion()) {
            shell.print("  An empty line does it again.");
        }
    }

    private static void topic(ShellCommands shell, String name) {
        shell.print(name + ": " + TOPICS.get(name));
        switch (name) {
            case "filter" -> filter(shell);
            case "addresses" -> {
                row(shell, "0x7000, 28672", "a number");
                row(shell, "rsp, $rsp, pc", "a register of the chosen task");
                row(shell, "main, buffer", "a function, or data that is not local to one");
                row(shell, "ns::Type::name", "of C++, without arguments; outer names may be left out");
                row(shell, "rsp+0x10-8", "sums and differences of those");
                row(shell, "file.c:42", "for break, list and disas: a line, or the next that has code");
                shell.print("Symbols are those of the program and of the libraries mapped at this place;");
                shell.print("break also knows those that are mapped later.");
            }
            default -> {
                row(shell, "Tab", "completes a word, and lists what there is");
                row(shell, "Up, Down", "older and newer lines; they are kept between runs");
                row(shell, "Ctrl-R", "looks for an older line");
                row(shell, "Enter", "on an empty line: the last move again");
                row(shell, "Ctrl-C", "drops the line, or stops what runs");
                row(shell, "Ctrl-D", "leaves");
                row(shell, "A; B", "one command after the other, until one fails");
                row(shell, "# text", "a comment, to the end of the row");
                row(shell, "\\", "at the end of a row: it goes on in the next, as it does in an open bracket");
                shell.print("A line that begins with a blank is not kept. PAGER=cat shows long texts as they are,");
                shell.print("PAGER=less in another program; NO_COLOR=1 leaves colours out.");
            }
        }
    }

    private static void filter(ShellCommands shell) {
        FilterReading.of("").continuations(List::of).stream()
                .filter(each -> !each.text().matches("arg[1-5]"))
                .forEach(each -> row(
                        shell,
                        each.text().replace("arg0", "arg0 to arg5"),
                        each.summary().replace("argument 0", "an argument")));
        row(shell, "= != < <= > >=", "compare; texts only by = and !=");
        row(shell, "~ !~", "whether a regular expression is found, or not");
        row(shell, "and, or, ( )", "put conditions together");
        shell.print("Values with blanks stand in quotes: text ~ \"no such\". For example:");
        shell.print("  syscall = openat and path ~ ^/etc and failed");
        shell.print("  task = 1234 and (kind = signal or result = EINTR)");
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH - 2) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }
}
