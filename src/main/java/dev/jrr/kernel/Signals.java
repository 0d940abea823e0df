package dev.jrr.kernel;

/** Signals by name (signal(7)). */
public final class Signals {
    public static final int SIGKILL = 9;
    public static final int SIGCHLD = 17;

    /** The first real-time signal as the kernel counts; the C library keeps two of them. */
    private static final int FIRST_REAL_TIME = 32;

    private static final int LAST = 64;

    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    private Signals() {}

    /** Such as SIGSEGV, SIGRT_1 (33), or the number if there is no such signal. */
    public static String name(int signal) {
        String shortName = shortName(signal);
        return Character.isLetter(shortName.charAt(0)) ? "SIG" + shortName : shortName;
    }

    /** The number of a signal by its name, with or without "SIG", or 0. */
    public static int number(String name) {
        for (int signal = 1; signal <= LAST; signal++) {
            if (name(signal).equalsIgnoreCase(name) || shortName(signal).equalsIgnoreCase(name)) {
                return signal;
            }
        }
        return 0;
    }

    /** A set of signals with bit 0 for signal 1, such as {@code [INT TERM]} or {@code ~[KILL]}. */
    public static String set(long mask) {
        // A full set is shown by what is missing, which is what people look for.
        boolean isInverted = Long.bitCount(mask) > LAST / 2;
        long shown = isInverted ? ~mask : mask;
        StringBuilder text = new StringBuilder(isInverted ? "~[" : "[");
        for (int signal = 1; signal <= LAST; signal++) {
            if ((shown >>> signal - 1 & 1) != 0) {
                text.append(text.charAt(text.length() - 1) == '[' ? "" : " ").append(shortName(signal));
            }
        }
        return text.append(']').toString();
    }

    private static String shortName(int signal) {
        if (signal >= FIRST_REAL_TIME && signal <= LAST) {
            return signal == FIRST_REAL_TIME ? "RTMIN" : "RT_" + (signal - FIRST_REAL_TIME);
        }
        return signal > 0 && signal < NAMES.length ? NAMES[signal] : Integer.toString(signal);
    }
}
