// cflags: -O0 -w
// Three threads take two of three locks each, in a ring: none gets its second one.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 3 };

static pthread_mutex_t locks[THREADS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

static void *take_two(void *argument) {
    long first = (long)argument;
    pthread_mutex_lock(&locks[first]);
    usleep(100000);
    pthread_mutex_lock(&locks[(first + 1) % THREADS]);
    pthread_mutex_unlock(&locks[(first + 1) % THREADS]);
    pthread_mutex_unlock(&locks[first]);
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, take_two, (void *)i);
    usleep(600000);
    printf("no thread has come back\n");
    exit(3);
}
