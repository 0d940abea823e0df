package dev.jrr.explore.filter;

import dev.jrr.kernel.Errno;
import dev.jrr.kernel.Signals;
import dev.jrr.kernel.SyscallTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What may stand at a place of an expression.
 *
 * @param field of an operator or a value: whose; else null
 */
record Expected(int position, What what, Field field) {
    private static final int LAST_SIGNAL = 31;
    private static final int LAST_ERROR = 133;

    enum What {
        TERM("\\w*"),
        OPERATOR("[=!<>~]*"),
        VALUE("[^\\s()\"']*"),
        CONNECTIVE("\\w*");

        private final String beginning;

        What(String beginning) {
            this.beginning = beginning;
        }

        /** Whether a text can be the beginning of one. */
        boolean mayBegin(String text) {
            return text.matches(beginning);
        }
    }

    /** All that may stand here, with a word on each. */
    Stream<FilterReading.Continuation> continuations(Supplier<List<String>> tasks) {
        return switch (what) {
            case TERM ->
                Stream.concat(
                        Arrays.stream(Field.values()).map(each -> with(each.label(), each.summary())),
                        Stream.of(with("not", "turns round what follows")));
            case OPERATOR ->
                Arrays.stream(Operator.values()).filter(field::takes).map(each -> with(each.spelling, each.summary));
            case CONNECTIVE -> Stream.of(with("and", "both have to fit"), with("or", "one of them has to fit"));
            case VALUE -> values(tasks);
        };
    }

    private Stream<FilterReading.Continuation> values(Supplier<List<String>> tasks) {
        return switch (field) {
            case TASK -> tasks.get().stream().map(task -> with(task, "a task alive here"));
            case KIND -> Field.KINDS.stream().map(kind -> with(kind, ""));
            case SYSCALL -> SyscallTable.names().stream().sorted().map(name -> with(name, ""));
            case SIGNAL -> IntStream.rangeClosed(1, LAST_SIGNAL).mapToObj(signal -> with(Signals.name(signal), ""));
            case RESULT ->
                IntStream.rangeClosed(1, LAST_ERROR)
                        .filter(error -> Errno.name(error).startsWith("E"))
                        .mapToObj(error -> with(Errno.name(error), Errno.text(error)));
            case FRAME, TIME, ARG0, ARG1, ARG2, ARG3, ARG4, ARG5, PATH, TEXT, FAILED, BUFFERED, USERSPACE, TRACED ->
                Stream.of();
        };
    }

    private FilterReading.Continuation with(String text, String summary) {
        return new FilterReading.Continuation(position, text, summary);
    }
}
