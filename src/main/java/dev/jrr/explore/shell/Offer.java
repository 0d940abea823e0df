package dev.jrr.explore.shell;

/**
 * Something that may be typed at a place, in place of the word there.
 *
 * @param summary what it is; may be empty
 * @param isWhole whether a blank follows: not if more of the same word has to come
 */
public record Offer(String text, String summary, boolean isWhole) {
    Offer(String text, String summary) {
        this(text, summary, true);
    }
}
