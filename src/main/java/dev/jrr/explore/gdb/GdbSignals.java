package dev.jrr.explore.gdb;

import java.util.Map;

/** Signals by gdb's own numbers (include/gdb/signals.def of gdb), where they differ from Linux's. */
final class GdbSignals {
    private static final Map<Integer, Integer> DIFFERENT = Map.ofEntries(
            Map.entry(7, 10), // SIGBUS
            Map.entry(10, 30), // SIGUSR1
            Map.entry(12, 31), // SIGUSR2
            Map.entry(17, 20), // SIGCHLD
            Map.entry(18, 19), // SIGCONT
            Map.entry(19, 17), // SIGSTOP
            Map.entry(20, 18), // SIGTSTP
            Map.entry(23, 16), // SIGURG
            Map.entry(29, 23), // SIGIO
            Map.entry(30, 32), // SIGPWR
            Map.entry(31, 12)); // SIGSYS

    private GdbSignals() {}

    static int number(int linux) {
        return DIFFERENT.getOrDefault(linux, linux);
    }
}
