package dev.jrr.explore.shell;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine whether a line is finished, and which word of which command the cursor is behind. */
final class LineParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && ShellLine.of(line).isOpen()) {
            throw new EOFError(-1, -1, "the line goes on");
        }
        ShellLine before = ShellLine.of(line.substring(0, Math.max(0, Math.min(cursor, line.length()))));
        // Nothing can be completed in a comment, as behind a word that is not known.
        List<String> words = before.endsInComment()
                ? List.of("#", "")
                : List.of(before.last().stripLeading().split("\\s+", -1));
        return new Words(line, cursor, words);
    }

    @Override
    public boolean isEscapeChar(char character) {
        return false;
    }

    /** The words of the command up to the cursor; the last one is completed. */
    private record Words(String line, int cursor, List<String> words) implements CompletingParsedLine {
        @Override
        public String word() {
            return words.get(wordIndex());
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word().length();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }
}
