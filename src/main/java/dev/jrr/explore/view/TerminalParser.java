package dev.jrr.explore.view;

import java.util.Arrays;

/**
 * Takes apart what a program sends to a terminal: characters in UTF-8, control characters, and
 * sequences of ECMA-48 and of the DEC terminals. Sequences may be cut anywhere between two calls;
 * one that nobody knows is skipped whole. Takes the same memory whatever comes.
 */
final class TerminalParser {
    /** Does what was taken apart. */
    interface Target {
        void print(int character);

        /** A control character below 32. */
        void control(int character);

        /** ESC, perhaps an intermediate character (else 0), and a final one. */
        void escape(int intermediate, int last);

        /** CSI: see the methods of the parser for its parameters. */
        void sequence(TerminalParser parameters, int prefix, int intermediate, int last);
    }

    private enum State {
        GROUND,
        ESCAPE,
        PARAMETERS,
        /** A sequence that no terminal knows, up to its final character. */
        IGNORED,
        /** OSC: text up to BEL or ST. */
        TITLE,
        /** DCS, SOS, PM, APC: text up to ST. */
        TEXT,
        /** Within such text, behind an ESC, which may begin ST. */
        TITLE_ESCAPE,
        TEXT_ESCAPE,
        /** Seven digits of a colour of the Linux console's palette, which nothing ends. */
        PALETTE
    }

    private static final int MOST_PARAMETERS = 32;
    private static final int LARGEST_PARAMETER = 99_999;
    private static final int PALETTE_DIGITS = 7;

    private static final int BEL = 7;
    private static final int CAN = 0x18;
    private static final int SUB = 0x1a;
    private static final int ESC = 0x1b;
    private static final int DEL = 0x7f;
    private static final int REPLACEMENT = 0xfffd;

    private State state = State.GROUND;
    private int prefix;
    private int intermediate;
    private int count;
    private int palette;
    private boolean isFirst;
    private final int[] parameters;
    /** Whether a parameter stands behind a colon, and so belongs to the one before it. */
    private final boolean[] subordinate;

    /** The character that the bytes so far begin, how many bytes are missing, and the least it may be. */
    private int partial;

    private int missing;
    private int least;

    TerminalParser() {
        this.parameters = new int[MOST_PARAMETERS];
        this.subordinate = new boolean[MOST_PARAMETERS];
    }

    private TerminalParser(TerminalParser other) {
        this.state = other.state;
        this.prefix = other.prefix;
        this.intermediate = other.intermediate;
        this.count = other.count;
        this.palette = other.palette;
        this.isFirst = other.isFirst;
        this.parameters = Arrays.copyOf(other.parameters, MOST_PARAMETERS);
        this.subordinate = Arrays.copyOf(other.subordinate, MOST_PARAMETERS);
        this.partial = other.partial;
        this.missing = other.missing;
        this.least = other.least;
    }

    TerminalParser copy() {
        return new TerminalParser(this);
    }

    void feed(byte[] bytes, Target target) {
        for (byte b : bytes) {
            feed(b & 0xff, target);
        }
    }

    private void feed(int b, Target target) {
        if (missing > 0) {
            if ((b & 0xc0) == 0x80) {
                partial = partial << 6 | b & 0x3f;
                if (--missing == 0) {
                    decoded(isCharacter(partial) && partial >= least ? partial : REPLACEMENT, target);
                }
                return;
            }
            missing = 0;
            decoded(REPLACEMENT, target);
        }
        if (b < 0x80) {
            decoded(b, target);
        } else if (b >= 0xc2 && b < 0xe0) {
            begin(b & 0x1f, 1, 0x80);
        } else if (b >= 0xe0 && b < 0xf0) {
            begin(b & 0x0f, 2, 0x800);
        } else if (b >= 0xf0 && b < 0xf5) {
            begin(b & 0x07, 3, 0x10000);
        } else {
            decoded(REPLACEMENT, target);
        }
    }

    private void begin(int bits, int more, int smallest) {
        partial = bits;
        missing = more;
        least = smallest;
    }

    private static boolean isCharacter(int value) {
        return value <= Character.MAX_CODE_POINT && (value < 0xd800 || value > 0xdfff);
    }

    private void decoded(int c, Target target) {
        if (c == CAN || c == SUB) {
            state = State.GROUND;
            return;
        }
        switch (state) {
            case GROUND -> ground(c, target);
            case ESCAPE -> escape(c, target);
            case PARAMETERS -> parameters(c, target);
            case IGNORED -> ignored(c, target);
            case TITLE, TEXT -> text(c);
            case TITLE_ESCAPE, TEXT_ESCAPE -> textEscape(c, target);
            case PALETTE -> {
                boolean isDigit = Character.digit(c, 16) >= 0 && c < DEL;
                if (!isDigit || --palette == 0) {
                    state = State.GROUND;
                }
                if (!isDigit) {
                    decoded(c, target);
                }
            }
        }
    }

    private void ground(int c, Target target) {
        if (c == ESC) {
            beginEscape();
        } else if (c < 0x20) {
            target.control(c);
        } else if (c >= 0x80 && c < 0xa0) {
            // A control character of eight bits is ESC and one of seven.
            beginEscape();
            escape(c - 0x40, target);
        } else if (c != DEL) {
            target.print(c);
        }
    }

    private void beginEscape() {
        state = State.ESCAPE;
        intermediate = 0;
    }

    private void escape(int c, Target target) {
        if (c == ESC) {
            beginEscape();
        } else if (c < 0x20) {
            target.control(c);
        } else if (c < 0x30) {
            intermediate = c;
        } else if (c >= DEL) {
            state = State.GROUND;
        } else if (intermediate != 0) {
            state = State.GROUND;
            target.escape(intermediate, c);
        } else {
            switch (c) {
                case '[' -> beginParameters();
                case ']' -> {
                    state = State.TITLE;
                    isFirst = true;
                }
                case 'P', 'X', '^', '_' -> state = State.TEXT;
                default -> {
                    state = State.GROUND;
                    target.escape(0, c);
                }
            }
        }
    }

    private void beginParameters() {
        state = State.PARAMETERS;
        prefix = 0;
        intermediate = 0;
        count = 0;
        isFirst = true;
        Arrays.fill(parameters, -1);
        Arrays.fill(subordinate, false);
    }

    private void parameters(int c, Target target) {
        boolean first = isFirst;
        if (c == ESC) {
            beginEscape();
            return;
        }
        if (c < 0x20) {
            target.control(c);
            return;
        }
        isFirst = false;
        if (c >= '0' && c <= '9' && intermediate == 0) {
            digit(c - '0');
        } else if ((c == ';' || c == ':') && intermediate == 0) {
            count = Math.min(count + 1, MOST_PARAMETERS);
            if (count < MOST_PARAMETERS) {
                subordinate[count] = c == ':';
            }
        } else if (c >= '<' && c <= '?' && first) {
            prefix = c;
        } else if (c < 0x30) {
            intermediate = c;
        } else if (c >= '@' && c < DEL) {
            state = State.GROUND;
            target.sequence(this, prefix, intermediate, c);
        } else if (c >= 0x80) {
            state = State.GROUND;
            decoded(c, target);
        } else if (c != DEL) {
            state = State.IGNORED;
        }
    }

    private void digit(int digit) {
        if (count < MOST_PARAMETERS) {
            int value = Math.max(0, parameters[count]) * 10 + digit;
            parameters[count] = Math.min(value, LARGEST_PARAMETER);
        }
    }

    private void ignored(int c, Target target) {
        if (c == ESC) {
            beginEscape();
        } else if (c < 0x20) {
            target.control(c);
        } else if (c >= '@' && c != DEL) {
            state = State.GROUND;
        }
    }

    private void text(int c) {
        boolean isTitle = state == State.TITLE;
        boolean first = isFirst;
        isFirst = false;
        if (c == ESC) {
            state = isTitle ? State.TITLE_ESCAPE : State.TEXT_ESCAPE;
        } else if (c == 0x9c || (c == BEL && isTitle)) {
            state = State.GROUND;
        } else if (isTitle && first && c == 'P') {
            state = State.PALETTE;
            palette = PALETTE_DIGITS;
        } else if (isTitle && first && c == 'R') {
            state = State.GROUND;
        }
    }

    private void textEscape(int c, Target target) {
        if (c == '\\') {
            state = State.GROUND;
        } else {
            // Anything else behind ESC ends the text too, and begins a sequence of its own.
            beginEscape();
            escape(c, target);
        }
    }

    // What a target asks of a sequence.

    /** How many parameters there are, left out ones and parts behind colons included; at least 1. */
    int count() {
        return Math.min(count + 1, MOST_PARAMETERS);
    }

    /** A parameter; {@code otherwise} if it was left out. */
    int parameter(int index, int otherwise) {
        return index < MOST_PARAMETERS && parameters[index] >= 0 ? parameters[index] : otherwise;
    }

    /** A parameter that counts: 0 means 1. */
    int times(int index) {
        return Math.max(1, parameter(index, 1));
    }

    /** Whether a parameter is a part of the one before it. */
    boolean isPart(int index) {
        return index < MOST_PARAMETERS && subordinate[index];
    }
}
