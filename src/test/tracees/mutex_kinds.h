// Mutexes of all kinds in memory that processes share: contended, with conditions, abandoned.
#ifndef MUTEX_KINDS_H
#define MUTEX_KINDS_H

#include "tracee.h"
#include "calls.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/wait.h>

enum { THREADS = 4, TIMES = 100 };

struct mutex_kind {
    const char *name;
    int protocol, robust, type;
};

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    atomic_int stage;
    int counter;
};

static struct shared *shared;

static void initialise(const struct mutex_kind *kind) {
    pthread_mutexattr_t attributes;
    pthread_condattr_t condition;
    if (shared == NULL) {
        shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        CHECK(shared != MAP_FAILED);
    }
    memset(shared, 0, sizeof *shared);
    pthread_mutexattr_init(&attributes);
    CHECK(pthread_mutexattr_setprotocol(&attributes, kind->protocol) == 0);
    CHECK(pthread_mutexattr_setrobust(&attributes, kind->robust) == 0);
    CHECK(pthread_mutexattr_settype(&attributes, kind->type) == 0);
    CHECK(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
    CHECK(pthread_mutex_init(&shared->mutex, &attributes) == 0);
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    CHECK(pthread_cond_init(&shared->condition, &condition) == 0);
}

static void *count(void *argument) {
    for (int i = 0; i < TIMES; i++) {
        CHECK(pthread_mutex_lock(&shared->mutex) == 0);
        shared->counter++;
        if (i % 10 == 0) {
            sched_yield();
        }
        CHECK(pthread_mutex_unlock(&shared->mutex) == 0);
    }
    return argument;
}

static void contended(const char *name) {
    pthread_t threads[THREADS];
    pid_t child = fork();
    if (child == 0) {
        count(NULL);
        _exit(0);
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, count, NULL) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    CHECK(waitpid(child, NULL, 0) == child);
    printf("%s: %d\n", name, shared->counter);
}

// Waits on the condition with this mutex until the stage is there.
static void *wait_for_stage(void *argument) {
    CHECK(pthread_mutex_lock(&shared->mutex) == 0);
    while (shared->stage < (int)(long)argument) {
        CHECK(pthread_cond_wait(&shared->condition, &shared->mutex) == 0);
    }
    shared->counter++;
    CHECK(pthread_mutex_unlock(&shared->mutex) == 0);
    return NULL;
}

static void conditions(const char *name) {
    pthread_t threads[THREADS];
    shared->counter = shared->stage = 0;
    for (long i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, wait_for_stage, (void *)i);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_mutex_lock(&shared->mutex);
        shared->stage++;
        pthread_cond_broadcast(&shared->condition);
        pthread_mutex_unlock(&shared->mutex);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%s, condition: %d\n", name, shared->counter);
}

static void *abandon(void *argument) {
    int result = pthread_mutex_lock(&shared->mutex);
    CHECK(result == 0 || result == EOWNERDEAD);
    shared->stage = 1;
    while (argument != NULL && shared->stage != 2) {
        sched_yield();
    }
    return NULL;
}

static void *inherit(void *unused) {
    (void)unused;
    shared->stage = 2;
    CHECK(pthread_mutex_lock(&shared->mutex) == EOWNERDEAD);
    CHECK(pthread_mutex_consistent(&shared->mutex) == 0);
    CHECK(pthread_mutex_unlock(&shared->mutex) == 0);
    return NULL;
}

// The owner dies before anybody wants the mutex, and while somebody does; as thread and as process.
static void owner_dies(const char *name) {
    pthread_t owner, next;
    for (long waited = 0; waited < 2; waited++) {
        shared->stage = 0;
        pthread_create(&owner, NULL, abandon, (void *)waited);
        while (shared->stage != 1) {
            sched_yield();
        }
        if (!waited) {
            pthread_join(owner, NULL);
        }
        pthread_create(&next, NULL, inherit, NULL);
        pthread_join(next, NULL);
        if (waited) {
            pthread_join(owner, NULL);
        }
        shared->stage = 0;
        pid_t child = fork();
        if (child == 0) {
            abandon((void *)waited);
            _exit(3);
        }
        while (shared->stage != 1) {
            sched_yield();
        }
        if (!waited) {
            CHECK(waitpid(child, NULL, 0) == child);
        }
        inherit(NULL);
        if (waited) {
            CHECK(waitpid(child, NULL, 0) == child);
        }
    }
    CHECK(pthread_mutex_lock(&shared->mutex) == 0 && pthread_mutex_unlock(&shared->mutex) == 0);
    // Nobody makes it consistent.
    pthread_create(&owner, NULL, abandon, NULL);
    pthread_join(owner, NULL);
    TRY(pthread_mutex_lock(&shared->mutex) == EOWNERDEAD);
    TRY(pthread_mutex_unlock(&shared->mutex));
    TRY(pthread_mutex_lock(&shared->mutex) == ENOTRECOVERABLE);
    printf("%s: inherited\n", name);
}

static void exercise_mutex(const struct mutex_kind *kind) {
    initialise(kind);
    contended(kind->name);
    conditions(kind->name);
    if (kind->robust == PTHREAD_MUTEX_ROBUST) {
        owner_dies(kind->name);
    }
}

#endif
