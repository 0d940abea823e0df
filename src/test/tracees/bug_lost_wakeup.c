// cflags: -O0 -w
// A condition is signalled between the look at the flag and the wait for it: nobody signals it again.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static volatile int is_ready;

// They make sure that the bug shows in every run, on a busy machine too.
static pthread_barrier_t looked, announced;
static volatile int waits;

static void *wait_for_it(void *unused) {
    int seen = is_ready;
    // Whoever sets the flag now is not noticed any more.
    pthread_barrier_wait(&looked);
    pthread_barrier_wait(&announced);
    pthread_mutex_lock(&lock);
    waits = 1;
    if (!seen) pthread_cond_wait(&ready, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void announce(void) {
    pthread_mutex_lock(&lock);
    is_ready = 1;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&lock);
}

int main(void) {
    pthread_t thread;
    pthread_barrier_init(&looked, NULL, 2);
    pthread_barrier_init(&announced, NULL, 2);
    pthread_create(&thread, NULL, wait_for_it, NULL);
    pthread_barrier_wait(&looked);
    announce();
    pthread_barrier_wait(&announced);
    while (!waits) usleep(1000);
    usleep(200000);
    printf("nobody came\n");
    exit(3);
}
