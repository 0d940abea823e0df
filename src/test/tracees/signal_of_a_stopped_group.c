// A process with threads is stopped and killed while it is stopped; its stopped sibling goes on.
#define _GNU_SOURCE
#include "tracee.h"
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

static void *block(void *argument) {
    pause();
    return argument;
}

static pid_t with_threads(void) {
    pid_t child = fork();
    if (child == 0) {
        pthread_t thread;
        pthread_create(&thread, NULL, block, NULL);
        pthread_create(&thread, NULL, block, NULL);
        raise(SIGSTOP);
        _exit(5);
    }
    int status;
    CHECK(waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status));
    return child;
}

int main(void) {
    int status;
    pid_t one = with_threads(), other = with_threads();
    CHECK(kill(one, SIGKILL) == 0);
    CHECK(waitpid(one, &status, 0) == one && WTERMSIG(status) == SIGKILL);
    CHECK(kill(other, SIGCONT) == 0);
    CHECK(waitpid(other, &status, 0) == other && WEXITSTATUS(status) == 5);
    return succeeded();
}
