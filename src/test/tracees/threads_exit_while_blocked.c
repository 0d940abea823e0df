// exit_group ends threads that wait in a read, a futex, a sleep and a poll, and one that computes.
#include "tracee.h"
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

static int nothing[2];
static atomic_int started;
static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *argument) {
    char byte;
    struct pollfd entry = {.fd = nothing[0], .events = POLLIN};
    started++;
    switch ((long)argument) {
    case 0:
        read(nothing[0], &byte, 1);
        break;
    case 1:
        pthread_mutex_lock(&held);
        break;
    case 2:
        sleep(1000);
        break;
    case 3:
        poll(&entry, 1, -1);
        break;
    default:
        for (volatile long i = 0;; i++) {
        }
    }
    return NULL;
}

int main(void) {
    CHECK(pipe(nothing) == 0);
    pthread_mutex_lock(&held);
    for (long i = 0; i < 5; i++) {
        pthread_t thread;
        CHECK(pthread_create(&thread, NULL, work, (void *)i) == 0);
    }
    while (started < 5) {
        usleep(1000);
    }
    usleep(20000);
    succeeded();
    _exit(23);
}
