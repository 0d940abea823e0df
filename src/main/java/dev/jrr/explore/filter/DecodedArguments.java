package dev.jrr.explore.filter;

import java.util.ArrayList;
import java.util.List;

/** Takes the arguments out of a decoded system call, such as {@code openat(AT_FDCWD, "/a,b", O_RDONLY) = 3}. */
final class DecodedArguments {
    private DecodedArguments() {}

    /** The arguments in order; commas in quotes and brackets do not part them. */
    static List<String> split(String text) {
        List<String> arguments = new ArrayList<>();
        int start = text.indexOf('(') + 1;
        if (start == 0) {
            return arguments;
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
                continue;
            }
            switch (c) {
                case '"' -> quoted = true;
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                default -> {}
            }
            if (depth < 0 || (c == ',' && depth == 0)) {
                arguments.add(text.substring(start, i).strip());
                start = i + 1;
            }
            if (depth < 0) {
                return arguments;
            }
        }
        arguments.add(text.substring(start).strip());
        return arguments;
    }
}
