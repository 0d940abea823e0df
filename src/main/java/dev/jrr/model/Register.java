package dev.jrr.model;

import java.util.Locale;

/** The general registers in the order of the kernel's {@code struct user_regs_struct} (sys/user.h). */
public enum Register {
    R15,
    R14,
    R13,
    R12,
    RBP,
    RBX,
    R11,
    R10,
    R9,
    R8,
    RAX,
    RCX,
    RDX,
    RSI,
    RDI,
    ORIG_RAX,
    RIP,
    CS,
    EFLAGS,
    RSP,
    SS,
    FS_BASE,
    GS_BASE,
    DS,
    ES,
    FS,
    GS;

    /** How many there are. */
    public static final int COUNT = values().length;

    /** The name as debuggers write it, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
