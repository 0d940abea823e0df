package dev.jrr.kernel;

import java.util.Optional;

/** The x86-64 system calls (arch/x86/entry/syscalls/syscall_64.tbl). */
public final class SyscallTable {
    private SyscallTable() {}

    /** The row of a call, or empty if this version does not know the number. */
    public static Optional<SyscallInfo> byNumber(int number) {
        throw new UnsupportedOperationException();
    }

    /** The row of a call, or empty if this version does not know the name. */
    public static Optional<SyscallInfo> byName(String name) {
        throw new UnsupportedOperationException();
    }

    /** The call's name, or "syscall_NUMBER". */
    public static String name(int number) {
        return byNumber(number).map(SyscallInfo::name).orElse("syscall_" + number);
    }
}
