// A process with a thread that waits sends SIGKILL to itself.
#include "tracee.h"
#include <pthread.h>
#include <signal.h>

static void *block(void *argument) {
    pause();
    return argument;
}

int main(void) {
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, block, NULL) == 0);
    usleep(1000);
    succeeded();
    kill(getpid(), SIGKILL);
    return 1;
}
