package dev.jrr.explore.shell;

import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.SymbolName;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.filter.FilterReading;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Source;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Register;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may be typed at a place of a command. Of the program only what can be told at once is offered. */
final class Offers {
    private static final int MOST_NAMES = 200;
    private static final Pattern SOURCE_LINE = Pattern.compile("(.*[^:]):([0-9]{0,9})");

    private final ShellCommands shell;
    private final List<String> words;
    private final int index;

    /** The word that is typed, as far as it is. */
    private final String word;

    private Offers(ShellCommands shell, List<String> words, int index) {
        this.shell = shell;
        this.words = words;
        this.index = index;
        this.word = words.get(index);
    }

    /** What word {@code index} may become, which begins as it does now. */
    static List<Offer> of(ShellCommands shell, List<String> words, int index) {
        return new Offers(shell, words, index)
                .all()
                .filter(offer -> offer.text().startsWith(words.get(index)))
                .toList();
    }

    private Stream<Offer> all() {
        if (index == 0) {
            return words();
        }
        ShellWord.Completion completion =
                ShellWords.named(words.get(0)).map(ShellWord::completion).orElse(ShellWord.Completion.NONE);
        return switch (completion) {
            case NONE -> Stream.of();
            case PLACE -> first(places());
            case KIND -> first(kinds());
            case TASK -> first(tasks());
            case BREAKPOINT ->
                first(shell.breakpoints().entrySet().stream()
                        .map(each -> new Offer(
                                each.getKey().toString(), each.getValue().text())));
            case WORD ->
                first(Stream.concat(
                        words(),
                        HelpWord.TOPICS.entrySet().stream().map(topic -> new Offer(topic.getKey(), topic.getValue()))));
            case FILTER -> filter();
            case REGISTER -> index == 1 ? registers("") : isTerm(2) ? address(false) : Stream.of();
            case ADDRESS -> isTerm(1) ? address(false) : Stream.of();
            case CODE -> isTerm(1) ? address(true) : Stream.of();
            case CODE_IF -> codeOrCondition();
        };
    }

    private Stream<Offer> first(Stream<Offer> offers) {
        return index == 1 ? offers : Stream.of();
    }

    private static Stream<Offer> words() {
        return ShellWords.ALL.stream().map(each -> new Offer(each.name(), each.summary()));
    }

    private Stream<Offer> places() {
        return Stream.concat(
                Stream.of(new Offer("start", "the first frame"), new Offer("end", "the last frame")),
                shell.marks().entrySet().stream().map(mark -> new Offer(mark.getKey(), "frame " + mark.getValue())));
    }

    private Stream<Offer> kinds() {
        Stream<Offer> kinds = ShellWords.KINDS.stream().map(kind -> new Offer(kind, summary(kind)));
        return word.isEmpty()
                ? kinds
                : Stream.concat(
                        kinds,
                        SyscallTable.names().stream()
                                .filter(name -> !ShellWords.KINDS.contains(name))
                                .sorted()
                                .map(name -> new Offer(name, "")));
    }

    private static String summary(String kind) {
        return switch (kind) {
            case "syscall" -> "any system call";
            case "signal" -> "any signal";
            case "futex" -> "a futex call";
            case "switch" -> "another task goes on";
            case "exit" -> "the end of a task";
            case "exec" -> "a new program";
            default -> "a call that returned an error";
        };
    }

    private Stream<Offer> tasks() {
        return shell.target().nearby().map(Live::tasks).orElse(List.of()).stream()
                .map(task -> new Offer(
                        task.task().toString(),
                        task.name() + ", " + task.state().name().toLowerCase(java.util.Locale.ROOT)));
    }

    private Stream<Offer> filter() {
        String expression = String.join(" ", words.subList(1, index + 1));
        int start = expression.length() - word.length();
        return FilterReading.of(expression)
                .continuations(() -> tasks().map(Offer::text).toList())
                .stream()
                .filter(each -> each.start() >= start)
                .map(each -> new Offer(expression.substring(start, each.start()) + each.text(), each.summary()));
    }

    private Stream<Offer> codeOrCondition() {
        int condition = words.subList(0, index).lastIndexOf("if");
        if (condition > 1) {
            String before = words.get(index - 1);
            return index == condition + 1 || before.matches(".*[-+*=<>]") ? registers(kept()) : Stream.of();
        }
        if (isTerm(1)) {
            return address(true);
        }
        return index == 2 ? Stream.of(new Offer("if", "only where a condition holds")) : Stream.of();
    }

    /** Whether a term of a sum that begins at a word may stand here. */
    private boolean isTerm(int start) {
        return index == start || index > start && words.get(index - 1).matches(".*[-+]");
    }

    /** The part of the word before the term that is typed. */
    private String kept() {
        int end = word.length();
        while (end > 0 && "+-*".indexOf(word.charAt(end - 1)) < 0) {
            end--;
        }
        return word.substring(0, end);
    }

    private Stream<Offer> registers(String before) {
        String sign = word.startsWith(before + "$") ? "$" : "";
        return Arrays.stream(Register.values())
                .map(register -> new Offer(before + sign + register.label(), "register"));
    }

    private Stream<Offer> address(boolean isCode) {
        String before = kept();
        String term = word.substring(before.length());
        Stream<Offer> registers = registers(before);
        // All names of a program are no help.
        if (!term.matches("[A-Za-z_~].*")) {
            return registers;
        }
        Optional<Live> live = shell.target().nearby();
        Optional<TaskUid> task = live.flatMap(this::task);
        if (task.isEmpty()) {
            return registers;
        }
        Matcher line = SOURCE_LINE.matcher(term);
        if (isCode && line.matches()) {
            return lines(live.get(), task.get(), line.group(1), line.group(2));
        }
        List<SymbolName> names = new ArrayList<>(live.get().code().names(task.get(), term, MOST_NAMES));
        if (names.isEmpty() && words.get(0).equals("break")) {
            names.addAll(live.get().code().namesAnywhere(term, MOST_NAMES));
        }
        if (isCode && before.isEmpty()) {
            names.addAll(live.get().code().sourceFiles(task.get(), term, MOST_NAMES));
        }
        if (isCode) {
            names.removeIf(name -> name.kind() == SymbolName.Kind.DATA);
        }
        return Stream.concat(registers, names.stream().map(name -> offer(before, name)));
    }

    private Optional<TaskUid> task(Live live) {
        List<TaskUid> alive = live.tasks().stream().map(TaskView::task).toList();
        TaskUid focus = shell.taskInFocus();
        return alive.contains(focus) ? Optional.of(focus) : alive.stream().findFirst();
    }

    private static Offer offer(String before, SymbolName name) {
        return switch (name.kind()) {
            case FUNCTION -> new Offer(before + name.name(), "function in " + name.module());
            case DATA -> new Offer(before + name.name(), "data in " + name.module());
            case SOURCE_FILE -> new Offer(name.name() + ":", "source of " + name.module(), false);
        };
    }

    private static Stream<Offer> lines(Live live, TaskUid task, String file, String digits) {
        List<Integer> lines = live.code().sourceLines(task, file).stream()
                .filter(line -> Integer.toString(line).startsWith(digits))
                .limit(MOST_NAMES)
                .toList();
        if (lines.isEmpty()) {
            return Stream.of();
        }
        Optional<Source> source = live.code().addresses(task, file, lines.get(0)).stream()
                .findFirst()
                .map(address -> live.code().codePlace(task, address))
                .map(CodePlace::file)
                .flatMap(live.code()::source);
        return lines.stream()
                .map(line -> new Offer(
                        file + ":" + line, source.map(text -> text(text, line)).orElse("")));
    }

    private static String text(Source source, int line) {
        return line > source.lines().size() ? "" : source.lines().get(line - 1).strip();
    }
}
