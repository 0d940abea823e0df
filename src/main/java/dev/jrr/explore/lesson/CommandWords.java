package dev.jrr.explore.lesson;

import java.util.ArrayList;
import java.util.List;

/** A command line, parted as a shell parts it: at blanks, except within quotes of either sort. */
final class CommandWords {
    private CommandWords() {}

    /** @throws IllegalArgumentException if a quote does not end */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isWord = true;
            } else if (Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                isWord = false;
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("the quote " + quote + " does not end");
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
