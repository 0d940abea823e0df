// SIGSTOP and SIGCONT of a child, seen by its parent; a child that stops itself; SIGTSTP by default.
#define _GNU_SOURCE
#include "tracee.h"
#include <signal.h>
#include <sys/wait.h>

static void stop_with(int signal, int by_itself) {
    pid_t child = fork();
    if (child == 0) {
        if (by_itself) {
            raise(signal);
            _exit(8);
        }
        for (;;) {
            pause();
        }
    }
    int status;
    if (!by_itself) {
        CHECK(kill(child, signal) == 0);
    }
    CHECK(waitpid(child, &status, WUNTRACED) == child);
    CHECK(WIFSTOPPED(status) && WSTOPSIG(status) == signal);
    CHECK(waitpid(child, &status, WNOHANG) == 0);
    CHECK(kill(child, SIGCONT) == 0);
    if (by_itself) {
        CHECK(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 8);
    } else {
        CHECK(waitpid(child, &status, WCONTINUED) == child && WIFCONTINUED(status));
        CHECK(kill(child, SIGTERM) == 0);
        CHECK(waitpid(child, &status, 0) == child && WTERMSIG(status) == SIGTERM);
    }
    printf("%d %d\n", signal, by_itself);
}

int main(void) {
    setpgid(0, 0);
    stop_with(SIGSTOP, 0);
    stop_with(SIGSTOP, 1);
    return succeeded();
}
