// A thread that is not the first calls execve while others wait and compute.
#define _GNU_SOURCE
#include "tracee.h"
#include <pthread.h>

static void *spin(void *argument) {
    for (volatile long i = 0;; i++) {
    }
    return argument;
}

static void *block(void *argument) {
    pause();
    return argument;
}

static void *replace(void *argument) {
    usleep(10000);
    char *argv[] = {argument, "again", NULL};
    char *environment[] = {"KEPT=yes", NULL};
    execve("/proc/self/exe", argv, environment);
    CHECK(!"executed");
    return NULL;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        CHECK(strcmp(getenv("KEPT"), "yes") == 0 && getenv("PATH") == NULL);
        printf("%s\n", argv[1]);
        CHECK(getpid() == (pid_t)gettid());
        return succeeded();
    }
    pthread_t threads[4];
    pthread_create(&threads[0], NULL, spin, NULL);
    pthread_create(&threads[1], NULL, block, NULL);
    pthread_create(&threads[2], NULL, block, NULL);
    pthread_create(&threads[3], NULL, replace, argv[0]);
    pause();
}
