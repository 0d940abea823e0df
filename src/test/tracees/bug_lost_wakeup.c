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

static void *wait_for_it(void *unused) {
    int seen = is_ready;
    // Whoever sets the flag now is not noticed any more.
    usleep(20000);
    pthread_mutex_lock(&lock);
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
    pthread_create(&thread, NULL, wait_for_it, NULL);
    usleep(5000);
    announce();
    usleep(200000);
    printf("nobody came\n");
    exit(3);
}
