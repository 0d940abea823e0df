package dev.jrr.kernel;

/**
 * How many elements an argument points to, as the tables write it.
 *
 * @param source where the number comes from
 * @param index the argument, for the sources that have one
 * @param divisor what it is divided by, rounded up
 * @param plus what is added
 */
record Count(Source source, int index, long divisor, long plus) {
    enum Source {
        /** {@code plus} alone. */
        CONSTANT,
        /** The value of an argument. */
        ARGUMENT,
        /** The 32-bit number that an argument points to. */
        POINTED,
        /** The call's result. */
        RESULT
    }

    /** No system call transfers more at once (MAX_RW_COUNT, include/linux/fs.h). */
    static final long MOST = 0x7ffff000;

    /** The most that a length in memory is believed: the largest socket options stay below. */
    private static final long MOST_POINTED = 1 << 20;

    static final Count ONE = new Count(Source.CONSTANT, 0, 1, 1);

    static Count parse(String text) {
        String rest = text;
        long plus = 0;
        int sign = rest.indexOf('+');
        if (sign >= 0) {
            plus = TableText.number(rest.substring(sign + 1));
            rest = rest.substring(0, sign);
        }
        long divisor = 1;
        int slash = rest.indexOf('/');
        if (slash >= 0) {
            divisor = TableText.number(rest.substring(slash + 1));
            rest = rest.substring(0, slash);
        }
        if (rest.equals("ret")) {
            return new Count(Source.RESULT, 0, divisor, plus);
        }
        if (rest.charAt(0) == 'a') {
            return new Count(Source.ARGUMENT, rest.charAt(1) - '0', divisor, plus);
        }
        if (rest.charAt(0) == '*') {
            return new Count(Source.POINTED, rest.charAt(2) - '0', divisor, plus);
        }
        return new Count(Source.CONSTANT, 0, 1, TableText.number(rest));
    }

    /** The number, from 0 to {@link #MOST}. */
    long of(Call call) {
        long value = switch (source) {
            case CONSTANT -> 0;
            case ARGUMENT -> call.countArgument(index);
            case POINTED -> Math.min(MOST_POINTED, call.unsignedInt(call.argument(index)));
            case RESULT -> Math.max(0, call.result());
        };
        value = Math.min(value, MOST);
        return Math.min(MOST, (value + divisor - 1) / divisor + plus);
    }
}
