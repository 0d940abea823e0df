// Sixty-four threads live at once, and start and end while others do; each makes calls from its first moment to its last.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>

enum { AT_ONCE = 64, ROUNDS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t started;
static long sum;

static void *work(void *argument) {
    struct timespec now;
    long id = (long)argument;
    CHECK(gettid() != getpid());
    // None ends before all have started.
    pthread_barrier_wait(&started);
    for (int i = 0; i < 20; i++) {
        CHECK(clock_gettime(CLOCK_MONOTONIC, &now) == 0);
        int file = open("/dev/null", O_WRONLY);
        CHECK(file >= 0 && write(file, &id, sizeof id) == sizeof id && close(file) == 0);
        pthread_mutex_lock(&lock);
        sum += id;
        pthread_mutex_unlock(&lock);
    }
    return argument;
}

int main(void) {
    for (int round = 0; round < ROUNDS; round++) {
        pthread_t threads[AT_ONCE];
        CHECK(pthread_barrier_init(&started, NULL, AT_ONCE) == 0);
        for (long i = 0; i < AT_ONCE; i++) CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
        for (long i = 0; i < AT_ONCE; i++) {
            void *result;
            CHECK(pthread_join(threads[i], &result) == 0 && result == (void *)i);
        }
    }
    CHECK(sum == 20 * ROUNDS * (AT_ONCE * (AT_ONCE - 1) / 2));
    return succeeded();
}
