// Sixteen threads take turns on two mutexes, one of them recursive.
#define _GNU_SOURCE
#include "tracee.h"
#include <pthread.h>

enum { THREADS = 16, ROUNDS = 300 };

static pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t recursive = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static long first, second;

static void *work(void *argument) {
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&plain);
        first++;
        if (i % 50 == 0) {
            usleep(100);
        }
        pthread_mutex_unlock(&plain);
        pthread_mutex_lock(&recursive);
        pthread_mutex_lock(&recursive);
        second += (long)argument;
        pthread_mutex_unlock(&recursive);
        pthread_mutex_unlock(&recursive);
    }
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
    }
    for (long i = 0; i < THREADS; i++) {
        void *result;
        CHECK(pthread_join(threads[i], &result) == 0 && (long)result == i);
    }
    CHECK(pthread_mutex_trylock(&plain) == 0);
    CHECK(pthread_mutex_trylock(&plain) == EBUSY);
    printf("%ld %ld\n", first, second);
    return succeeded();
}
