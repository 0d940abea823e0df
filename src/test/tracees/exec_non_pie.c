// cflags: -no-pie
// A program that is not position-independent executes itself once and forks.
#define _GNU_SOURCE
#include "tracee.h"
#include <sys/wait.h>

static int global = 4;

int main(int argc, char **argv) {
    CHECK((unsigned long)&global < 1ul << 32);
    if (argc == 1) {
        global = 5;
        execl("/proc/self/exe", argv[0], "second", NULL);
        return 1;
    }
    CHECK(global == 4);
    pid_t child = fork();
    if (child == 0) {
        global = 6;
        _exit(global);
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 6 && global == 4);
    return succeeded();
}
