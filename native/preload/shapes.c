/*
 * Calls that need no thought: they never wait for another task, change nothing that the tracer or
 * a replay has to know of apart from bytes in memory, and read and write those by simple rules.
 */
#include "shapes.h"
#include <asm/unistd_64.h>

#define CALL(name, ...) [__NR_##name] = {PLAIN, {__VA_ARGS__}}
#define CALL_THAT(extra, name, ...) [__NR_##name] = {extra, {__VA_ARGS__}}

static const struct shape shapes[512] = {
    /* Files by name. */
    CALL(stat, {PATH, 0, 0}, {OUT, 1, 144}),
    CALL(lstat, {PATH, 0, 0}, {OUT, 1, 144}),
    CALL(fstat, {OUT, 1, 144}),
    CALL(newfstatat, {PATH, 1, 0}, {OUT, 2, 144}),
    CALL(statx, {PATH, 1, 0}, {OUT, 4, 256}),
    CALL(statfs, {PATH, 0, 0}, {OUT, 1, 120}),
    CALL(fstatfs, {OUT, 1, 120}),
    CALL(access, {PATH, 0, 0}),
    CALL(faccessat, {PATH, 1, 0}),
    CALL(faccessat2, {PATH, 1, 0}),
    CALL(readlink, {PATH, 0, 0}, {OUT_RESULT, 1, 2}),
    CALL(readlinkat, {PATH, 1, 0}, {OUT_RESULT, 2, 3}),
    CALL(getcwd, {OUT_RESULT, 0, 1}),
    CALL(chdir, {PATH, 0, 0}),
    CALL(fchdir),
    CALL(mkdir, {PATH, 0, 0}),
    CALL(mkdirat, {PATH, 1, 0}),
    CALL(rmdir, {PATH, 0, 0}),
    CALL(unlink, {PATH, 0, 0}),
    CALL(unlinkat, {PATH, 1, 0}),
    CALL(rename, {PATH, 0, 0}, {PATH, 1, 0}),
    CALL(renameat, {PATH, 1, 0}, {PATH, 3, 0}),
    CALL(renameat2, {PATH, 1, 0}, {PATH, 3, 0}),
    CALL(link, {PATH, 0, 0}, {PATH, 1, 0}),
    CALL(linkat, {PATH, 1, 0}, {PATH, 3, 0}),
    CALL(symlink, {PATH, 0, 0}, {PATH, 1, 0}),
    CALL(symlinkat, {PATH, 0, 0}, {PATH, 2, 0}),
    CALL(chmod, {PATH, 0, 0}),
    CALL(fchmod),
    CALL(fchmodat, {PATH, 1, 0}),
    CALL(chown, {PATH, 0, 0}),
    CALL(lchown, {PATH, 0, 0}),
    CALL(fchown),
    CALL(fchownat, {PATH, 1, 0}),
    CALL(utimensat, {PATH, 1, 0}, {IN, 2, 32}),
    CALL(umask),
    CALL(getxattr, {PATH, 0, 0}, {PATH, 1, 0}, {OUT_RESULT, 2, 3}),
    CALL(lgetxattr, {PATH, 0, 0}, {PATH, 1, 0}, {OUT_RESULT, 2, 3}),
    CALL(fgetxattr, {PATH, 1, 0}, {OUT_RESULT, 2, 3}),
    CALL(listxattr, {PATH, 0, 0}, {OUT_RESULT, 1, 2}),
    CALL(llistxattr, {PATH, 0, 0}, {OUT_RESULT, 1, 2}),
    CALL(flistxattr, {OUT_RESULT, 1, 2}),

    /* Descriptors. */
    CALL_THAT(CLOSES_FIRST, close),
    CALL(dup),
    CALL_THAT(CLOSES_SECOND, dup2),
    CALL_THAT(CLOSES_SECOND, dup3),
    CALL(pipe, {OUT, 0, 8}),
    CALL(pipe2, {OUT, 0, 8}),
    CALL_THAT(SPECIAL, fcntl),
    CALL_THAT(SPECIAL, ioctl),
    CALL(lseek),
    CALL(fsync),
    CALL(fdatasync),
    CALL(fadvise64),
    CALL(getdents64, {OUT_RESULT, 1, 2}),
    CALL(epoll_create),
    CALL(epoll_create1),
    CALL(epoll_ctl, {IN, 3, 12}),
    CALL(eventfd),
    CALL(eventfd2),
    CALL(timerfd_create),
    CALL(timerfd_settime, {IN, 2, 32}, {OUT, 3, 32}),
    CALL(timerfd_gettime, {OUT, 1, 32}),
    CALL(signalfd4, {IN, 1, 8}),
    CALL(memfd_create, {PATH, 0, 0}),
    CALL(inotify_init),
    CALL(inotify_init1),
    CALL(inotify_add_watch, {PATH, 1, 0}),
    CALL(inotify_rm_watch),

    /* Sockets. */
    CALL(socket),
    CALL(socketpair, {OUT, 3, 8}),
    CALL(bind, {IN_LENGTH, 1, 2}),
    CALL(listen),
    CALL(shutdown),
    CALL(setsockopt, {IN_LENGTH, 3, 4}),

    /* Who and where. */
    CALL(getpid),
    CALL(getppid),
    CALL(gettid),
    CALL(getuid),
    CALL(geteuid),
    CALL(getgid),
    CALL(getegid),
    CALL(getpgrp),
    CALL(getpgid),
    CALL(getsid),
    CALL(getresuid, {OUT, 0, 4}, {OUT, 1, 4}, {OUT, 2, 4}),
    CALL(getresgid, {OUT, 0, 4}, {OUT, 1, 4}, {OUT, 2, 4}),
    CALL(uname, {OUT, 0, 390}),
    CALL(sysinfo, {OUT, 0, 112}),
    CALL(getrlimit, {OUT, 1, 16}),
    CALL(setrlimit, {IN, 1, 16}),
    CALL(prlimit64, {IN, 2, 16}, {OUT, 3, 16}),
    CALL(getrusage, {OUT, 1, 144}),
    CALL(times, {OUT, 0, 32}),
    CALL(getpriority),
    CALL(sched_getscheduler),
    CALL(sched_getparam, {OUT, 1, 4}),
    CALL(sched_getaffinity, {OUT_RESULT, 2, 1}),
    CALL(getcpu, {OUT, 0, 4}, {OUT, 1, 4}),
    CALL_THAT(SPECIAL, prctl),
    CALL(set_tid_address),
    CALL(set_robust_list),
    CALL(get_robust_list, {OUT, 1, 8}, {OUT, 2, 8}),
    CALL_THAT(REFUSED, rseq),
    CALL_THAT(UNLESS_READY, sched_yield),

    /* Time and chance. */
    CALL(clock_gettime, {OUT, 1, 16}),
    CALL(clock_getres, {OUT, 1, 16}),
    CALL(gettimeofday, {OUT, 0, 16}, {OUT, 1, 8}),
    CALL(time, {OUT, 0, 8}),
    CALL(getitimer, {OUT, 1, 32}),
    CALL(getrandom, {OUT_RESULT, 0, 1}),

    /* Signals. */
    CALL(rt_sigprocmask, {IN, 1, 8}, {OUT, 2, 8}),
    CALL(rt_sigaction, {IN, 1, 32}, {OUT, 2, 32}),
    CALL(rt_sigpending, {OUT, 0, 8}),
    CALL_THAT(ON_OWN_STACK, sigaltstack, {IN, 0, 24}, {OUT, 1, 24}),

    /* Memory. */
    CALL_THAT(SPECIAL, brk),
    CALL_THAT(SPECIAL, mprotect),
    CALL_THAT(SPECIAL, madvise),
};

/* fcntl(2), by its command. */
static int fcntl_shape(const struct jrr_entry *entry, struct shape *shape)
{
    switch ((uint32_t)entry->rsi) {
    case 0:    /* F_DUPFD */
    case 1030: /* F_DUPFD_CLOEXEC */
    case 1:    /* F_GETFD */
    case 2:    /* F_SETFD */
    case 3:    /* F_GETFL */
    case 1032: /* F_GETPIPE_SZ */
        return 1;
    case 4: /* F_SETFL: with O_ASYNC there would be signals */
        return (entry->rdx & 020000) == 0;
    case 5:  /* F_GETLK */
    case 36: /* F_OFD_GETLK */
        shape->parts[0] = (struct part){IN, 2, 32};
        shape->parts[1] = (struct part){OUT, 2, 32};
        return 1;
    case 6:  /* F_SETLK */
    case 37: /* F_OFD_SETLK */
        shape->parts[0] = (struct part){IN, 2, 32};
        return 1;
    default:
        return 0;
    }
}

/* ioctl(2), by its request. */
static int ioctl_shape(const struct jrr_entry *entry, struct shape *shape)
{
    switch ((uint32_t)entry->rsi) {
    case 0x5401: /* TCGETS */
        shape->parts[0] = (struct part){OUT, 2, 36};
        return 1;
    case 0x540f: /* TIOCGPGRP */
    case 0x541b: /* FIONREAD */
        shape->parts[0] = (struct part){OUT, 2, 4};
        return 1;
    case 0x5413: /* TIOCGWINSZ */
        shape->parts[0] = (struct part){OUT, 2, 8};
        return 1;
    case 0x5421: /* FIONBIO */
        shape->parts[0] = (struct part){IN, 2, 4};
        return 1;
    case 0x40049409: /* FICLONE */
        return is_plain_file(entry->rdi);
    case 0x5450: /* FIONCLEX */
    case 0x5451: /* FIOCLEX */
        return 1;
    default:
        return 0;
    }
}

/* What a call with operations is; 0 if it is to be traced. */
static int special_shape(const struct jrr_entry *entry, struct shape *shape)
{
    shape->extra = PLAIN;
    switch (entry->rax) {
    case __NR_fcntl:
        return fcntl_shape(entry, shape);
    case __NR_ioctl:
        return ioctl_shape(entry, shape);
    case __NR_prctl:
        switch ((uint32_t)entry->rdi) {
        case 15: /* PR_SET_NAME */
            shape->parts[0] = (struct part){PATH, 1, 0};
            return 1;
        case 16: /* PR_GET_NAME */
            shape->parts[0] = (struct part){OUT, 1, 16};
            return 1;
        default:
            return 0;
        }
    case __NR_brk:
        /* Only the question where the end is. */
        return entry->rdi == 0;
    case __NR_mprotect:
        shape->extra = PERFORMED;
        return entry->rdx <= 7;
    case __NR_madvise:
        switch ((uint32_t)entry->rdx) {
        case 4: /* MADV_DONTNEED */
            shape->extra = PERFORMED;
            return 1;
        case 0: /* NORMAL, RANDOM, SEQUENTIAL, WILLNEED */
        case 1:
        case 2:
        case 3:
        case 14: /* MADV_HUGEPAGE, NOHUGEPAGE */
        case 15:
            return 1;
        default:
            return 0;
        }
    default:
        return 0;
    }
}

const struct shape *shape_of(const struct jrr_entry *entry, struct shape *room)
{
    const struct shape *shape;

    if (entry->rax >= sizeof shapes / sizeof shapes[0])
        return 0;
    shape = &shapes[entry->rax];
    if (shape->extra != SPECIAL)
        return shape->extra == 0 ? 0 : shape;
    *room = *shape;
    return special_shape(entry, room) ? room : 0;
}
