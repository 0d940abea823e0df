package dev.jrr.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sets of names of constants.tbl. */
final class Constants {
    /** One name; {@code mask} is 0 for a flag that stands for its own bits. */
    private record Constant(String name, long mask, long value) {}

    private record ConstantSet(boolean isFlags, List<Constant> constants) {}

    private static final Map<String, String> LINES = new HashMap<>(256);
    private static final Map<String, ConstantSet> SETS = new HashMap<>();

    static {
        String name = "";
        for (String line : TableText.lines("constants.tbl")) {
            if (line.charAt(0) != ' ') {
                int start = line.indexOf(' ') + 1;
                name = line.substring(start, line.indexOf(' ', start));
            }
            String before = LINES.get(name);
            LINES.put(name, before == null ? line : before.concat(line));
        }
    }

    private Constants() {}

    static boolean isKnown(String set) {
        return LINES.containsKey(set);
    }

    /** A value of a set as a person reads it: its name, its flags joined by "|", or the number. */
    static String text(String set, long value) {
        ConstantSet names = set(set);
        return names.isFlags ? flags(names, value) : enumerated(names, value, Long.toString(value));
    }

    /** The name of a value of an enumeration, or {@code otherwise}. */
    static String enumerated(String set, long value, String otherwise) {
        return isKnown(set) ? enumerated(set(set), value, otherwise) : otherwise;
    }

    private static String enumerated(ConstantSet set, long value, String otherwise) {
        for (Constant constant : set.constants) {
            if (constant.value == value) {
                return constant.name;
            }
        }
        return otherwise;
    }

    private static String flags(ConstantSet set, long value) {
        StringBuilder text = new StringBuilder();
        long left = value;
        for (Constant constant : set.constants) {
            boolean isSet;
            if (constant.mask != 0) {
                isSet = (value & constant.mask) == constant.value;
                left &= isSet ? ~constant.mask : -1;
            } else if (constant.value == 0) {
                isSet = value == 0;
            } else {
                isSet = (left & constant.value) == constant.value;
                left &= isSet ? ~constant.value : -1;
            }
            if (isSet) {
                text.append(text.length() > 0 ? "|" : "").append(constant.name);
            }
        }
        if (left != 0 || text.length() == 0) {
            text.append(text.length() > 0 ? "|" : "").append(left == 0 ? "0" : "0x" + Long.toHexString(left));
        }
        return text.toString();
    }

    private static synchronized ConstantSet set(String name) {
        ConstantSet set = SETS.get(name);
        if (set == null) {
            set = parse(LINES.getOrDefault(name, "flags " + name));
            SETS.put(name, set);
        }
        return set;
    }

    private static ConstantSet parse(String line) {
        List<String> words = TableText.words(line);
        List<Constant> constants = new ArrayList<>(words.size());
        long mask = 0;
        for (String word : words.subList(2, words.size())) {
            if (word.charAt(0) == '/') {
                mask = TableText.number(word.substring(1));
            } else {
                int equals = word.indexOf('=');
                constants.add(
                        new Constant(word.substring(0, equals), mask, TableText.number(word.substring(equals + 1))));
            }
        }
        return new ConstantSet(words.get(0).equals("flags"), constants);
    }
}
