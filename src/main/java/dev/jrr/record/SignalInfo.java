package dev.jrr.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The fields of a siginfo_t (sigaction(2)) and the default actions of signals (signal(7)). */
final class SignalInfo {
    static final int SIGILL = 4;
    static final int SIGTRAP = 5;
    static final int SIGBUS = 7;
    static final int SIGFPE = 8;
    static final int SIGSEGV = 11;
    /** Signals from here on are queued, each for itself (signal(7)). */
    static final int FIRST_REAL_TIME = 32;

    private static final int SI_TKILL = -6;
    private static final int TRAP_TRACE = 2;

    /** SIGCHLD, SIGCONT, SIGURG, SIGWINCH. */
    private static final long IGNORED = bit(17) | bit(18) | bit(23) | bit(28);

    /** SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU. */
    private static final long STOPS = bit(19) | bit(20) | bit(21) | bit(22);

    private SignalInfo() {}

    static long bit(int signal) {
        return 1L << (signal - 1);
    }

    static int signal(byte[] siginfo) {
        return word(siginfo, 0);
    }

    private static int word(byte[] siginfo, int offset) {
        return ByteBuffer.wrap(siginfo).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }

    /** Whether a thread of this process id sent it by tgkill(2). */
    static boolean isSentBy(byte[] siginfo, int pid) {
        return word(siginfo, 8) == SI_TKILL && word(siginfo, 16) == pid;
    }

    /** Whether the instruction itself raised it: the kernel says so by a positive code. */
    static boolean isSynchronous(byte[] siginfo) {
        return switch (signal(siginfo)) {
            case SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV -> word(siginfo, 8) > 0;
            default -> false;
        };
    }

    /** Whether it tells of a single step (TRAP_TRACE). */
    static boolean isStep(byte[] siginfo) {
        return signal(siginfo) == SIGTRAP && word(siginfo, 8) == TRAP_TRACE;
    }

    static boolean isIgnoredByDefault(int signal) {
        return (IGNORED & bit(signal)) != 0;
    }

    /** SIGTSTP, SIGTTIN, SIGTTOU: the stops that a terminal asks for. */
    static boolean isTerminalStop(int signal) {
        return signal >= 20 && signal <= 22;
    }

    static boolean stopsByDefault(int signal) {
        return (STOPS & bit(signal)) != 0;
    }
}
