// Sixteen threads share four places by a semaphore; then two hand a turn to and fro.
#include "tracee.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

enum { THREADS = 16, ROUNDS = 40, PLACES = 4 };

static sem_t places, ping, pong;
static atomic_int inside, most, total;

static void *work(void *argument) {
    for (int i = 0; i < ROUNDS; i++) {
        sem_wait(&places);
        int now = atomic_fetch_add(&inside, 1) + 1;
        int seen = atomic_load(&most);
        while (now > seen && !atomic_compare_exchange_weak(&most, &seen, now)) {
        }
        total++;
        if (i % 10 == 0) {
            usleep(100);
        }
        atomic_fetch_sub(&inside, 1);
        sem_post(&places);
    }
    return argument;
}

static void *answer(void *argument) {
    for (int i = 0; i < 100; i++) {
        sem_wait(&ping);
        sem_post(&pong);
    }
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    sem_init(&places, 0, PLACES);
    sem_init(&ping, 0, 0);
    sem_init(&pong, 0, 0);
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    CHECK(most <= PLACES);
    CHECK(pthread_create(&threads[0], NULL, answer, NULL) == 0);
    for (int i = 0; i < 100; i++) {
        sem_post(&ping);
        sem_wait(&pong);
    }
    pthread_join(threads[0], NULL);
    printf("%d\n", total);
    return succeeded();
}
