// Floating point and vector registers outlive system calls, signals and other threads' work.
#include "tracee.h"
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

static volatile int signals;
static double results[3];

static void spoil(int signal) {
    (void)signal;
    volatile double value = 1.5;
    for (int i = 0; i < 10; i++) {
        value = value * 1.25 + 3;
    }
    signals++;
}

static void *work(void *argument) {
    long me = (long)argument;
    double sum = 0;
    float floats[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    for (int i = 1; i < 3000000; i++) {
        sum += 1.0 / (i + me);
        floats[i & 7] += 0.5f;
        if (i % 500000 == 0) {
            getppid();
        }
    }
    results[me] = sum + floats[3];
    return NULL;
}

int main(void) {
    signal(SIGALRM, spoil);
    struct itimerval interval = {.it_value.tv_usec = 4000, .it_interval.tv_usec = 4000};
    setitimer(ITIMER_REAL, &interval, NULL);
    pthread_t threads[3];
    for (long i = 0; i < 3; i++) {
        pthread_create(&threads[i], NULL, work, (void *)i);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    interval = (struct itimerval){0};
    setitimer(ITIMER_REAL, &interval, NULL);
    printf("%.12f %.12f %.12f\n", results[0], results[1], results[2]);
    return succeeded();
}
