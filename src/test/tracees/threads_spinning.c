// Four threads compute without a call, then wait for each other by spinning.
#include "tracee.h"
#include <pthread.h>
#include <stdatomic.h>

enum { THREADS = 4 };

static atomic_int arrived;
static unsigned long results[THREADS];

static void *work(void *argument) {
    long me = (long)argument;
    unsigned long value = me + 1;
    for (int i = 0; i < 20000000; i++) {
        value = value * 6364136223846793005ul + 1442695040888963407ul;
    }
    results[me] = value;
    arrived++;
    while (arrived < THREADS) {
        __builtin_ia32_pause();
    }
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
    }
    unsigned long all = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        all ^= results[i];
    }
    printf("%lx\n", all);
    return succeeded();
}
