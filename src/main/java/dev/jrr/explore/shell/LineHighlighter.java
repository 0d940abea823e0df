package dev.jrr.explore.shell;

import java.util.Collection;
import java.util.function.Supplier;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Gives the line that is typed its colours. */
final class LineHighlighter implements Highlighter {
    private final Supplier<Collection<String>> marks;

    /** @param marks the names that goto knows */
    LineHighlighter(Supplier<Collection<String>> marks) {
        this.marks = marks;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        int end = 0;
        for (LineColours.Span span : LineColours.of(buffer, marks.get())) {
            text.append(buffer.substring(end, span.start()));
            text.styled(style(span.colour()), buffer.substring(span.start(), span.end()));
            end = span.end();
        }
        return text.append(buffer.substring(end)).toAttributedString();
    }

    private static AttributedStyle style(LineColours.Colour colour) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        return switch (colour) {
            case WORD -> plain.bold();
            case NUMBER -> plain.foreground(AttributedStyle.CYAN);
            case TEXT -> plain.foreground(AttributedStyle.GREEN);
            case NAME -> plain.foreground(AttributedStyle.MAGENTA);
            case FIELD -> plain.foreground(AttributedStyle.BLUE).bold();
            case OPERATOR -> plain.foreground(AttributedStyle.YELLOW);
            case COMMENT -> plain.faint();
            // Not by colour alone.
            case MISTAKE -> plain.foreground(AttributedStyle.RED).underline();
        };
    }
}
