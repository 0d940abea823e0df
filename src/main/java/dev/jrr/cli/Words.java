package dev.jrr.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Words of a command line, and how things that ended are called. */
final class Words {
    private Words() {}

    /** As a shell would take them. Control characters do not act on the terminal. */
    static String quoted(List<String> words) {
        return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_@%+=:,./-]+")) {
            return word;
        }
        return "'" + word.replace("'", "'\\''").replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
