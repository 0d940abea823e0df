// Twenty children are forked while threads hold locks; the children lock and make calls of their own.
#include "tracee.h"
#include <pthread.h>
#include <sys/wait.h>

enum { THREADS = 4, CHILDREN = 20 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, own = PTHREAD_MUTEX_INITIALIZER;
static volatile int over;
static long count;

static void *work(void *argument) {
    (void)argument;
    while (!over) {
        pthread_mutex_lock(&lock);
        count++;
        if (count % 64 == 0) usleep(50);
        pthread_mutex_unlock(&lock);
        getppid();
    }
    return NULL;
}

static void *child_work(void *argument) {
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&own);
        ++*(int *)argument;
        pthread_mutex_unlock(&own);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
    pid_t parent = getpid();
    for (int i = 0; i < CHILDREN; i++) {
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            int done = 0;
            pthread_t two[2];
            CHECK(getppid() == parent);
            for (int k = 0; k < 2; k++) CHECK(pthread_create(&two[k], NULL, child_work, &done) == 0);
            for (int k = 0; k < 2; k++) CHECK(pthread_join(two[k], NULL) == 0);
            CHECK(access("/", F_OK) == 0);
            _exit(done == 200 ? i : 99);
        }
        int status;
        CHECK(waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == i);
    }
    over = 1;
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    return succeeded();
}
