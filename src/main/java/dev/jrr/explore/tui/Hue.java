package dev.jrr.explore.tui;

import dev.jrr.explore.view.Look;

/** What a program's colour is called: one of the eight that every terminal has, or grey. */
enum Hue {
    BLACK,
    RED,
    GREEN,
    YELLOW,
    BLUE,
    MAGENTA,
    CYAN,
    WHITE,
    GREY;

    private static final int NAMED = 8;
    private static final int FIRST_OF_CUBE = 16;
    private static final int FIRST_GREY = 232;
    private static final int[] STEPS = {0, 95, 135, 175, 215, 255};

    /** How far apart the strongest and the weakest part of a grey may be. */
    private static final int GREYNESS = 40;

    private static final int DARK = 64;
    private static final int LIGHT = 192;

    private static final Hue[] ALL = values();

    /** @param colour as {@link Look} has it, but not {@link Look#DEFAULT} */
    static Hue of(int colour) {
        if (colour >= Look.DIRECT) {
            return of(colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff);
        }
        if (colour < FIRST_OF_CUBE) {
            return colour == NAMED ? GREY : ALL[colour % NAMED];
        }
        if (colour >= FIRST_GREY) {
            int part = 8 + 10 * (colour - FIRST_GREY);
            return of(part, part, part);
        }
        int place = colour - FIRST_OF_CUBE;
        return of(STEPS[place / 36], STEPS[place / 6 % 6], STEPS[place % 6]);
    }

    private static Hue of(int red, int green, int blue) {
        int most = Math.max(red, Math.max(green, blue));
        int least = Math.min(red, Math.min(green, blue));
        if (most - least < GREYNESS) {
            return most < DARK ? BLACK : most < LIGHT ? GREY : WHITE;
        }
        int middle = (most + least) / 2;
        int bits = (red > middle ? 1 : 0) | (green > middle ? 2 : 0) | (blue > middle ? 4 : 0);
        return ALL[bits];
    }
}
