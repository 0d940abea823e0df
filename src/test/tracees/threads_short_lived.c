// A hundred threads start and end, ten at a time, some joined and some detached.
#include "tracee.h"
#include <pthread.h>
#include <stdatomic.h>

static atomic_int done;
static __thread long own;

static void *work(void *argument) {
    own = (long)argument;
    char *bytes = malloc(1000 + own);
    memset(bytes, 1, 1000 + own);
    free(bytes);
    done++;
    return (void *)(own * 2);
}

int main(void) {
    for (int round = 0; round < 10; round++) {
        pthread_t threads[10];
        for (long i = 0; i < 10; i++) {
            CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
        }
        for (long i = 0; i < 10; i++) {
            if (i % 3 == 0) {
                pthread_detach(threads[i]);
            } else {
                void *result;
                CHECK(pthread_join(threads[i], &result) == 0 && (long)result == 2 * i);
            }
        }
    }
    while (done < 100) {
        usleep(1000);
    }
    printf("%d\n", done);
    return succeeded();
}
