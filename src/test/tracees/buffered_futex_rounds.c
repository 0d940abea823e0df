// Eight threads lock and unlock 200,000 times, and signal, broadcast and wait in between.
#include "tracee.h"
#include <pthread.h>

enum { THREADS = 8, ROUNDS = 25000, TURN_EVERY = 500 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static long count, turn;

static void *work(void *argument) {
    long me = (long)argument;
    for (int i = 1; i <= ROUNDS; i++) {
        pthread_mutex_lock(&lock);
        count++;
        if (i % TURN_EVERY == 0) {
            while (turn % THREADS != me) pthread_cond_wait(&turned, &lock);
            turn++;
            if (i % (2 * TURN_EVERY) == 0) {
                pthread_cond_broadcast(&turned);
            } else {
                pthread_cond_signal(&turned);
                pthread_cond_broadcast(&turned);
            }
        } else if (i % 10 == 0) {
            pthread_cond_signal(&turned);
        }
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(count == (long)THREADS * ROUNDS && turn == THREADS * ROUNDS / TURN_EVERY);
    return succeeded();
}
