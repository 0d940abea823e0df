// Sixteen threads pass work through a bounded queue with condition variables; one wait times out.
#include "tracee.h"
#include <pthread.h>
#include <time.h>

enum { PAIRS = 8, ITEMS = 60, ROOM = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER, emptied = PTHREAD_COND_INITIALIZER;
static int queue[ROOM], used;
static long sum;

static void *produce(void *argument) {
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&lock);
        while (used == ROOM) {
            pthread_cond_wait(&emptied, &lock);
        }
        queue[used++] = (int)(long)argument + i;
        pthread_cond_signal(&filled);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static void *consume(void *argument) {
    (void)argument;
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&lock);
        while (used == 0) {
            pthread_cond_wait(&filled, &lock);
        }
        sum += queue[--used];
        pthread_cond_broadcast(&emptied);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[2 * PAIRS];
    for (long i = 0; i < PAIRS; i++) {
        CHECK(pthread_create(&threads[2 * i], NULL, consume, NULL) == 0);
        CHECK(pthread_create(&threads[2 * i + 1], NULL, produce, (void *)(i * 1000)) == 0);
    }
    for (int i = 0; i < 2 * PAIRS; i++) {
        pthread_join(threads[i], NULL);
    }
    struct timespec when;
    clock_gettime(CLOCK_REALTIME, &when);
    when.tv_nsec += 20 * 1000 * 1000;
    when.tv_sec += when.tv_nsec / 1000000000;
    when.tv_nsec %= 1000000000;
    pthread_mutex_lock(&lock);
    CHECK(pthread_cond_timedwait(&filled, &lock, &when) == ETIMEDOUT);
    pthread_mutex_unlock(&lock);
    printf("%ld\n", sum);
    return succeeded();
}
