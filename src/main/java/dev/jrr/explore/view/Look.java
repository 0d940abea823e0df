package dev.jrr.explore.view;

/**
 * How a program wanted a piece of text to look (SGR of ECMA-48).
 *
 * @param foreground {@link #DEFAULT}, a colour of the palette from 0 to 255, or {@link #DIRECT} with
 *     eight bits each of red, green and blue
 * @param background in the same way
 * @param marks {@link #BOLD} and others
 */
public record Look(int foreground, int background, int marks) {
    public static final int DEFAULT = -1;
    public static final int DIRECT = 1 << 24;

    public static final int BOLD = 1;
    public static final int FAINT = 2;
    public static final int ITALIC = 4;
    public static final int UNDERLINE = 8;
    public static final int BLINK = 16;
    public static final int REVERSE = 32;
    public static final int HIDDEN = 64;
    public static final int STRUCK = 128;

    public static final Look PLAIN = new Look(DEFAULT, DEFAULT, 0);

    /** Whether it has a mark. */
    public boolean is(int mark) {
        return (marks & mark) != 0;
    }

    Look with(int mark) {
        return new Look(foreground, background, marks | mark);
    }

    Look without(int gone) {
        return new Look(foreground, background, marks & ~gone);
    }

    Look onto(int colour) {
        return new Look(foreground, colour, marks);
    }

    Look of(int colour) {
        return new Look(colour, background, marks);
    }

    /** What an erased cell looks like: only the background stays. */
    Look erased() {
        return background == DEFAULT ? PLAIN : new Look(DEFAULT, background, 0);
    }
}
