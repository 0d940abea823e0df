// A robust mutex whose owner ends, as a thread and as a process, comes to the next one as such.
#define _GNU_SOURCE
#include "tracee.h"
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>

static void *abandon(void *mutex) {
    pthread_mutex_lock(mutex);
    return NULL;
}

static void take_over(pthread_mutex_t *mutex) {
    CHECK(pthread_mutex_lock(mutex) == EOWNERDEAD);
    CHECK(pthread_mutex_consistent(mutex) == 0);
    CHECK(pthread_mutex_unlock(mutex) == 0);
}

int main(void) {
    pthread_mutex_t *mutex =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(mutex != MAP_FAILED);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(mutex, &attributes);

    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, abandon, mutex) == 0);
    pthread_join(thread, NULL);
    take_over(mutex);
    puts("after a thread");

    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(mutex);
        usleep(20000);
        _exit(0);
    }
    usleep(5000);
    int result = pthread_mutex_lock(mutex);
    if (result == 0) {
        // The child had not come to it yet.
        pthread_mutex_unlock(mutex);
        CHECK(waitpid(child, NULL, 0) == child);
        take_over(mutex);
    } else {
        CHECK(result == EOWNERDEAD && pthread_mutex_consistent(mutex) == 0);
        CHECK(pthread_mutex_unlock(mutex) == 0);
        CHECK(waitpid(child, NULL, 0) == child);
    }
    puts("after a process");
    return succeeded();
}
