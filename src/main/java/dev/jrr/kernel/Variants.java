package dev.jrr.kernel;

import dev.jrr.model.Registers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of variants.tbl for one system call whose arguments depend on one of them. */
final class Variants {
    private static final Map<String, Variants> ALL = new HashMap<>();

    static {
        Variants current = null;
        for (String line : TableText.lines("variants.tbl")) {
            if (line.startsWith("variants ")) {
                List<String> words = TableText.words(line);
                current = new Variants(
                        Integer.parseInt(words.get(2)), TableText.number(words.get(3)), Integer.parseInt(words.get(4)));
                ALL.put(words.get(1), current);
            } else {
                current.lines.put(TableText.number(line.substring(0, line.indexOf(' '))), line);
            }
        }
    }

    private final int selector;
    private final long mask;
    private final int shift;
    private final Map<Long, String> lines = new HashMap<>();
    private final Map<Long, Form> forms = new HashMap<>();

    private Variants(int selector, long mask, int shift) {
        this.selector = selector;
        this.mask = mask;
        this.shift = shift;
    }

    /** The variants of a call, or null if it has only one form. */
    static Variants of(String call) {
        return ALL.get(call);
    }

    /** The names of all variants by the value that selects them. */
    Map<Long, String> names() {
        Map<Long, String> names = new HashMap<>();
        lines.forEach((value, line) -> names.put(value, TableText.words(line).get(1)));
        return names;
    }

    /** Registers whose selecting argument has a value of {@link #names()}. */
    Registers selecting(long value) {
        return Registers.ZERO.withArgument(selector, value << shift);
    }

    synchronized Form form(SyscallInfo call, Registers entry) {
        long value = (entry.argument(selector) & mask) >>> shift;
        Form form = forms.get(value);
        if (form != null) {
            return form;
        }
        String line = lines.get(value);
        if (line != null) {
            form = parse(call, TableText.words(line));
            forms.put(value, form);
            return form;
        }
        return call.name().equals("ioctl") ? bySizeInRequest(call, value) : Form.plain(call, selector, false);
    }

    private Form parse(SyscallInfo call, List<String> words) {
        List<SyscallInfo.Argument> arguments = new ArrayList<>(call.arguments().subList(0, selector + 1));
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (String word : words.subList(2, words.size())) {
            int colon = word.indexOf(':');
            if (word.equals("raw")) {
                arguments = new ArrayList<>(call.arguments());
            } else if (colon < 0) {
                traits.add(SyscallTable.trait(word));
            } else if (word.charAt(1) == '=') {
                arguments.set(
                        word.charAt(0) - '0',
                        new SyscallInfo.Argument(word.substring(2, colon), word.substring(colon + 1)));
            } else {
                arguments.add(new SyscallInfo.Argument(word.substring(0, colon), word.substring(colon + 1)));
            }
        }
        return form(words.get(1), arguments, traits);
    }

    private Form form(String name, List<SyscallInfo.Argument> arguments, Set<Trait> traits) {
        List<Shape> shapes = new ArrayList<>(6);
        for (SyscallInfo.Argument argument : arguments) {
            Shape shape = SyscallTable.shape(argument.type());
            shapes.add(shape);
            if (shape.when() == Shape.When.ANY || shape.when() == Shape.When.INTERRUPTED) {
                traits.add(Trait.WRITES_ON_ERROR);
            }
        }
        return new Form(name, selector, List.copyOf(arguments), List.copyOf(shapes), Set.copyOf(traits), true);
    }

    /**
     * A request outside the table: 2 bits of direction (1: the kernel reads, 2: it writes) and 14 bits
     * of size above 16 bits of number (include/uapi/asm-generic/ioctl.h). What waits is not known.
     */
    private Form bySizeInRequest(SyscallInfo call, long request) {
        int direction = (int) (request >>> 30);
        long size = request >>> 16 & 0x3fff;
        if (direction == 0 || size == 0) {
            return Form.plain(call, selector, false);
        }
        String mark = direction == 1 ? "<" : direction == 2 ? ">" : "=";
        List<SyscallInfo.Argument> arguments = new ArrayList<>(call.arguments().subList(0, selector + 1));
        arguments.add(new SyscallInfo.Argument("argp", mark + "bytes[" + size + "]"));
        return form("", arguments, EnumSet.of(Trait.MAY_BLOCK));
    }
}
