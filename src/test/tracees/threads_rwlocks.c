// Sixteen threads read and write under a read-write lock; readers see no half-written pair.
#include "tracee.h"
#include <pthread.h>

enum { THREADS = 16, ROUNDS = 100 };

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static volatile long left, right;

static void *work(void *argument) {
    long me = (long)argument;
    for (int i = 0; i < ROUNDS; i++) {
        if (me % 4 == 0) {
            pthread_rwlock_wrlock(&lock);
            left++;
            if (i % 20 == 0) {
                usleep(50);
            }
            right++;
        } else {
            pthread_rwlock_rdlock(&lock);
            CHECK(left == right);
            if (i % 20 == 0) {
                usleep(50);
            }
        }
        pthread_rwlock_unlock(&lock);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%ld %ld\n", left, right);
    return succeeded();
}
