package dev.jrr.kernel;

/** What the recorder and the replay must know of a system call beyond its arguments. */
public enum Trait {
    /** May wait for another task, a person, a clock or the network. */
    MAY_BLOCK,
    /** Changes mappings: replay makes it on its own task (mmap, munmap, mprotect, mremap, madvise, brk, shmat, ...). */
    MAPS,
    /** Makes a task (clone, clone3, fork, vfork). */
    CREATES_TASK,
    /** Answered with ENOSYS instead of being made: programs fall back (io_uring_*, userfaultfd, rseq, ...). */
    REFUSED_ENOSYS,
    /** Answered with EPERM instead of being made (ptrace, ...). */
    REFUSED_EPERM,
    /** Returns a new file descriptor. */
    OPENS_FD,
    /** Closes or replaces file descriptors (close, dup2, dup3, close_range). */
    CLOSES_FD,
    /** Writes its output even if it returns an error (clock_nanosleep's remainder, ...). */
    WRITES_ON_ERROR
}
