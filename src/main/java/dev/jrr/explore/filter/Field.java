package dev.jrr.explore.filter;

import dev.jrr.base.JrrException;
import dev.jrr.kernel.FrameText;
import dev.jrr.kernel.Signals;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Event;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What an expression can ask about. */
enum Field {
    FRAME {
        @Override
        Term compare(Operator operator, Value value) {
            BigDecimal number = number(value);
            return new Term(numberTest(facts -> facts.frame().number(), operator, number), range(operator, number));
        }
    },
    TASK {
        @Override
        Term compare(Operator operator, Value value) {
            BigDecimal number = number(value);
            FilterHint hint = operator == Operator.EQUAL && isInt(number)
                    ? FilterHint.tid(number.intValueExact())
                    : FilterHint.ANY;
            return new Term(numberTest(facts -> facts.frame().task().tid(), operator, number), hint);
        }
    },
    TIME {
        @Override
        Term compare(Operator operator, Value value) {
            BigDecimal nanos = number(value).movePointRight(9);
            return new Term(numberTest(facts -> facts.frame().timeNanos(), operator, nanos), FilterHint.ANY);
        }
    },
    KIND {
        @Override
        Term compare(Operator operator, Value value) {
            FilterHint hint = FilterHint.ANY;
            if (!operator.isMatch()) {
                if (!KINDS.contains(value.text())) {
                    throw new MisuseException("a kind is one of " + String.join(", ", KINDS), true);
                }
                hint = operator == Operator.EQUAL ? FilterHint.kinds(Set.of(value.text())) : hint;
            }
            return new Term(texts(facts -> List.of(FrameText.kind(facts.frame())), operator, value), hint);
        }
    },
    SYSCALL {
        @Override
        Term compare(Operator operator, Value value) {
            FilterHint hint = CALLS;
            if (!operator.isMatch()) {
                if (SyscallTable.byName(value.text()).isEmpty() && !value.text().matches("syscall_[0-9]+")) {
                    throw new MisuseException("no system call is called \"" + value.text() + "\"", true);
                }
                hint = operator == Operator.EQUAL ? hint.named(value.text()) : hint;
            }
            Predicate<FrameFacts> name = texts(facts -> List.of(FrameText.name(facts.frame())), operator, value);
            return new Term(name.and(FrameFacts::isSyscall), hint);
        }

        @Override
        Optional<Term> flag() {
            return Optional.of(new Term(FrameFacts::isSyscall, CALLS));
        }
    },
    SIGNAL {
        @Override
        Term compare(Operator operator, Value value) {
            Value full = value;
            FilterHint hint = SIGNALS;
            if (!operator.isMatch()) {
                int number = Signals.number(value.text());
                if (number == 0) {
                    throw new MisuseException("no signal is called \"" + value.text() + "\"", true);
                }
                full = new Value(Signals.name(number), true, value.position());
                hint = operator == Operator.EQUAL ? SIGNALS.named(full.text()) : SIGNALS;
            }
            Predicate<FrameFacts> test = texts(facts -> List.of(FrameText.name(facts.frame())), operator, full);
            return new Term(test.and(Field::isSignal), hint);
        }

        @Override
        Optional<Term> flag() {
            return Optional.of(new Term(Field::isSignal, SIGNALS));
        }
    },
    RESULT {
        @Override
        Term compare(Operator operator, Value value) {
            if (!operator.isMatch() && value.text().matches("-?E[A-Z0-9]+")) {
                return errorName(operator, value.text().replace("-", ""));
            }
            if (operator.isMatch()) {
                return new Term(texts(facts -> List.of(afterResult(facts)), operator, value), CALLS);
            }
            return new Term(optionalTest(FrameFacts::result, operator, number(value)), CALLS);
        }
    },
    ARG0,
    ARG1,
    ARG2,
    ARG3,
    ARG4,
    ARG5,
    PATH {
        @Override
        Term compare(Operator operator, Value value) {
            return new Term(texts(FrameFacts::paths, operator, value), FilterHint.ANY);
        }
    },
    TEXT {
        @Override
        Term compare(Operator operator, Value value) {
            return new Term(texts(facts -> List.of(facts.text()), operator, value), FilterHint.ANY);
        }
    },
    FAILED {
        @Override
        Optional<Term> flag() {
            return Optional.of(new Term(FrameFacts::isFailed, CALLS));
        }
    },
    BUFFERED {
        @Override
        Optional<Term> flag() {
            return Optional.of(new Term(facts -> facts.isHandled(Event.Handling.BUFFERED), IN_TRACEE));
        }
    },
    USERSPACE {
        @Override
        Optional<Term> flag() {
            return Optional.of(new Term(facts -> facts.isHandled(Event.Handling.USER_SPACE), IN_TRACEE));
        }
    },
    TRACED {
        @Override
        Optional<Term> flag() {
            return Optional.of(new Term(FrameFacts::isTraced, CALLS));
        }
    };

    static final List<String> KINDS = List.of("syscall", "signal", "exec", "exit", "clock", "random", "switch");
    private static final FilterHint CALLS = FilterHint.kinds(Set.of("syscall", "exec"));
    private static final FilterHint IN_TRACEE =
            FilterHint.kinds(Set.of("syscall")).inTracee();
    private static final FilterHint SIGNALS = FilterHint.kinds(Set.of("signal"));

    /** The comparison of this field with a value; of an argument unless a field says otherwise. */
    Term compare(Operator operator, Value value) {
        if (!name().startsWith("ARG")) {
            throw new MisuseException(label() + " stands alone: it is true or false", false);
        }
        int index = name().charAt(3) - '0';
        Optional<BigDecimal> number = value.number();
        if (operator.isOrder() || (!operator.isMatch() && number.isPresent())) {
            return new Term(optionalTest(facts -> facts.argument(index), operator, number(value)), CALLS);
        }
        return new Term(
                texts(facts -> facts.argumentTexts(index), operator, value).and(FrameFacts::isSyscall), CALLS);
    }

    /** What the field says when it stands alone, if it can. */
    Optional<Term> flag() {
        return Optional.empty();
    }

    static Optional<Field> named(String name) {
        return Arrays.stream(values())
                .filter(field -> field.label().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Field::label).toList();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One line for people. */
    String summary() {
        return switch (this) {
            case FRAME -> "the frame's number";
            case TASK -> "the task's id";
            case TIME -> "seconds since the start";
            case KIND -> "what kind of event: " + String.join(", ", KINDS);
            case SYSCALL -> "the system call's name; alone: any";
            case SIGNAL -> "the signal's name; alone: any";
            case RESULT -> "what the call returned, or its error's name";
            case ARG0, ARG1, ARG2, ARG3, ARG4, ARG5 -> "argument " + (name().charAt(3) - '0') + " of the call";
            case PATH -> "a file that it deals with";
            case TEXT -> "the line as it is shown";
            case FAILED -> "calls that returned an error";
            case BUFFERED -> "calls that did not stop";
            case USERSPACE -> "calls answered without the kernel";
            case TRACED -> "calls that stopped";
        };
    }

    /** Whether it can be compared so. */
    boolean takes(Operator operator) {
        return switch (this) {
            case FRAME, TASK, TIME -> !operator.isMatch();
            case KIND, SYSCALL, SIGNAL, PATH, TEXT -> !operator.isOrder();
            case RESULT, ARG0, ARG1, ARG2, ARG3, ARG4, ARG5 -> true;
            case FAILED, BUFFERED, USERSPACE, TRACED -> false;
        };
    }

    private static boolean isSignal(FrameFacts facts) {
        return facts.frame().event() instanceof Event.Signal;
    }

    BigDecimal number(Value value) {
        return value.number().orElseThrow(() -> new MisuseException(label() + " is compared with a number", true));
    }

    private static boolean isInt(BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(number.intValue())) == 0;
    }

    private static Term errorName(Operator operator, String name) {
        if (operator.isOrder()) {
            throw new MisuseException("an error's name is compared by = or !=", true);
        }
        Pattern word = Pattern.compile("\\b" + name + "\\b");
        Predicate<FrameFacts> test =
                facts -> facts.isFailed() && word.matcher(afterResult(facts)).find();
        Predicate<FrameFacts> hasResult = facts -> facts.result().isPresent();
        return new Term(operator == Operator.EQUAL ? test : hasResult.and(test.negate()), CALLS);
    }

    /** What a decoded call says after its equals sign. */
    private static String afterResult(FrameFacts facts) {
        int sign = facts.text().lastIndexOf(") = ");
        return sign < 0 ? "" : facts.text().substring(sign + 4);
    }

    private static FilterHint range(Operator operator, BigDecimal number) {
        // One frame too many on either side does no harm: a hint is only necessary.
        BigDecimal bounded = number.max(BigDecimal.ZERO).min(BigDecimal.valueOf(Long.MAX_VALUE / 2));
        long frame = bounded.longValue();
        return switch (operator) {
            case EQUAL -> FilterHint.frames(frame, frame);
            case LESS, AT_MOST -> FilterHint.frames(0, frame);
            case GREATER, AT_LEAST -> FilterHint.frames(frame, Long.MAX_VALUE);
            case NOT_EQUAL, MATCHES, NOT_MATCHES -> FilterHint.ANY;
        };
    }

    Predicate<FrameFacts> numberTest(ToLongFunction<FrameFacts> get, Operator operator, BigDecimal number) {
        return optionalTest(facts -> OptionalLong.of(get.applyAsLong(facts)), operator, number);
    }

    Predicate<FrameFacts> optionalTest(Function<FrameFacts, OptionalLong> get, Operator operator, BigDecimal number) {
        if (operator.isMatch()) {
            throw new MisuseException(label() + " is a number: compare it by = != < <= > >=", false);
        }
        // An address above the middle is written as an unsigned number and kept as a negative one.
        boolean unsigned = number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
        return facts -> {
            OptionalLong value = get.apply(facts);
            return value.isPresent()
                    && operator.accepts(toDecimal(value.getAsLong(), unsigned).compareTo(number));
        };
    }

    private static BigDecimal toDecimal(long value, boolean unsigned) {
        return unsigned ? new BigDecimal(Long.toUnsignedString(value)) : BigDecimal.valueOf(value);
    }

    /** True if one of the texts (none, if negated) equals or matches the value. */
    Predicate<FrameFacts> texts(Function<FrameFacts, List<String>> get, Operator operator, Value value) {
        if (operator.isOrder()) {
            throw new MisuseException(label() + " is compared by = != ~ or !~", false);
        }
        Predicate<String> one = operator.isMatch() ? pattern(value) : value.text()::equals;
        return facts -> get.apply(facts).stream().anyMatch(one) != operator.isNegated();
    }

    private static Predicate<String> pattern(Value value) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(value.text());
        } catch (PatternSyntaxException e) {
            throw new MisuseException("not a regular expression: " + e.getDescription(), true);
        }
        return text -> {
            try {
                return pattern.matcher(text).find();
            } catch (StackOverflowError e) {
                // The library matches alternatives in a repetition by recursion over the text.
                throw new JrrException("the pattern " + pattern + " is too complicated for a long text");
            }
        };
    }

    /** A field used for what it is not. */
    static final class MisuseException extends JrrException {
        private static final long serialVersionUID = 1L;

        private final boolean value;

        MisuseException(String message, boolean value) {
            super(message);
            this.value = value;
        }

        /** Whether the value is wrong, rather than the field. */
        boolean concernsValue() {
            return value;
        }
    }
}
