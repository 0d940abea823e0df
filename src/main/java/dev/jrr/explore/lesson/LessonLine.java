package dev.jrr.explore.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One entry of a lesson's file, or one paragraph of text.
 *
 * @param key what stands before the colon; {@link Key#TEXT} for a paragraph
 * @param value the rest, and the indented lines below it; without line breaks
 * @param line where it begins, from 1 on
 */
record LessonLine(Key key, String value, int line) {
    /** All entries that there are. */
    enum Key {
        TEXT,
        TITLE,
        SUMMARY,
        PROGRAM,
        ARGUMENTS,
        COMMAND,
        COMPILE,
        RECORD,
        MINUTES,
        STEP,
        GO,
        VIEW,
        CLAIM,
        ASK,
        ANSWER_FRAME,
        ANSWER_AT,
        WITHIN,
        ANSWER_TASK,
        ANSWER_TEXT,
        MODEL,
        WRONG,
        HINT,
        EXPLAIN;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it stands before the first step. */
        boolean isHead() {
            return this != TEXT && compareTo(STEP) < 0;
        }

        /** Whether it belongs to a question. */
        boolean isOfQuestion() {
            return compareTo(ASK) > 0;
        }

        boolean isAnswer() {
            return this == ANSWER_FRAME || this == ANSWER_AT || this == ANSWER_TASK || this == ANSWER_TEXT;
        }

        /** Whether there may be several in one step. */
        boolean mayRepeat() {
            return this == TEXT || this == CLAIM || this == HINT || this == WRONG;
        }

        static Optional<Key> named(String label) {
            return entries().stream().filter(key -> key.label().equals(label)).findFirst();
        }

        private static List<Key> entries() {
            return Arrays.stream(values()).filter(key -> key != TEXT).toList();
        }

        static String labels(String start) {
            List<String> all = entries().stream().map(Key::label).toList();
            List<String> similar = all.stream()
                    .filter(label -> label.startsWith(start.substring(0, 1)))
                    .toList();
            return similar.isEmpty()
                    ? "entries are " + String.join(", ", all)
                    : "did you mean " + similar.stream().collect(Collectors.joining(": or ")) + ":?";
        }
    }

    private static final Pattern ENTRY = Pattern.compile("([a-z][a-z-]*):(?:\\s+(.*))?");

    /** @throws LessonException at the first line that is none of a lesson */
    static List<LessonLine> all(String file, String text) {
        List<LessonLine> found = new ArrayList<>();
        // What the next line would go on with.
        LessonLine open = null;
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = raw.stripTrailing().replace('\t', ' ');
            if (line.chars().anyMatch(Character::isISOControl)) {
                throw new LessonException(file, number, "a control character: lessons are plain text, take it out");
            }
            if (line.startsWith("#")) {
                continue;
            }
            boolean isBelow = line.startsWith(" ");
            boolean isText = open != null && open.key() == Key.TEXT;
            Matcher entry = ENTRY.matcher(line);
            // Within a paragraph a word with a colon may come to stand at the left.
            boolean isEntry =
                    entry.matches() && !(isText && Key.named(entry.group(1)).isEmpty());
            boolean goesOn = !isEntry && !line.isEmpty() && open != null && isBelow != isText;
            if (goesOn) {
                open = open.joined(line);
                continue;
            }
            close(file, open, found);
            if (line.isEmpty()) {
                open = null;
            } else if (isEntry) {
                open = begin(file, number, entry);
            } else if (isBelow) {
                throw new LessonException(
                        file,
                        number,
                        "an indented line goes on with the entry right above it, and there is none; "
                                + "let text begin at the left");
            } else {
                open = new LessonLine(Key.TEXT, line, number);
            }
        }
        close(file, open, found);
        return found;
    }

    private static LessonLine begin(String file, int number, Matcher entry) {
        String label = entry.group(1);
        Key key = Key.named(label)
                .orElseThrow(() -> new LessonException(
                        file,
                        number,
                        "no entry is called \"" + label + ":\"; " + Key.labels(label)
                                + " (text may not begin with a word and a colon)"));
        return new LessonLine(key, entry.group(2) == null ? "" : entry.group(2).strip(), number);
    }

    private static void close(String file, LessonLine open, List<LessonLine> found) {
        if (open == null) {
            return;
        }
        if (open.value().isEmpty()) {
            throw new LessonException(
                    file,
                    open.line(),
                    open.key().label() + ": says nothing; write it behind the colon, or leave the line out");
        }
        found.add(open);
    }

    private LessonLine joined(String more) {
        return new LessonLine(key, (value + " " + more.strip()).strip(), line);
    }
}
