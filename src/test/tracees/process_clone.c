// clone and clone3 with and without shared memory and files, with tid words, on a stack of its own.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum { STACK = 64 << 10 };

static int seen;

static int child(void *argument) {
    seen = *(int *)argument;
    close(100);
    return 9;
}

static void by_clone(int flags, int memory, int files) {
    char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int value = 5, status;
    pid_t parent_word = 0;
    seen = 0;
    CHECK(dup2(1, 100) == 100);
    pid_t task = clone(child, stack + STACK, flags | CLONE_PARENT_SETTID | SIGCHLD, &value, &parent_word);
    CHECK(task > 0 && parent_word == task);
    CHECK(waitpid(task, &status, 0) == task && WEXITSTATUS(status) == 9);
    CHECK(seen == (memory ? 5 : 0));
    CHECK((fcntl(100, F_GETFD) >= 0) == !files);
    munmap(stack, STACK);
    printf("clone %x\n", flags);
}

int main(void) {
    by_clone(0, 0, 0);
    by_clone(CLONE_VM, 1, 0);
    by_clone(CLONE_FILES, 0, 1);
    by_clone(CLONE_VM | CLONE_FILES | CLONE_FS | CLONE_SIGHAND, 1, 1);

    pid_t word = 0;
    int descriptor = -1, status;
    struct clone_args arguments = {
        .flags = CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_PIDFD | CLONE_CLEAR_SIGHAND,
        .pidfd = (unsigned long)&descriptor,
        .child_tid = (unsigned long)&word,
        .parent_tid = (unsigned long)&word,
        .exit_signal = SIGCHLD,
    };
    pid_t task = syscall(SYS_clone3, &arguments, sizeof arguments);
    CHECK(task >= 0);
    if (task == 0) {
        _exit(word == getpid() ? 11 : 12);
    }
    CHECK(word == task && descriptor >= 0);
    siginfo_t info;
    CHECK(waitid(P_PIDFD, descriptor, &info, WEXITED | WNOWAIT) == 0 && info.si_pid == task);
    CHECK(waitpid(task, &status, 0) == task);
    printf("clone3 %d\n", WEXITSTATUS(status));

    arguments.flags = ~0ull;
    CHECK(syscall(SYS_clone3, &arguments, sizeof arguments) == -1 && errno == EINVAL);
    return succeeded();
}
