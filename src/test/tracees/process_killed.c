// SIGKILL ends a child that computes, one that waits, and one whose threads do both.
#include "tracee.h"
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

static void *spin(void *argument) {
    for (volatile long i = 0;; i++) {
    }
    return argument;
}

static void kill_one(int kind) {
    int ready[2];
    char byte = 1;
    CHECK(pipe(ready) == 0);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        pthread_t thread;
        if (kind == 2) {
            pthread_create(&thread, NULL, spin, NULL);
        }
        CHECK(write(ready[1], &byte, 1) == 1);
        if (kind == 0) {
            spin(NULL);
        }
        read(ready[0] + 100, &byte, 1);
        pause();
    }
    CHECK(read(ready[0], &byte, 1) == 1);
    usleep(kind * 10000);
    CHECK(kill(child, SIGKILL) == 0);
    int status;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    printf("killed %d\n", kind);
    close(ready[0]);
    close(ready[1]);
}

int main(void) {
    for (int kind = 0; kind < 3; kind++) {
        kill_one(kind);
    }
    return succeeded();
}
