// Sixteen threads go through a barrier in step; each step has exactly one serial thread.
#include "tracee.h"
#include <pthread.h>

enum { THREADS = 16, STEPS = 25 };

static pthread_barrier_t barrier;
static int step[THREADS], serial[THREADS];

static void *work(void *argument) {
    long me = (long)argument;
    for (int i = 0; i < STEPS; i++) {
        step[me] = i;
        serial[me] += pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD;
        for (int other = 0; other < THREADS; other++) {
            CHECK(step[other] == i);
        }
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    CHECK(pthread_barrier_init(&barrier, NULL, THREADS) == 0);
    for (long i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
    }
    int all = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        all += serial[i];
    }
    printf("%d\n", all);
    return succeeded();
}
