package dev.jrr.replay;

/** The numbers of the calls that replay makes, or treats in a way of their own (syscall_64.tbl). */
final class SystemCalls {
    static final int OPEN = 2;
    static final int CLOSE = 3;
    static final int MMAP = 9;
    static final int MPROTECT = 10;
    static final int MUNMAP = 11;
    static final int BRK = 12;
    static final int RT_SIGRETURN = 15;
    static final int ACCESS = 21;
    static final int MREMAP = 25;
    static final int MADVISE = 28;
    static final int SHMAT = 30;
    static final int CLONE = 56;
    static final int EXIT = 60;
    static final int SHMDT = 67;
    static final int ARCH_PRCTL = 158;
    static final int RESTART_SYSCALL = 219;
    static final int PKEY_MPROTECT = 329;

    private SystemCalls() {}
}
