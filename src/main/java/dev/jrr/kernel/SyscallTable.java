package dev.jrr.kernel;

import dev.jrr.base.CheckFailed;
import dev.jrr.model.Registers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The x86-64 system calls (arch/x86/entry/syscalls/syscall_64.tbl). */
public final class SyscallTable {
    private static final String[] LINES;
    private static final SyscallInfo[] ROWS;
    private static final Map<String, Integer> NUMBERS;
    private static final Map<String, Shape> SHAPES = new ConcurrentHashMap<>();

    static {
        // Rows are parsed when they are first asked for: a run meets some dozens of them.
        List<String> lines = TableText.lines("syscalls.tbl");
        LINES = new String[512];
        ROWS = new SyscallInfo[LINES.length];
        NUMBERS = new HashMap<>(lines.size() * 2);
        for (String line : lines) {
            int space = line.indexOf(' ');
            int number = Integer.parseInt(line.substring(0, space));
            int bracket = line.indexOf('(', space);
            LINES[number] = line;
            NUMBERS.put(line.substring(space + 1, bracket < 0 ? line.length() : bracket), number);
        }
    }

    private SyscallTable() {}

    /** The row of a call, or empty if this version does not know the number. */
    public static Optional<SyscallInfo> byNumber(int number) {
        if (number < 0 || number >= LINES.length || LINES[number] == null) {
            return Optional.empty();
        }
        SyscallInfo row = ROWS[number];
        if (row == null) {
            row = parse(number, LINES[number]);
            ROWS[number] = row;
        }
        return Optional.of(row);
    }

    /** The row of a call, or empty if this version does not know the name. */
    public static Optional<SyscallInfo> byName(String name) {
        Integer number = NUMBERS.get(name);
        return number == null ? Optional.empty() : byNumber(number);
    }

    /** The call's name, or "syscall_NUMBER". */
    public static String name(int number) {
        return byNumber(number).map(SyscallInfo::name).orElse("syscall_" + number);
    }

    /** The names of all calls. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(NUMBERS.keySet());
    }

    /**
     * The traits of one call with its arguments: where an argument selects what the call does (fcntl,
     * futex, ioctl, prctl, ...), those of that operation alone; otherwise the row's.
     */
    public static Set<Trait> traits(SyscallInfo call, Registers entry) {
        return Form.of(call, entry).traits();
    }

    /**
     * The name of the operation that an argument selects, such as F_SETLKW or FUTEX_WAKE, or empty
     * if the call has only one or the table does not know this one.
     */
    public static String operation(SyscallInfo call, Registers entry) {
        return Form.of(call, entry).variant();
    }

    static Shape shape(String type) {
        Shape shape = SHAPES.get(type);
        if (shape == null) {
            shape = Shape.parse(type);
            SHAPES.put(type, shape);
        }
        return shape;
    }

    static Trait trait(String word) {
        return switch (word) {
            case "block" -> Trait.MAY_BLOCK;
            case "maps" -> Trait.MAPS;
            case "task" -> Trait.CREATES_TASK;
            case "enosys" -> Trait.REFUSED_ENOSYS;
            case "eperm" -> Trait.REFUSED_EPERM;
            case "opens" -> Trait.OPENS_FD;
            case "closes" -> Trait.CLOSES_FD;
            default -> throw new CheckFailed("no trait " + word);
        };
    }

    /** Whether the call's result is an address. */
    static boolean isAddressResult(int number) {
        return number >= 0 && number < LINES.length && LINES[number] != null && LINES[number].endsWith(" hex");
    }

    private static SyscallInfo parse(int number, String line) {
        int space = line.indexOf(' ');
        int open = line.indexOf('(');
        if (open < 0) {
            return new SyscallInfo(number, line.substring(space + 1), List.of(), Set.of());
        }
        int close = line.indexOf(')', open);
        List<SyscallInfo.Argument> arguments = new ArrayList<>(6);
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (int start = open + 1; start < close; ) {
            int end = line.indexOf(',', start);
            if (end < 0 || end > close) {
                end = close;
            }
            int colon = line.indexOf(':', start);
            String type = line.substring(colon + 1, end);
            arguments.add(new SyscallInfo.Argument(line.substring(start, colon).trim(), type));
            if (type.endsWith("?any") || type.endsWith("?intr")) {
                traits.add(Trait.WRITES_ON_ERROR);
            }
            start = end + 1;
        }
        for (String word : TableText.words(line.substring(close + 1))) {
            if (!word.equals("hex")) {
                traits.add(trait(word));
            }
        }
        return new SyscallInfo(number, line.substring(space + 1, open), arguments, traits);
    }
}
