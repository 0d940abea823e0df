// Threads add to a counter without a lock: whatever is lost, a replay loses the same.
#include "tracee.h"
#include <pthread.h>

static volatile long counter;

static void *work(void *argument) {
    for (int i = 0; i < 3000000; i++) {
        counter++;
    }
    return argument;
}

int main(void) {
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    CHECK(counter > 0 && counter <= 9000000);
    return succeeded();
}
