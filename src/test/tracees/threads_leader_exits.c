// The first thread ends while the others go on; the process ends with the last of them.
#include "tracee.h"
#include <pthread.h>

static pthread_t leader;

static void *work(void *argument) {
    long me = (long)argument;
    if (me == 0) {
        CHECK(pthread_join(leader, NULL) == 0);
    }
    for (int i = 0; i < 20; i++) {
        usleep(500);
    }
    if (me == 0) {
        usleep(30000);
        exit(succeeded());
    }
    return NULL;
}

int main(void) {
    leader = pthread_self();
    for (long i = 0; i < 4; i++) {
        pthread_t thread;
        CHECK(pthread_create(&thread, NULL, work, (void *)i) == 0);
        if (i > 0) {
            pthread_detach(thread);
        }
    }
    pthread_exit(NULL);
}
