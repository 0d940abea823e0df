package dev.jrr.explore.view;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The text of a source file.
 *
 * @param warning why it may not be the text that the program was made of, or ""
 */
public record Source(List<String> lines, String warning) {
    public Source {
        lines = List.copyOf(lines);
    }

    /** Any bytes are text of this kind. */
    static Source of(byte[] text, String warning) {
        return new Source(new String(text, StandardCharsets.UTF_8).lines().toList(), warning);
    }
}
