package dev.jrr.explore.shell;

import dev.jrr.base.UsageException;
import dev.jrr.debugger.Breakpoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What has to hold where a breakpoint is to stop: two sums compared, such as {@code rdi != 0} or {@code *rsp+8 > 3}. */
public record Condition(String text, String left, String operator, String right) {
    private static final Pattern FORM = Pattern.compile("(.+?)\\s*(==|=|!=|<=|>=|<|>)\\s*(.+)");

    /** @throws UsageException if the text compares nothing */
    public static Condition parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new UsageException("a condition compares two values: rdi != 0, or *rsp+8 > 3");
        }
        Condition condition = new Condition(text.strip(), form.group(1), form.group(2), form.group(3));
        // A mistake is told now, not when the breakpoint is met.
        condition.holds(new Breakpoint.Live(dev.jrr.model.Registers.ZERO, address -> 0));
        return condition;
    }

    /** A breakpoint that stops only where this holds. */
    public Breakpoint limit(Breakpoint breakpoint) {
        return breakpoint.when(text, this::holds);
    }

    private boolean holds(Breakpoint.Live live) {
        int order = Long.compare(value(left, live), value(right, live));
        return switch (operator) {
            case "=", "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /** A star means the eight bytes at an address. */
    private static long value(String text, Breakpoint.Live live) {
        String plain = text.replaceAll("\\s+", "");
        if (plain.startsWith("*")) {
            return live.word().applyAsLong(value(plain.substring(1), live));
        }
        return AddressExpression.evaluate(plain, live::registers, name -> null);
    }
}
