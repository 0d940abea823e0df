package dev.jrr.kernel;

import dev.jrr.base.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The structures of structs.tbl. */
final class Structs {
    /** One field; the field named "..." stands for what people are not shown. */
    record Field(String name, String type, int offset) {
        boolean isElided() {
            return name.equals("...");
        }
    }

    private static final Map<String, String> LINES = new HashMap<>(256);
    private static final Map<String, List<Field>> FIELDS = new HashMap<>();

    static {
        for (String line : TableText.lines("structs.tbl")) {
            LINES.put(line.substring(0, line.indexOf(' ')), line);
        }
    }

    private Structs() {}

    static boolean isKnown(String name) {
        return LINES.containsKey(name);
    }

    static Set<String> names() {
        return LINES.keySet();
    }

    /** The bytes of one element. */
    static int size(String name) {
        String line = LINES.get(name);
        Check.that(line != null, "no structure %s", name);
        int start = name.length() + 1;
        int end = line.indexOf(' ', start);
        return Integer.parseInt(line.substring(start, end < 0 ? line.length() : end));
    }

    /** The fields in the order in which people are shown them; none for numbers and plain bytes. */
    static synchronized List<Field> fields(String name) {
        return FIELDS.computeIfAbsent(name, Structs::parse);
    }

    private static List<Field> parse(String name) {
        String line = LINES.get(name);
        if (line == null) {
            return List.of();
        }
        List<Field> fields = new ArrayList<>();
        List<String> words = TableText.words(line);
        for (String word : words.subList(2, words.size())) {
            int colon = word.indexOf(':');
            int at = word.indexOf('@');
            fields.add(
                    colon < 0
                            ? new Field("...", "", 0)
                            : new Field(
                                    word.substring(0, colon),
                                    word.substring(colon + 1, at),
                                    Integer.parseInt(word.substring(at + 1))));
        }
        return fields;
    }
}
