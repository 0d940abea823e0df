// Calls are given pointers that cannot be used, under masks and handlers that this must not change.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>

static void on_fault(int signal) {
    (void)signal;
    _exit(3);
}

static void tell(const char *name, long result) { printf("%s %s\n", name, result < 0 ? strerrorname_np(errno) : "done"); }

static void calls(char *bad, char *edge) {
    int pipes[2], sockets[2], file = open("/proc/self/exe", O_RDONLY), null = open("/dev/null", O_WRONLY);
    CHECK(pipe(pipes) == 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0);
    for (int round = 0; round < 3; round++) {
        tell("stat path", syscall(SYS_newfstatat, AT_FDCWD, bad, edge, 0));
        tell("stat buffer", syscall(SYS_newfstatat, AT_FDCWD, "/", bad, 0));
        tell("stat edge", syscall(SYS_newfstatat, AT_FDCWD, "/", edge, 0));
        tell("open", syscall(SYS_openat, AT_FDCWD, bad, O_RDONLY));
        tell("access", syscall(SYS_access, bad, 0));
        tell("read", syscall(SYS_pread64, file, bad, 16, 0));
        tell("read across", syscall(SYS_pread64, file, edge, 64, 0));
        tell("write pipe", syscall(SYS_write, pipes[1], bad, 16));
        tell("write null", syscall(SYS_write, null, bad, 16));
        tell("readv", syscall(SYS_readv, file, bad, 2));
        tell("poll", syscall(SYS_poll, bad, 1, 0));
        tell("select", syscall(SYS_select, 4, bad, NULL, NULL, NULL));
        tell("clock", syscall(SYS_clock_gettime, CLOCK_MONOTONIC, bad));
        tell("mask", syscall(SYS_rt_sigprocmask, SIG_BLOCK, bad, NULL, 8));
        tell("action", syscall(SYS_rt_sigaction, SIGUSR2, bad, NULL, 8));
        tell("send", syscall(SYS_sendto, sockets[0], bad, 16, 0, NULL, 0));
        tell("getsockname", syscall(SYS_getsockname, sockets[0], edge, bad));
        tell("readlink", syscall(SYS_readlink, "/proc/self/exe", bad, 16));
        tell("bad descriptor", syscall(SYS_write, 77, bad, 16));
        tell("getcwd", syscall(SYS_getcwd, bad, 4096));
        tell("futex", syscall(SYS_futex, bad, 128, 0, NULL, NULL, 0));
        tell("futex wake", syscall(SYS_futex, bad, 1, 1, NULL, NULL, 0));
        tell("unknown how", syscall(SYS_rt_sigprocmask, 77, edge, NULL, 8));
    }
}

int main(void) {
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(pages != MAP_FAILED && mprotect(pages + 4096, 4096, PROT_NONE) == 0);
    CHECK(signal(SIGSEGV, on_fault) != SIG_ERR && signal(SIGBUS, on_fault) != SIG_ERR);
    calls(pages + 4096, pages + 4088);
    struct sigaction now;
    CHECK(sigaction(SIGSEGV, NULL, &now) == 0 && now.sa_handler == on_fault);
    sigset_t all, there;
    sigfillset(&all);
    CHECK(sigprocmask(SIG_SETMASK, &all, NULL) == 0);
    calls(pages + 4096, pages + 4088);
    CHECK(sigprocmask(SIG_SETMASK, NULL, &there) == 0);
    CHECK(sigismember(&there, SIGSEGV) == 1 && sigismember(&there, SIGBUS) == 1 && sigismember(&there, SIGTRAP) == 1);
    CHECK(sigaction(SIGSEGV, NULL, &now) == 0 && now.sa_handler == on_fault);
    sigemptyset(&all);
    CHECK(sigprocmask(SIG_SETMASK, &all, NULL) == 0 && signal(SIGSEGV, SIG_IGN) != SIG_ERR);
    calls(pages + 4096, pages + 4088);
    CHECK(sigaction(SIGSEGV, NULL, &now) == 0 && now.sa_handler == SIG_IGN);
    return succeeded();
}
