package dev.jrr.explore.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads an expression by recursive descent.
 *
 * <pre>
 * expression  conjunction { ("or" | "||") conjunction }
 * conjunction negation { ("and" | "&amp;&amp;") negation }
 * negation    ("not" | "!") negation | "(" expression ")" | condition
 * condition   field [ operator value ]
 * value       "text" | 'text' | word
 * </pre>
 */
final class FilterParser {
    /** Bounds the recursion, also that of the regular expressions inside. */
    private static final int MAX_LENGTH = 1000;

    private static final int MAX_DEPTH = 100;

    private final String source;
    private final List<FilterReading.Token> tokens = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();
    private int position;
    private int depth;

    FilterParser(String source) {
        this.source = source;
    }

    /** What was taken, in order; to be asked after {@link #parse}, also if that failed. */
    List<FilterReading.Token> tokens() {
        return tokens;
    }

    /** What could have stood where; to be asked after {@link #parse}, also if that failed. */
    List<Expected> expected() {
        return expected;
    }

    Term parse() {
        if (source.length() > MAX_LENGTH) {
            throw new FilterException(
                    "a filter has at most " + MAX_LENGTH + " characters", source.substring(0, 60), 60);
        }
        Term term = expression();
        skipBlanks();
        if (position < source.length()) {
            throw error(peek() == ')' ? "no bracket is open here" : "expected \"and\" or \"or\"", position);
        }
        return term;
    }

    private Term expression() {
        Term term = conjunction();
        while (takeWord("or") || takeSymbol("||")) {
            term = term.or(conjunction());
        }
        return term;
    }

    private Term conjunction() {
        Term term = negation();
        expect(Expected.What.CONNECTIVE);
        while (takeWord("and") || takeSymbol("&&")) {
            term = term.and(negation());
            expect(Expected.What.CONNECTIVE);
        }
        return term;
    }

    private Term negation() {
        expect(Expected.What.TERM);
        int start = position;
        if (++depth > MAX_DEPTH) {
            throw error("nested too deeply", start);
        }
        try {
            if (takeWord("not") || takeSymbol("!")) {
                return negation().not();
            }
            if (takeSymbol("(")) {
                Term term = expression();
                if (!takeSymbol(")")) {
                    throw error("expected \")\" for the bracket at column " + (start + 1), position);
                }
                return term;
            }
            return condition();
        } finally {
            depth--;
        }
    }

    private Term condition() {
        skipBlanks();
        int start = position;
        String name = word().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw error("expected a field, such as syscall, task, result or text", start);
        }
        Field field = Field.named(name)
                .orElseThrow(() -> error(
                        "no field is called \"" + name + "\"; there are " + String.join(", ", Field.names()), start));
        took(FilterReading.Kind.FIELD, start);
        skipBlanks();
        int operatorStart = position;
        expected.add(new Expected(position, Expected.What.OPERATOR, field));
        for (Operator operator : Operator.values()) {
            if (takeSymbol(operator.spelling)) {
                takeSecondEqualsSign(operator);
                took(FilterReading.Kind.OPERATOR, operatorStart);
                return compare(field, operator, start);
            }
        }
        return field.flag().orElseThrow(() -> error("expected = != < <= > >= ~ or !~ after " + name, operatorStart));
    }

    /** "==" is what programmers type: the same as "=". */
    private void takeSecondEqualsSign(Operator operator) {
        if (operator == Operator.EQUAL && position < source.length() && peek() == '=') {
            position++;
        }
    }

    private Term compare(Field field, Operator operator, int start) {
        skipBlanks();
        expected.add(new Expected(position, Expected.What.VALUE, field));
        Value value = value(operator);
        took(value.number().isPresent() ? FilterReading.Kind.NUMBER : FilterReading.Kind.TEXT, value.position());
        try {
            return field.compare(operator, value);
        } catch (Field.MisuseException misuse) {
            throw error(misuse.getMessage(), misuse.concernsValue() ? value.position() : start);
        }
    }

    private Value value(Operator operator) {
        int start = position;
        if (start >= source.length() || peek() == ')') {
            throw error("expected a value after " + operator.spelling, start);
        }
        char quote = peek();
        if (quote == '"' || quote == '\'') {
            position++;
            return new Value(quoted(quote, start, operator.isMatch()), true, start);
        }
        while (position < source.length() && !Character.isWhitespace(peek()) && "()".indexOf(peek()) < 0) {
            position++;
        }
        if (position == start) {
            throw error("expected a value after " + operator.spelling, start);
        }
        return new Value(source.substring(start, position), false, start);
    }

    /** The rest of a quoted text. Of a pattern only the quote's own escape is undone. */
    private String quoted(char quote, int start, boolean pattern) {
        StringBuilder text = new StringBuilder();
        while (position < source.length()) {
            char c = source.charAt(position++);
            if (c == quote) {
                return text.toString();
            }
            if (c == '\\' && position < source.length()) {
                char escaped = source.charAt(position++);
                if (escaped == quote) {
                    text.append(quote);
                } else if (pattern) {
                    text.append(c).append(escaped);
                } else {
                    text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
                }
            } else {
                text.append(c);
            }
        }
        throw error("the quote is never closed", start);
    }

    private String word() {
        int start = position;
        while (position < source.length() && isWordPart(peek())) {
            position++;
        }
        return source.substring(start, position);
    }

    private boolean takeWord(String word) {
        skipBlanks();
        int end = position + word.length();
        if (!source.regionMatches(true, position, word, 0, word.length())
                || (end < source.length() && isWordPart(source.charAt(end)))) {
            return false;
        }
        int start = position;
        position = end;
        took(FilterReading.Kind.CONNECTIVE, start);
        return true;
    }

    private boolean takeSymbol(String symbol) {
        skipBlanks();
        if (!source.startsWith(symbol, position)) {
            return false;
        }
        position += symbol.length();
        return true;
    }

    /** Notes what could stand here. */
    private void expect(Expected.What what) {
        skipBlanks();
        expected.add(new Expected(position, what, null));
    }

    private void took(FilterReading.Kind kind, int start) {
        tokens.add(new FilterReading.Token(kind, start, position));
    }

    private void skipBlanks() {
        while (position < source.length() && Character.isWhitespace(peek())) {
            position++;
        }
    }

    private char peek() {
        return source.charAt(position);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private FilterException error(String message, int place) {
        return new FilterException(message, source, place);
    }
}
